/**
 * Holds a clause of ours against the official one: what differs, and where in our file.
 */
import type { PlacedFault } from '../check.ts';
import type { Clause, Figure, Period } from '../model.ts';
import { inkOf } from './characters.ts';
import type { ImportedClause } from './model.ts';
import { numbersReadFrom } from './numerals.ts';
import type { FindUnit } from './unit-names.ts';

/** Label, heading, units, and the words that every figure, date and period was taken from. */
export function differences(ours: Clause, official: ImportedClause, findUnit: FindUnit): PlacedFault[] {
  return [
    ...differing(ours, official, 'label'),
    ...differing(ours, official, 'heading'),
    ...differingUnits(ours, official, 'lead', findUnit),
    ...differingUnits(ours, official, 'supporting', findUnit),
    ...missingWords(ours, official.text),
  ];
}

function differing(ours: Clause, official: ImportedClause, field: 'label' | 'heading'): PlacedFault[] {
  if (ours[field] === official[field]) return [];
  return [{ path: [field], code: `${field}-differs`, params: { ours: ours[field], official: official[field] } }];
}

function differingUnits(ours: Clause, official: ImportedClause, field: 'lead' | 'supporting', findUnit: FindUnit): PlacedFault[] {
  const found = official[field].map(name => ({ name, id: findUnit(name) }));
  const unknown = found.flatMap(({ name, id }) =>
    id === undefined ? [{ path: [field], code: 'unit-name-unknown', params: { name } }] : [],
  );
  if (unknown.length > 0) return unknown;
  const wanted = found.map(({ id }) => id).join(', ');
  if (ours[field].join(', ') === wanted) return [];
  return [
    { path: [field], code: `${field}-differs`, params: { ours: ours[field].join(', ') || '[]', official: wanted || '[]' } },
  ];
}

/** Compared without white space, and without the width of punctuation and the shape of quotes. */
const comparable = (text: string): string =>
  inkOf(text)
    .normalize('NFKC')
    .replace(/[“”„"]/gu, '"');

/** Words that a figure or a date was taken from. */
export interface Printed {
  readonly words: string;
  readonly derived?: boolean | undefined;
}

/**
 * Looks words up in a clause, and the numbers in the words.
 * @param id of what states them
 * @returns the faults of one source, at a path of our file
 */
export function printedIn(officialText: string, id: string) {
  const text = comparable(officialText);
  return ({ words, derived = false }: Printed, numbers: readonly string[], path: readonly PropertyKey[]): PlacedFault[] => {
    const stands = text.includes(comparable(words));
    const read = numbersReadFrom(words);
    const unread = derived ? [] : numbers.filter(number => !read.has(number));
    return [
      ...(stands ? [] : [{ path, code: 'words-not-in-clause', params: { words, id } }]),
      ...unread.map(number => ({ path, code: 'number-not-in-words', params: { number, words, id } })),
    ];
  };
}

function missingWords(ours: Clause, officialText: string): PlacedFault[] {
  return ours.provisions.flatMap(({ id, figures, due, period }, index) => {
    const check = printedIn(officialText, id);
    const at = (...path: PropertyKey[]) => ['provisions', index, ...path, 'words'];
    return [
      ...figures.flatMap((figure, i) => check(figure, numbersOf(figure), at('figures', i))),
      ...due.flatMap((date, i) => check(date, [yearOf(date.by)], at('due', i))),
      ...(period ? check(period, yearsOf(period), at('period')) : []),
    ];
  });
}

const numbersOf = ({ value, at_least, above, at_most, below }: Figure): string[] =>
  [value, at_least, above, at_most, below].flatMap(number => (number === undefined ? [] : [String(number)]));

const yearOf = (day: string): string => day.slice(0, 4);

/** The years of a period's first and last day. */
export const yearsOf = ({ from, to }: Period): string[] => [yearOf(from), yearOf(to)];
