/**
 * How offices write their household tables: the shape of the data that the reader is given, and looking words up in it.
 */
import type { Template } from '../../spreadsheet/index.ts';
import type { LABOUR, Mark, RELATIONS, WORK } from '../model.ts';

/** What a column can hold. */
export const FIELDS = [
  /** Counts rows and means nothing. */
  'serial',
  'code',
  /** The head's name, where it stands in a column of its own; what follows is the head's too, whoever the row is about. */
  'head',
  'head_identity',
  'head_sex',
  'head_birth',
  'head_phone',
  'name',
  'relation',
  'identity',
  'sex',
  'birth',
  'age',
  'phone',
  'building',
  'entrance',
  'room',
  /** Building, entrance and room in one. */
  'address',
  /** How many people. */
  'size',
  'origin',
  'moved_in',
  /** What the household is registered as, in words. */
  'type',
  'is_out_of_poverty',
  'is_monitored',
  'is_dibao',
  'is_destitute',
  'labour',
  'work',
  'workplace',
  'skills',
  'schooling',
  'health',
] as const;
/** One of `FIELDS`. */
export type Field = (typeof FIELDS)[number];

type Texts = readonly string[];
type Spelled<T extends string> = Readonly<Record<T, Texts>>;

/** How household tables are written, as `knowledge/spreadsheets/households.yaml` says it. */
export interface HouseholdWording {
  readonly columns: readonly { readonly field: Field; readonly names: Texts }[];
  /** What a group of columns begins with that go by their full names alone. */
  readonly apart: Texts;
  readonly values: {
    readonly sex: Spelled<'female' | 'male'>;
    readonly relation: Spelled<(typeof RELATIONS)[number]>;
    readonly labour: Spelled<(typeof LABOUR)[number]>;
    readonly work: Spelled<(typeof WORK)[number]>;
    readonly yes: Texts;
    readonly no: Texts;
  };
  readonly types: readonly { readonly names: Texts; readonly is: readonly Mark[]; readonly not: readonly Mark[] }[];
  /** What is written where nothing is known. */
  readonly blanks: Texts;
  /** With the groups `zone`, `building`, `entrance` and `room`; against half-width text without spaces. */
  readonly addresses: readonly RegExp[];
  /** What may follow the number of a building, an entrance or a room. */
  readonly doorWords: Texts;
  /** Nought to ten. */
  readonly numerals: Texts;
  readonly rows: { readonly totals: Texts; readonly notes: Texts; readonly examples: Texts };
  readonly template: Template<Field>;
}

/** A value as it is compared: half width, without spaces and case. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** What a text means in a column, or `undefined` where it is not known. */
export type Lookup<T> = (text: string) => T | undefined;

/** The words of a wording, ready to be looked up. */
export interface Words {
  readonly sex: Lookup<'female' | 'male'>;
  readonly relation: Lookup<(typeof RELATIONS)[number]>;
  readonly labour: Lookup<(typeof LABOUR)[number]>;
  readonly work: Lookup<(typeof WORK)[number]>;
  readonly truth: Lookup<'yes' | 'no'>;
  readonly type: Lookup<{ readonly is: readonly Mark[]; readonly not: readonly Mark[] }>;
  readonly isBlank: (text: string) => boolean;
}

/** Made once for a file. */
export function wordsOf({ values, types, blanks }: HouseholdWording): Words {
  const empty = new Set(blanks.map(plain));
  const longest = 2 * Math.max(...blanks.map(blank => blank.length));
  const { yes, no } = values;
  return {
    sex: lookup(values.sex),
    relation: lookup(values.relation),
    labour: lookup(values.labour),
    work: lookup(values.work),
    truth: lookup({ yes, no }),
    type: from(types.flatMap(type => type.names.map(name => [name, type] as const))),
    isBlank: text => text.length <= longest && empty.has(plain(text)),
  };
}

const lookup = <T extends string>(spelled: Spelled<T>): Lookup<T> =>
  from((Object.entries(spelled) as [T, Texts][]).flatMap(([value, texts]) => texts.map(text => [text, value] as const)));

function from<T>(entries: readonly (readonly [string, T])[]): Lookup<T> {
  const known = new Map(entries.flatMap(([text, value]) => [[text, value] as const, [plain(text), value] as const]));
  return text => known.get(text) ?? known.get(plain(text));
}
