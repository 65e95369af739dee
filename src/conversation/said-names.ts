/**
 * Names that a text itself says to be names (姓名张三, 我老公叫张三), or that stand before a number or a paper of theirs (张三13800138000). Any other
 * name stays: nobody can tell it from a word.
 */
import type { PersonalWords } from '../knowledge/personal-words.ts';

/** Takes such names out of a text; its numbers have to stand in it still. */
export type SaidNames = (text: string, hidden: string) => string;

/** In either width. */
const DIGIT = '[\\d０-９]';

/** @returns what changes nothing, where no words are known */
export function createSaidNames({ names, family }: Pick<PersonalWords, 'names' | 'family'>): SaidNames {
  const { after, ends, papers, numbers, surnames, never, notNames } = names;
  if (surnames.length === 0) return text => text;
  const oneOf = (words: readonly string[]) => `(?:${words.toSorted((a, b) => b.length - a.length).join('|')})`;
  const given = `(?:(?![${never.join('')}])\\p{Script=Han})`;
  /** As short as it may be where something follows that may follow a name. */
  const name = `(?!${oneOf(notNames)})${oneOf(surnames)}${given}{1,2}?`;
  /** Of peoples whose names have a point in them. */
  const pointed = `${given}{2,8}[·•]${given}{2,8}`;
  const before = `(?:${oneOf(after)}|${oneOf(family)}叫)[\\s:：是“"]*`;
  const behind = `(?=$|[^\\p{L}\\p{N}]|${DIGIT}|${oneOf(ends)})`;
  const apart = `[\\s:：,，、(（]*`;
  const theirs = `(?=${apart}(?:${oneOf(papers)}|${oneOf(numbers)}?[\\s:：是]*\\+?${DIGIT}(?:[\\s-]?${DIGIT}){6,}))`;
  const patterns = [
    new RegExp(`(?<=${before})(?:${pointed}|${name})${behind}`, 'gu'),
    new RegExp(`(?<=^|[^\\p{L}\\p{N}]|我是)(?:${pointed}|${name})${theirs}`, 'gu'),
  ];
  return (text, hidden) => patterns.reduce((rest, pattern) => rest.replace(pattern, hidden), text);
}
