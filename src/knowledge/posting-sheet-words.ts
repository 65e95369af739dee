/**
 * Reads `knowledge/spreadsheets/postings.yaml`: how offices write their tables of job postings.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from './fault.ts';
import type { Loaded } from './load.ts';
import { text, texts } from './shapes.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const FILE = 'spreadsheets/postings.yaml';

/** What a column can hold. */
export const POSTING_FIELDS = [
  /** Counts rows and means nothing. */
  'serial',
  /** Why a row was not taken, in a table that was given back: passed over. */
  'returned',
  'employer',
  'title',
  'openings',
  'county',
  'place',
  'wage',
  'wage_form',
  'hours',
  'kind',
  'skills',
  'age',
  'suits',
  'contact',
  'phone',
  'valid_until',
  'more',
] as const;
/** One of `POSTING_FIELDS`. */
export type PostingField = (typeof POSTING_FIELDS)[number];

const some = texts.min(1);
const field = z.enum(POSTING_FIELDS);
const spelled = <K extends string>(...values: K[]) =>
  z.strictObject(Object.fromEntries(values.map(value => [value, some])) as Record<K, typeof some>);

const postingsFile = z.strictObject({
  columns: z.array(z.strictObject({ field, names: some })).min(1),
  apart: texts,
  values: z.strictObject({
    wage_form: spelled('hourly', 'monthly', 'daily', 'piece'),
    kind: spelled('home', 'part-time', 'casual', 'full-time'),
    suits: spelled('childcare', 'light', 'home'),
  }),
  open_wages: some,
  figures: z.record(text, z.number().positive()),
  numerals: some.length(11),
  least: some,
  most: some,
  ranges: some,
  until: z.strictObject({ long: some, until_full: some }),
  nameless: some,
  blanks: some,
  rows: z.strictObject({ totals: some, notes: some, examples: some }),
  template: z.strictObject({
    sheet: text,
    title: text,
    guide: text,
    columns: z
      .array(
        z.strictObject({
          field,
          heading: text,
          width: z.number().positive(),
          example: text,
          choices: some.optional(),
          hint: text.optional(),
        }),
      )
      .min(1),
    lines: some,
  }),
});
/** How tables of postings are written. */
export type PostingSheetWords = z.infer<typeof postingsFile>;

/**
 * `value` is absent where the file has faults: no table can be read then.
 * @throws where the file cannot be read
 */
export function loadPostingSheetWords(folder: string): Loaded<PostingSheetWords | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), postingsFile);
  if (!read.data) return { value: undefined, faults: read.faults };
  const faults = [...columnsTwice(read), ...unreadableTemplate(read)];
  return faults.length > 0 ? { value: undefined, faults } : { value: read.data, faults };
}

type Read = YamlFile<PostingSheetWords>;

const at = (read: Read, path: readonly PropertyKey[], code: string, params: Fault['params']): Fault => ({
  file: FILE,
  line: read.lineOf(path),
  code,
  params,
});

/** As tables are compared: half width, without spaces and case. */
const plain = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s*:]/g, '')
    .toLowerCase();

/** A heading must not mean two things. */
function columnsTwice(read: Read): Fault[] {
  const meanings = new Map<string, string>();
  return (read.data?.columns ?? []).flatMap(({ field: value, names }, index) =>
    names.flatMap((phrase, nth) => {
      const other = meanings.get(plain(phrase));
      meanings.set(plain(phrase), value);
      return other === undefined ? [] : [at(read, ['columns', index, 'names', nth], 'two-meanings', { phrase, value, other })];
    }),
  );
}

/** What the template offers must be understood when it comes back. */
function unreadableTemplate(read: Read): Fault[] {
  const { columns = [], values, template } = read.data ?? {};
  return (template?.columns ?? []).flatMap(({ field: name, heading, choices = [] }, index) => {
    const path = ['template', 'columns', index];
    const headings = columns.filter(column => column.field === name).flatMap(({ names }) => names.map(plain));
    const known =
      name === 'kind' || name === 'suits' || name === 'wage_form' ? Object.values(values?.[name] ?? {}).flat() : undefined;
    return [
      ...(headings.includes(plain(heading)) ? [] : [at(read, [...path, 'heading'], 'heading-unknown', { heading, field: name })]),
      ...choices.flatMap((choice, nth) =>
        known && !known.some(word => plain(choice).includes(plain(word)))
          ? [at(read, [...path, 'choices', nth], 'choice-unknown', { choice, field: name })]
          : [],
      ),
    ];
  });
}
