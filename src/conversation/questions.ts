/**
 * Takes a message apart into the questions that it may hold.
 */
const STRONG = /[??。!!;;\n]+/;
const WEAK = /[,,、\s]+|另外|还有就是|还有|顺便|再问/;
const AND =
  /^(.*?)([\p{Script=Han}]{2,5})(?:和|跟|与|、|还有)([\p{Script=Han}]{2,5}?)(?=都|搬|怎|如|要|能|有|可|该|在|是|转|办|[,,??\s]|$)(.*)$/u;

/** The parts that could each be a question of its own: between full stops, between commas and spaces, and for “A和B怎么转” one for A, one for B. */
export function partsOf(text: string): string[] {
  const strong = clean(text.split(STRONG));
  const within = strong.flatMap(part => clean(part.split(WEAK)));
  const parts = strong.length > 1 ? [...strong, ...within] : within.length > 1 ? within : [];
  return parts.length > 0 ? parts : both(text);
}

function both(text: string): string[] {
  const [, before = '', one = '', other = '', after = ''] = AND.exec(text) ?? [];
  return one && other ? [`${before}${one}${after}`, `${before}${other}${after}`] : [];
}

/** Fewer characters are no question by themselves. */
const SHORTEST = 4;

const clean = (parts: string[]): string[] => parts.map(part => part.trim()).filter(part => [...part].length >= SHORTEST);
