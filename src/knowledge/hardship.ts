/**
 * Reads `knowledge/hardship.yaml`: kinds of hardship and how people speak of them, steps and days, what is agreed to, what a notice says of a
 * household, and what the documents of each region say.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { normalise } from '../language/normalise.ts';
import { type ClauseId, parseClauseId, parseRegionId, type RegionId } from '../shared/ids.ts';
import type { Fault } from './fault.ts';
import type { Loaded, Policy } from './load.ts';
import type { Wording } from './model.ts';
import { parsed, slug, texts, wording } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'hardship.yaml';

/** Where a report stands, as the file explains each; `grievance/hardship` says what may be done from where. */
export const HARDSHIP_STATES = [
  'reported',
  'checking',
  'assessed',
  'publicised',
  'included',
  'not-included',
  'ended',
  'withdrawn',
] as const;
/** What may have become of a report. */
const OUTCOMES = ['included', 'not-included', 'ended', 'withdrawn'] as const;

const limit = z.strictObject({ days: z.number().int().min(1).max(365), basis: wording, verify: z.boolean().default(false) });
const each = <T extends string>(names: readonly T[]) =>
  z.strictObject(Object.fromEntries(names.map(name => [name, wording])) as Record<T, typeof wording>);

const hardshipFile = z.strictObject({
  limits: z.strictObject({ identify: limit, publicity: limit, object: limit }),
  keep_days: z.number().int().min(1),
  risks: z.array(z.strictObject({ id: slug, name: wording, publicly: wording, words: texts })).min(2),
  authorisation: each(['purpose', 'checks', 'readers', 'publicity', 'withdrawal']),
  states: each(HARDSHIP_STATES),
  outcomes: each(OUTCOMES),
  regions: z.record(
    z.string(),
    z.strictObject({ says: wording, clauses: z.array(parsed<ClauseId>(parseClauseId, 'bad-clause-id')) }),
  ),
});
type HardshipFile = z.infer<typeof hardshipFile>;

/** A limit in calendar days, with what it rests on. @property verify whether that was seen only second-hand */
export type HardshipLimit = z.infer<typeof limit>;

/** A kind of hardship. */
export interface Risk {
  readonly id: string;
  readonly name: Wording;
  /** What a public notice calls it: in general, and never an illness. */
  readonly publicly: Wording;
}

/** What reports of hardship go by. */
export interface HardshipKnowledge {
  readonly limits: HardshipFile['limits'];
  /** So many days after it ended what is personal of a report is kept. */
  readonly keepDays: number;
  /** In the order of the file; the last one stands for any other. */
  readonly risks: readonly Risk[];
  readonly authorisation: HardshipFile['authorisation'];
  readonly states: HardshipFile['states'];
  readonly outcomes: HardshipFile['outcomes'];
  readonly regions: ReadonlyMap<RegionId, { readonly says: Wording; readonly clauses: readonly ClauseId[] }>;
  /** Ids of the kinds that a text speaks of, the likeliest first; none where it speaks of no hardship that is known. */
  risksIn(text: string): readonly string[];
}

/**
 * `value` is absent where the file has faults.
 * @throws where the file cannot be read
 */
export function loadHardship(folder: string, policy: Policy): Loaded<HardshipKnowledge | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), hardshipFile);
  if (!read.data) return { value: undefined, faults: read.faults };
  const { keep_days, regions: byRegion, risks: written, ...rest } = read.data;
  const faults: Fault[] = [];
  const fault = (path: readonly PropertyKey[], code: string, params: Fault['params'] = {}) =>
    faults.push({ file: FILE, line: read.lineOf(path), code, params });
  for (const [at, { id, words }] of written.entries()) {
    if (written.findIndex(other => other.id === id) < at) fault(['risks', at, 'id'], 'duplicate-id', { id });
    // The last stands for any other; each of those before is known by words.
    const isLast = at === written.length - 1;
    if (!isLast && words.length === 0) fault(['risks', at, 'words'], 'too-few', { field: 'words', minimum: 1 });
  }
  const regions = new Map<RegionId, { says: Wording; clauses: readonly ClauseId[] }>();
  for (const [name, said] of Object.entries(byRegion)) {
    const region = parseRegionId(name);
    if (!region || !policy.regions.has(region)) {
      fault(['regions', name], 'unknown-region', { id: name });
      continue;
    }
    for (const [at, id] of said.clauses.entries()) {
      const clause = policy.clauses.get(id);
      if (!clause) fault(['regions', name, 'clauses', at], 'unknown-clause', { id });
      else if (clause.document.region !== region) fault(['regions', name, 'clauses', at], 'clause-elsewhere', { id });
    }
    regions.set(region, said);
  }
  if (faults.length > 0) return { value: undefined, faults };
  const known = written.map(({ id, words }) => ({ id, words: words.map(normalise) }));
  return {
    faults,
    value: {
      ...rest,
      keepDays: keep_days,
      risks: written.map(({ id, name, publicly }) => ({ id, name, publicly })),
      regions,
      risksIn(text) {
        const plain = normalise(text);
        return known
          .map(({ id, words }) => ({ id, found: words.filter(word => plain.includes(word)).length }))
          .filter(({ found }) => found > 0)
          .toSorted((a, b) => b.found - a.found)
          .map(({ id }) => id);
      },
    },
  };
}
