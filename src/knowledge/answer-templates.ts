/**
 * Reads `knowledge/answers.yaml`: how handlers answer cases of each kind in plain words, with a blank for what they alone know.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CATEGORY_IDS } from './categories.ts';
import type { Fault } from './fault.ts';
import type { Loaded } from './load.ts';
import { slug, text } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'answers.yaml';

/** What stands in braces in a template. */
export const SLOTS = [
  /** What the handler writes. */
  'blank',
  /** The clause by title and label. */
  'clause',
  /** What its provision says, in plain words, and whether it holds. */
  'says',
  /** The unit that settles it. */
  'unit',
  /** Today. */
  'date',
] as const;
/** One of `SLOTS`. */
export type Slot = (typeof SLOTS)[number];

/** How a case may be answered. */
export interface AnswerTemplate {
  readonly id: string;
  /** Short enough for a button. */
  readonly name: { readonly zh: string; readonly en: string };
  /** The kinds that it is for; nothing for all. */
  readonly kinds?: readonly string[] | undefined;
  /** What is asked for the blank. */
  readonly asks: { readonly zh: string; readonly en: string };
  /** What whoever reported it reads, with slots. */
  readonly text: string;
  /** Whether it rests on a clause: it is offered only where the region has one for the kind. */
  readonly needsClause: boolean;
}

/** A slot in a text. */
const SLOT = /\{(\w*)\}/g;
const slotsIn = (words: string): readonly string[] => [...words.matchAll(SLOT)].map(([, name = '']) => name);
const isSlot = (name: string): name is Slot => SLOTS.some(slot => slot === name);

const both = z.strictObject({ zh: text, en: text });
const answersFile = z.array(
  z.strictObject({
    id: slug,
    name: both,
    kinds: z.array(z.enum(CATEGORY_IDS)).min(1).optional(),
    asks: both,
    text: text
      .refine(words => slotsIn(words).every(isSlot), 'unknown-slot')
      .refine(words => slotsIn(words).filter(name => name === 'blank').length === 1, 'blank-lacking'),
  }),
);

/** @throws where the file cannot be read */
export function loadAnswerTemplates(folder: string): Loaded<readonly AnswerTemplate[]> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), answersFile);
  const faults: Fault[] = [...read.faults];
  const seen = new Set<string>();
  const value = (read.data ?? []).map((entry, index): AnswerTemplate => {
    if (seen.has(entry.id))
      faults.push({ file: FILE, line: read.lineOf([index, 'id']), code: 'duplicate-id', params: { id: entry.id } });
    seen.add(entry.id);
    const slots = slotsIn(entry.text);
    return { ...entry, needsClause: slots.includes('clause') || slots.includes('says') };
  });
  return { value, faults };
}

/** The templates for a kind, its own first. @param hasClause whether there is a clause to rest on */
export const templatesFor = (all: readonly AnswerTemplate[], kind: string, hasClause: boolean): readonly AnswerTemplate[] =>
  all
    .filter(({ kinds, needsClause }) => (kinds?.includes(kind) ?? true) && (hasClause || !needsClause))
    .toSorted((a, b) => Number(a.kinds === undefined) - Number(b.kinds === undefined));

/** A template with its slots filled in. */
export const filledIn = ({ text: words }: AnswerTemplate, values: Readonly<Record<Slot, string>>): string =>
  words.replace(SLOT, (whole, name: string) => (isSlot(name) ? values[name] : whole)).trim();
