/**
 * Texts that make a pattern work as hard as it can: its own words over and over, and then something that fits nowhere.
 */

/** One of each kind of character, and pieces that numbers, breaks and quotes are made of. */
export const PIECES = [
  ...'一万零没不的aA10 \n，。.!?-:/%~(（《“[{\\*^😀\u200b\u202eéก①１龘',
  ...'一二|1万|1.|1,|12:|分之|还是|a1|. |一 |的呢|谢谢你|和|多少|我家'.split('|'),
];

/** The words that a pattern is made of, and neighbours of which one is a part of the other. */
export function wordsOf({ source }: RegExp): string[] {
  const words = [...new Set(source.match(/\p{Script=Han}+|[a-z]{2,}|\d/gu) ?? [])];
  const near = words.flatMap(word => words.filter(other => other !== word && word.includes(other)).map(other => word + other));
  return [...new Set([...words, ...near])];
}

/** So long a text of the piece alone. */
export const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
