/** Where randomness comes from: passed in, so that tests can repeat it. */
import { randomBytes } from 'node:crypto';

/** A source of bytes that nobody can foresee. */
export interface Random {
  bytes(count: number): Uint8Array;
}

/** The machine's own source. */
export const systemRandom: Random = { bytes: count => randomBytes(count) };

/** Letters and digits that nobody confuses when they are read aloud or written by hand (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Letters of the alphabet at random, five bits each. */
export const randomLetters = (random: Random, count: number): string =>
  Array.from(random.bytes(count), byte => ALPHABET[byte % ALPHABET.length]).join('');

/** A code as somebody typed it, in its own letters; O is read as 0, I and L as 1. `undefined` where it holds other characters. */
export function readLetters(text: string): string | undefined {
  const letters = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[\s-]/g, '');
  return [...letters].every(letter => ALPHABET.includes(letter)) ? letters : undefined;
}

/** A number in the alphabet, filled up on the left. */
export function inLetters(number: number, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest = Math.floor(rest / 32)) text = `${ALPHABET[rest % 32]}${text}`;
  return text;
}
