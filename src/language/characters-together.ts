import { bare } from './normalise.ts';

/** Texts of more different characters are told apart by what else is in them; work stays bounded. */
const MOST_CHARACTERS = 60;

/**
 * Any two different characters of a text, wherever they stand, as features: what it is about shows in which come together (灯 and 楼, 灯 and 路)
 * more than in either. There are so many that each is a number: the code of the one, then that of the other.
 */
export function charactersTogether(text: string): number[] {
  const codes = new Set<number>();
  const letters = bare(text);
  for (let i = 0; i < letters.length; i++) codes.add(letters.charCodeAt(i));
  if (codes.size > MOST_CHARACTERS) return [];
  const all = Int32Array.from(codes).sort();
  const pairs: number[] = [];
  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) pairs.push((all[i]! << 16) | all[j]!);
  return pairs;
}
