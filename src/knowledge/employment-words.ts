/**
 * Reads `knowledge/employment/skills.yaml` and `wishes.yaml`: what skills are called, and how people say what work they look for.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { normalise } from '../language/normalise.ts';
import type { Fault } from './fault.ts';
import type { Loaded } from './load.ts';
import { pattern } from './pattern.ts';
import { slug, text } from './shapes.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const SKILLS = 'employment/skills.yaml';
const WISHES = 'employment/wishes.yaml';

/** A single character is part of too many other words. */
const phrase = text.refine(said => [...said].length > 1, 'phrase-too-short');
const phrases = z.array(phrase).min(1);
const patterns = z.array(pattern('u')).min(1);

const skillsFile = z.strictObject({
  usual: z.array(slug),
  skills: z
    .array(
      z.strictObject({
        id: slug,
        name: z.strictObject({ zh: phrase, en: text }),
        says: phrases,
        slips: z.array(phrase).default([]),
        from: z.array(slug),
        covers: z.array(slug).default([]),
      }),
    )
    .min(1),
});

const wishesFile = z.strictObject({
  unwanted: phrases,
  not_unwanted: phrases,
  kinds: z.strictObject({ home: patterns, 'part-time': patterns, casual: patterns, 'full-time': patterns }),
  suits: z.strictObject({ childcare: patterns, light: patterns, home: patterns }),
  near: patterns,
  away: phrases,
  wage: z.strictObject({
    days_a_month: z.number().positive(),
    hours_a_day: z.number().positive(),
    before: z.array(text).min(1),
    after: z.array(text).min(1),
    daily: z.array(text).min(1),
    hourly: z.array(text).min(1),
    never: z.array(text).min(1),
  }),
  age: z.strictObject({ patterns: z.array(text).min(1), from: z.number().int(), to: z.number().int() }),
  asks_for_work: patterns,
  trades: patterns,
  filler: z.array(text).min(1),
});

type SkillsFile = z.infer<typeof skillsFile>;
type WishesFile = z.infer<typeof wishesFile>;

/** A skill as people name it. */
export interface SkillWords {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** All forms, in the form that `normalise` gives; its name and its usual typing errors are among them. */
  readonly says: readonly string[];
  /** Skills from which one can do it too, or soon learn it. */
  readonly from: readonly string[];
  /** Narrower ones that it means too where somebody asks for it. */
  readonly covers: readonly string[];
}

/** How people speak of work. */
export interface EmploymentWords extends Omit<WishesFile, 'not_unwanted' | 'wage' | 'asks_for_work'> {
  /** The most usual first. */
  readonly skills: readonly SkillWords[];
  readonly notUnwanted: readonly string[];
  /** What shows that somebody who does not write Chinese looks for work. */
  readonly asksForWork: readonly RegExp[];
  readonly wage: Omit<WishesFile['wage'], 'days_a_month' | 'hours_a_day'> & {
    readonly daysAMonth: number;
    readonly hoursADay: number;
  };
}

/**
 * `value` is absent where a file has faults: nothing is read by half.
 * @throws where a file cannot be read
 */
export function loadEmploymentWords(folder: string): Loaded<EmploymentWords | undefined> {
  const skills = readYaml(SKILLS, readFileSync(join(folder, SKILLS)), skillsFile);
  const wishes = readYaml(WISHES, readFileSync(join(folder, WISHES)), wishesFile);
  const faults = [...skills.faults, ...wishes.faults, ...faultsOf(skills), ...badAges(wishes)];
  if (faults.length > 0 || !skills.data || !wishes.data) return { value: undefined, faults };
  const { not_unwanted, wage, asks_for_work, ...rest } = wishes.data;
  const { days_a_month, hours_a_day, ...around } = wage;
  const { usual } = skills.data;
  const rank = (id: string) => (usual.includes(id) ? usual.indexOf(id) : usual.length);
  const value = {
    ...rest,
    notUnwanted: not_unwanted,
    asksForWork: asks_for_work,
    wage: { ...around, daysAMonth: days_a_month, hoursADay: hours_a_day },
    skills: skills.data.skills
      .toSorted((a, b) => rank(a.id) - rank(b.id))
      .map(({ id, name, says, slips, from, covers }) => ({
        id,
        name,
        from,
        covers,
        says: [...new Set([name.zh, name.en, ...says, ...slips].map(normalise))],
      })),
  };
  return { value, faults };
}

/** A phrase means one skill; a skill that is named exists, and is another one. */
function faultsOf(read: YamlFile<SkillsFile>): Fault[] {
  const at = (path: readonly PropertyKey[], code: string, params: Fault['params']): Fault => ({
    file: SKILLS,
    line: read.lineOf(path),
    code,
    params,
  });
  const { skills = [], usual = [] } = read.data ?? {};
  const ids = new Set(skills.map(({ id }) => id));
  const meanings = new Map<string, string>();
  const unusual = usual.flatMap((id, nth) => (ids.has(id) ? [] : [at(['usual', nth], 'unknown-skill', { id })]));
  const wrong = skills.flatMap(({ id, name, says, slips, from, covers }, index) => {
    const path = ['skills', index];
    const said = [
      ...[name.zh, name.en].map(words => [words, [...path, 'name']] as const),
      ...says.map((words, nth) => [words, [...path, 'says', nth]] as const),
      ...slips.map((words, nth) => [words, [...path, 'slips', nth]] as const),
    ];
    const isTwice = skills.findIndex(other => other.id === id) !== index;
    return [
      ...(isTwice ? [at([...path, 'id'], 'duplicate-id', { id })] : []),
      ...[...named(from, 'from'), ...named(covers, 'covers')].flatMap(([other, field, nth]) =>
        ids.has(other) && other !== id ? [] : [at([...path, field, nth], 'unknown-skill', { id: other })],
      ),
      ...said.flatMap(([words, where]) => {
        const other = meanings.get(normalise(words));
        meanings.set(normalise(words), id);
        return other === undefined || other === id ? [] : [at(where, 'two-meanings', { phrase: words, value: id, other })];
      }),
    ];
  });
  return [...unusual, ...wrong];
}

const named = (ids: readonly string[], field: string) => ids.map((id, nth) => [id, field, nth] as const);

/** Each pattern of an age says where the number stands. */
function badAges(read: YamlFile<WishesFile>): Fault[] {
  return (read.data?.age.patterns ?? []).flatMap((source, nth) =>
    ageForm(source) && source.includes('(N)')
      ? []
      : [{ file: WISHES, line: read.lineOf(['age', 'patterns', nth]), code: 'bad-age-pattern', params: {} }],
  );
}

/** The pattern with a number for N, which is its first group; `undefined` where it is none. */
export function ageForm(source: string, number = '\\d'): RegExp | undefined {
  try {
    return new RegExp(source.replaceAll('(N)', `(${number})`), 'u');
  } catch {
    return undefined;
  }
}
