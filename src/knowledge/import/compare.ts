/**
 * Holds a clause of ours against the official one: what differs, and where in our file.
 */
import type { PlacedFault } from '../check.ts';
import type { Clause, Due, Figure, Period } from '../model.ts';
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

function missingWords(ours: Clause, officialText: string): PlacedFault[] {
  const text = comparable(officialText);
  return ours.provisions.flatMap((provision, index) => {
    const at = (...path: PropertyKey[]) => ['provisions', index, ...path];
    const stands = (words: string, path: PropertyKey[]): PlacedFault[] =>
      text.includes(comparable(words)) ? [] : [{ path, code: 'words-not-in-clause', params: { words, id: provision.id } }];
    const reads = (wanted: readonly string[], source: Figure | Due | Period, path: PropertyKey[]): PlacedFault[] => {
      if (source.derived) return [];
      const read = numbersReadFrom(source.words);
      return wanted
        .filter(number => !read.has(number))
        .map(number => ({ path, code: 'number-not-in-words', params: { number, words: source.words, id: provision.id } }));
    };
    const { figures, due, period } = provision;
    return [
      ...figures.flatMap((figure, i) => [
        ...stands(figure.words, at('figures', i, 'words')),
        ...reads(numbersOf(figure), figure, at('figures', i, 'words')),
      ]),
      ...due.flatMap((date, i) => [
        ...stands(date.words, at('due', i, 'words')),
        ...reads([yearOf(date.by)], date, at('due', i, 'words')),
      ]),
      ...(period
        ? [
            ...stands(period.words, at('period', 'words')),
            ...reads([yearOf(period.from), yearOf(period.to)], period, at('period', 'words')),
          ]
        : []),
    ];
  });
}

const numbersOf = ({ value, at_least, above, at_most, below }: Figure): string[] =>
  [value, at_least, above, at_most, below].flatMap(number => (number === undefined ? [] : [String(number)]));

const yearOf = (day: string): string => day.slice(0, 4);
