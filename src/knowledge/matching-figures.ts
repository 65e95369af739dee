/**
 * Reads `knowledge/employment/matching.yaml`: what speaks for a job and how much, how much is told, and when people are asked what became of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Loaded } from './load.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'employment/matching.yaml';

/** What can speak for a job, as employment names it. */
export const REASONS = [
  'skill',
  'related-skill',
  'no-skill-needed',
  'same-settlement',
  'same-county',
  'wanted-place',
  'same-region',
  'distance',
  'wage',
  'job-kind',
  'suits',
  'age',
] as const;

const count = z.number().int().min(1);

const matchingFile = z.strictObject({
  reasons: z.strictObject(
    Object.fromEntries(REASONS.map(reason => [reason, count])) as Record<(typeof REASONS)[number], typeof count>,
  ),
  near_km: z.number().positive(),
  unstated_kind: z.enum(['full-time', 'part-time', 'casual', 'home']),
  month: z.strictObject({ days: count.max(31), hours_a_day: count.max(24) }),
  kept: z.strictObject({ for_wish: count, for_posting: count }),
  told: z.strictObject({ postings: count, every_hours: count, a_week: count }),
  follow_up: z.strictObject({ days: z.array(count).min(1), silent_days: count }),
  working_age: z.strictObject({ from: count, to: count }),
});

/** The figures; each reason is worth at least one. */
export type MatchingFigures = z.infer<typeof matchingFile>;

/**
 * `value` is absent where the file has faults.
 * @throws where the file cannot be read
 */
export function loadMatchingFigures(folder: string): Loaded<MatchingFigures | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), matchingFile);
  const { data } = read;
  if (!data) return { value: undefined, faults: read.faults };
  const rises = data.follow_up.days.every((day, i, days) => i === 0 || day > (days[i - 1] ?? 0));
  if (rises) return { value: data, faults: [] };
  const line = read.lineOf(['follow_up', 'days']);
  return { value: undefined, faults: [{ file: FILE, line, code: 'days-not-rising', params: {} }] };
}
