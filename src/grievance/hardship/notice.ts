/**
 * What a public notice (公示) says of a household: a shortened name, settlement and building, the kind of hardship in general words, and how many they
 * are. Never a number, a telephone, a bank card or an illness: what might be one is left out, or nothing is made at all.
 */
import { done, type Outcome, refused } from '../../directory/outcome.ts';
import type { Wording } from '../../knowledge/model.ts';
import type { Day } from '../../shared/calendar.ts';
import type { Hardship } from './model.ts';

/** What stands in a notice. */
export interface NoticeFacts {
  /** 王某某 */
  readonly name: string;
  readonly settlement: string;
  readonly building?: string | undefined;
  readonly risk: Wording;
  readonly people: number;
  readonly on: Day;
  /** The last full day that it hangs. */
  readonly until: Day;
}

/** What a notice is made with. */
export interface NoticeParts {
  readonly settlement: string;
  /** The buildings that the settlement's record names: one of them may stand there however it is called. */
  readonly buildings: readonly string[];
  readonly risk: Wording;
  readonly on: Day;
  readonly until: Day;
  readonly illnesses: readonly string[];
}

/** So many digits in a row may be somebody's number, whatever stands between them and however they are written. */
const NUMBER = /(?:[\p{Nd}零〇○一二三四五六七八九幺两][\s\p{P}\p{S}]*){5}/u;
/** A building as signs name it: 3栋, A区2号楼, 幸福苑三幢. */
const BUILDING =
  /^(?:[\p{Script=Han}\p{Nd}A-Za-z]{1,6}[区苑园期])?[\p{Nd}A-Za-z一二三四五六七八九十百甲乙丙丁]{1,4}(?:号楼|[栋幢号楼座组#])?$/u;
/** How a name begins, in whatever script. */
const BEGINNING = /^\p{L}/u;

/** What follows the beginning of a shortened name, and stands alone where there is none. */
const SHORTENED = '某某';

/** What may stand in the notice of a report, or that none can be made: `invalid` with the field that holds too much. */
export function noticeFacts({ record, people }: Hardship, parts: NoticeParts): Outcome<NoticeFacts> {
  if (!record) return refused('state', { what: 'hardship-withdrawn' });
  const { illnesses, settlement, buildings, risk, on, until } = parts;
  const tells = (text: string): boolean => tellsTooMuch(text, illnesses);
  if (tells(settlement) || names(settlement, record.name)) return refused('invalid', { field: 'settlement' });
  const [first = ''] = BEGINNING.exec(record.name.normalize('NFKC').trim()) ?? [];
  const building = record.building?.normalize('NFKC').replace(/\s/gu, '');
  const isBuilding = building !== undefined && (BUILDING.test(building) || buildings.includes(building));
  const isPlain = isBuilding && !tells(building) && !names(building, record.name);
  return done({
    name: `${tells(first) ? '' : first}${SHORTENED}`,
    settlement,
    ...(isPlain ? { building } : {}),
    risk,
    people,
    on,
    until,
  });
}

/** The words of a notice, where they do not hold the whole name after all: somebody may be called as a word of it. */
export const withoutName = (words: string, { record }: Hardship): Outcome<string> =>
  record && names(words, record.name) ? refused('invalid', { field: 'name' }) : done(words);

const names = (text: string, name: string): boolean => {
  const whole = name.normalize('NFKC').replace(/\s/gu, '');
  return [...whole].length > 1 && text.replace(/\s/gu, '').includes(whole);
};

function tellsTooMuch(text: string, illnesses: readonly string[]): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  return NUMBER.test(plain) || illnesses.some(word => plain.includes(word.toLowerCase()));
}
