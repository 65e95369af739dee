/**
 * Reads `knowledge/employment/fraud.yaml`: what in a job posting looks like fraud, and finds it in a text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from './fault.ts';
import type { Loaded } from './load.ts';
import { texts } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'employment/fraud.yaml';

/** The signs that there are words for: `posting:sign`. */
const SIGNS = ['deposit', 'fee', 'pay-first', 'papers', 'click-farm', 'easy-money', 'abroad', 'pyramid'] as const;

const some = texts.min(1);
const fraudFile = z.strictObject({
  denials: z.strictObject({ before: some, after: some }),
  signs: z.array(z.strictObject({ id: z.enum(SIGNS), patterns: some, denied_within: z.boolean().default(true) })).min(1),
  messengers: some,
  usual: z.strictObject({ monthly: z.number().positive(), daily: z.number().positive(), hourly: z.number().positive() }),
  absurd: z.number().gt(1),
});

/** What looks like fraud. */
export interface FraudWords {
  /** Each sign of a text once, with the words that it was seen by; what the text denies is none. */
  readonly signsIn: (text: string) => readonly { readonly sign: string; readonly words: string }[];
  /** Whether it speaks of a messenger. */
  readonly namesMessenger: (text: string) => boolean;
  /** Yuan, by how a wage is reckoned. */
  readonly usual: Readonly<Record<'monthly' | 'daily' | 'hourly', number>>;
  /** So many times what is usual is not believed. */
  readonly absurd: number;
  /** All ids of signs in words. */
  readonly signs: readonly string[];
}

/** So many characters before and after a sign may deny it. */
const [BEFORE, AFTER] = [8, 10];

/**
 * `value` is absent where the file has faults: nothing can be held against it then.
 * @throws where the file cannot be read
 */
export function loadFraudWords(folder: string): Loaded<FraudWords | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), fraudFile);
  if (!read.data) return { value: undefined, faults: read.faults };
  const { denials, signs, messengers, usual, absurd } = read.data;
  const faults: Fault[] = [];
  const compiled = (source: string, path: readonly PropertyKey[]): RegExp[] => {
    try {
      const pattern = new RegExp(source, 'giu');
      if (!pattern.test('')) return [pattern];
    } catch {
      // It is told below, as one that matches everything is.
    }
    faults.push({ file: FILE, line: read.lineOf(path), code: 'bad-pattern', params: { pattern: source } });
    return [];
  };
  const known = signs.map(({ id, patterns, denied_within }, at) => ({
    id,
    deniedWithin: denied_within,
    patterns: patterns.flatMap((source, nth) => compiled(source, ['signs', at, 'patterns', nth])),
  }));
  const before = compiled(`(?:${denials.before.join('|')})`, ['denials', 'before']);
  const after = compiled(`^[^,。;!?\\d]{0,2}?(?:${denials.after.join('|')})`, ['denials', 'after']);
  for (const [at, { id }] of signs.entries())
    if (signs.findIndex(other => other.id === id) < at)
      faults.push({ file: FILE, line: read.lineOf(['signs', at, 'id']), code: 'key-twice', params: {} });
  if (faults.length > 0) return { value: undefined, faults };

  const isDenied = (clause: string, from: number, to: number, within: boolean) =>
    // 不收押金: a pattern may begin in the middle of a denial.
    before.some(pattern => clause.slice(Math.max(0, from - BEFORE), from + (within ? 1 : 0)).search(pattern) >= 0) ||
    after.some(pattern => clause.slice(to, to + AFTER).search(pattern) >= 0) ||
    (within && before.some(pattern => clause.slice(from + 1, to).search(pattern) >= 0));
  const seenIn = (clause: string, { patterns, deniedWithin }: (typeof known)[number]): string | undefined => {
    for (const pattern of patterns)
      for (const { 0: words, index } of clause.matchAll(pattern))
        if (!isDenied(clause, index, index + words.length, deniedWithin)) return words;
    return undefined;
  };
  // Most texts have none: one look tells.
  const any = new RegExp(signs.flatMap(({ patterns }) => patterns).join('|'), 'iu');
  const plainMessengers = messengers.map(tidy);
  return {
    faults,
    value: {
      signsIn(written) {
        if (!any.test(tidy(written))) return [];
        const clauses = clausesOf(written);
        return known.flatMap(sign => {
          const words = clauses.flatMap(clause => seenIn(clause, sign) ?? [])[0];
          return words === undefined ? [] : [{ sign: sign.id, words }];
        });
      },
      namesMessenger: written => plainMessengers.some(word => tidy(written).includes(word)),
      usual,
      absurd,
      signs: known.map(({ id }) => id),
    },
  };
}

/** Half width, without spaces. */
const tidy = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[^\S\n]/g, '')
    .toLowerCase();

/** Sentence by sentence; commas stay, since a sign may go over one. */
const clausesOf = (written: string): string[] =>
  tidy(written)
    .split(/[。;!?\n]+/u)
    .filter(Boolean);
