/**
 * Texts that leave the assistant as a file: without numbers that are somebody's, without doors, without names that are known to stand in them, and
 * without those that the text says to be some. Other names stay.
 */

import type { PersonalWords } from '../knowledge/personal-words.ts';
import { CHINESE_DIGITS } from '../language/chinese-number.ts';
import type { PersonalReader } from './personal.ts';
import { createSaidNames } from './said-names.ts';

/** @param names of people who may stand in it */
export type Mask = (text: string, names: readonly string[]) => string;

/** What stands for what was taken out. */
const HIDDEN = '…';
/** Stands for a name until the numbers were found: no writing has it, and a number may begin after it. */
const NAME = '\uE000';
/** One character may be part of any word. */
const SHORTEST_NAME = 2;

/** The building may be known, the door may not: of 3栋2单元501室 and of 3-2-501 the first part stays. */
export function createMask(personal: PersonalReader, words: Pick<PersonalWords, 'doors' | 'blocks' | 'names' | 'family'>): Mask {
  const { doors, blocks } = words;
  const saidNames = createSaidNames(words);
  const number = `[\\d${CHINESE_DIGITS}]{1,6}`;
  const word = `(?:${doors.join('|')})`;
  const room = `(?:${number}${word}(?:${number}${word}?)?)`;
  const hidden = [
    new RegExp(`${room}+`, 'gu'),
    new RegExp(`(?<=(?:${blocks.join('|')})[\\s-]?)\\d{3,4}(?!\\d)`, 'gu'),
    /(?<=(?<![\d-])\d{1,2}-)(?:\d{1,2}-)?\d{3,4}(?![\d-])/g,
  ];
  return (text, names) => {
    const nameless = names
      .filter(name => [...name].length >= SHORTEST_NAME)
      .reduce((rest, name) => rest.replaceAll(name, NAME), text);
    const masked = personal(saidNames(nameless, NAME), () => false).masked.replaceAll(NAME, HIDDEN);
    return doors.length === 0 ? masked : hidden.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), masked);
  };
}
