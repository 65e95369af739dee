/**
 * Takes a message apart into the questions that it may hold.
 */
const STRONG = /[??。!!;;\n]+/;
const WEAK = /[,,、\s]+|另外|还有就是|还有|顺便|再问/;

/** The parts that could each be a question of its own: first those between full stops, else those between commas and spaces. */
export function partsOf(text: string): string[] {
  const strong = clean(text.split(STRONG));
  return strong.length > 1 ? strong.flatMap(part => [part, ...within(part)]) : within(text);
}

const within = (text: string): string[] => {
  const parts = clean(text.split(WEAK));
  return parts.length > 1 ? parts : [];
};

/** Fewer characters are no question by themselves. */
const SHORTEST = 4;

const clean = (parts: string[]): string[] => parts.map(part => part.trim()).filter(part => [...part].length >= SHORTEST);
