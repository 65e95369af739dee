/**
 * Takes a message apart into the questions that it may hold.
 */
const STRONG = /[?。!;\n]+/;
const WEAK = /[,、\s]+|另外|还有就是|还有|顺便|再问/;
const AND =
  /^(.*?)([\p{Script=Han}]{2,5})(?:和|跟|与|、|还有)([\p{Script=Han}]{2,5}?)(?=都|搬|怎|如|要|能|有|可|该|在|是|转|办|[,,??\s]|$)(.*)$/u;

/** A piece of a message that could be a question of its own. */
export interface Part {
  readonly text: string;
  /** Whether the sender parted it, by a full stop or by naming two things; a comma or a space parts less surely. */
  readonly clear: boolean;
}

/** Parts between full stops, between commas and spaces, and for “A和B怎么转” one for A and one for B; none where the message is one piece. */
export function partsOf(text: string): Part[] {
  const strong = clean(text.split(STRONG));
  const weak = strong.flatMap(part => clean(part.split(WEAK)));
  const parts = [
    ...(strong.length > 1 ? strong : []).map(part => ({ text: part, clear: true })),
    ...strong.flatMap(both).map(part => ({ text: part, clear: true })),
    ...(weak.length > strong.length ? weak : []).map(part => ({ text: part, clear: false })),
  ];
  return parts.slice(0, MOST_PARTS);
}

/** “搬走后低保和养老保险怎么转” as two questions. */
function both(text: string): string[] {
  const [, before = '', one = '', other = '', after = ''] = AND.exec(text) ?? [];
  return one && other ? [`${before}${one}${after}`, `${before}${other}${after}`] : [];
}

/** So many parts are looked at: nobody asks more at once, and work stays bounded. */
const MOST_PARTS = 8;

/** Fewer characters are no question by themselves. */
const SHORTEST = 4;

const clean = (parts: string[]): string[] => parts.map(part => part.trim()).filter(part => [...part].length >= SHORTEST);
