/**
 * Reads `knowledge/spreadsheets/households.yaml`: how offices write their household tables.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from './fault.ts';
import type { Loaded } from './load.ts';
import { text } from './shapes.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const FILE = 'spreadsheets/households.yaml';

/** What a column can hold, as the directory names it. */
const FIELDS = [
  'serial',
  'code',
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
  'address',
  'size',
  'origin',
  'moved_in',
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
const MARKS = ['out-of-poverty', 'monitored', 'unstable', 'borderline', 'sudden-hardship', 'dibao', 'destitute'] as const;

const texts = z.array(text).min(1);
const field = z.enum(FIELDS);
const marks = z.array(z.enum(MARKS)).default([]);
const spelled = <K extends string>(...values: K[]) =>
  z.strictObject(Object.fromEntries(values.map(value => [value, texts])) as Record<K, typeof texts>);

const householdsFile = z.strictObject({
  columns: z.array(z.strictObject({ field, names: texts })).min(1),
  apart: z.array(text),
  values: z.strictObject({
    sex: spelled('female', 'male'),
    relation: spelled('head', 'spouse', 'child', 'child-in-law', 'grandchild', 'parent', 'sibling', 'other'),
    labour: spelled('full', 'partial', 'none'),
    work: spelled('none', 'flexible', 'stable'),
    yes: texts,
    no: texts,
  }),
  types: z.array(z.strictObject({ names: texts, is: marks, not: marks })).min(1),
  blanks: texts,
  addresses: z.array(text).min(1),
  door_words: texts,
  numerals: texts.length(11),
  rows: z.strictObject({ totals: texts, notes: texts, examples: texts }),
  template: z.strictObject({
    sheet: text,
    title: text,
    guide: text,
    columns: z
      .array(
        z.strictObject({
          field,
          heading: text,
          width: z.number(),
          example: text,
          choices: texts.optional(),
          hint: text.optional(),
        }),
      )
      .min(1),
    lines: texts,
  }),
});
type HouseholdsFile = z.infer<typeof householdsFile>;

/** How household tables are written. */
export interface HouseholdWords extends Omit<HouseholdsFile, 'addresses' | 'door_words'> {
  /** Against half-width text without spaces, with the groups `zone`, `building`, `entrance` and `room`. */
  readonly addresses: readonly RegExp[];
  readonly doorWords: readonly string[];
}

/**
 * `value` is absent where the file has faults: no table can be read then.
 * @throws where the file cannot be read
 */
export function loadHouseholdWords(folder: string): Loaded<HouseholdWords | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), householdsFile);
  if (!read.data) return { value: undefined, faults: read.faults };
  const { addresses, door_words, ...rest } = read.data;
  const forms = addresses.map(source => addressForm(source, rest.numerals));
  const faults = [
    ...forms.flatMap((form, index) => (form ? [] : [at(read, ['addresses', index], 'bad-address')])),
    ...meaningTwice(read),
    ...unreadableTemplate(read),
  ];
  const value = { ...rest, addresses: forms.flatMap(form => form ?? []), doorWords: door_words };
  return faults.length > 0 ? { value: undefined, faults } : { value, faults };
}

const at = (read: YamlFile<HouseholdsFile>, path: readonly PropertyKey[], code: string, params: Fault['params'] = {}): Fault => ({
  file: FILE,
  line: read.lineOf(path),
  code,
  params,
});

/** The pattern with a number for each N; `undefined` where it is none, or names no building. */
function addressForm(source: string, numerals: readonly string[]): RegExp | undefined {
  const number = `(?:[a-z]?\\d{1,6}[a-z]?|[a-z]|[${numerals.join('')}]{1,5})`;
  try {
    return source.includes('(?<building>') ? new RegExp(source.replaceAll('N', number), 'iu') : undefined;
  } catch {
    return undefined;
  }
}

/** As tables are compared: half width, without spaces and case. */
const plain = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s*:]/g, '')
    .toLowerCase();

/** A spelling must not mean two things. */
function meaningTwice(read: YamlFile<HouseholdsFile>): Fault[] {
  const { columns = [], values, types = [] } = read.data ?? {};
  const lists: readonly (readonly [string, readonly string[], readonly PropertyKey[]])[][] = [
    columns.map(({ field: name, names }, index) => [name, names, ['columns', index, 'names']] as const),
    types.map(({ names, is, not }, index) => [[...is, ...not].join(' '), names, ['types', index, 'names']] as const),
    ...(['sex', 'relation', 'labour', 'work'] as const).map(kind =>
      Object.entries(values?.[kind] ?? {}).map(([value, said]) => [value, said, ['values', kind, value]] as const),
    ),
    (['yes', 'no'] as const).map(value => [value, values?.[value] ?? [], ['values', value]] as const),
  ];
  return lists.flatMap(list => {
    const meanings = new Map<string, string>();
    return list.flatMap(([value, said, path]) =>
      said.flatMap((phrase, index) => {
        const other = meanings.get(plain(phrase));
        meanings.set(plain(phrase), value);
        return other === undefined ? [] : [at(read, [...path, index], 'two-meanings', { phrase, value, other })];
      }),
    );
  });
}

/** What the template offers must be understood when it comes back. */
function unreadableTemplate(read: YamlFile<HouseholdsFile>): Fault[] {
  const { columns = [], values, template } = read.data ?? {};
  return (template?.columns ?? []).flatMap(({ field: name, heading, choices = [] }, index) => {
    const path = ['template', 'columns', index];
    const headings = columns.filter(column => column.field === name).flatMap(({ names }) => names.map(plain));
    const known =
      name === 'sex' || name === 'relation' || name === 'labour' || name === 'work'
        ? Object.values(values?.[name] ?? {})
            .flat()
            .map(plain)
        : undefined;
    return [
      ...(headings.includes(plain(heading)) ? [] : [at(read, [...path, 'heading'], 'heading-unknown', { heading, field: name })]),
      ...choices.flatMap((choice, nth) =>
        known && !known.includes(plain(choice))
          ? [at(read, [...path, 'choices', nth], 'choice-unknown', { choice, field: name })]
          : [],
      ),
    ];
  });
}
