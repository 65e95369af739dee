/**
 * Reads `knowledge/employment/priorities.yaml`: whom the documents of a region want helped to work first, each with its clause.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ClauseId, parseClauseId, parseRegionId, type RegionId } from '../shared/ids.ts';
import type { Fault } from './fault.ts';
import type { Loaded, Policy } from './load.ts';
import type { Standing, Wording } from './model.ts';
import { parsed, slug, texts, wording } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'employment/priorities.yaml';

const number = z.number().int().min(0);
const marks = z
  .array(z.enum(['out-of-poverty', 'monitored', 'unstable', 'borderline', 'sudden-hardship', 'dibao', 'destitute']))
  .min(1)
  .optional();

const household = z.strictObject({ able_from: number, employed_to: number.optional(), stable_to: number.optional(), marks });
const member = z.strictObject({
  labour: z
    .array(z.enum(['full', 'partial', 'none']))
    .min(1)
    .optional(),
  work: z
    .array(z.enum(['none', 'flexible', 'stable']))
    .min(1)
    .optional(),
  sex: z.enum(['female', 'male']).optional(),
  age_from: number.optional(),
  age_to: number.optional(),
  health_says: texts.min(1).optional(),
  marks,
});
const common = { id: slug, clause: parsed<ClauseId>(parseClauseId, 'bad-clause-id'), says: wording, note: wording.optional() };
const entry = z.discriminatedUnion('of', [
  z.strictObject({ ...common, of: z.literal('household'), when: household }),
  z.strictObject({ ...common, of: z.literal('member'), when: member }),
]);
const prioritiesFile = z.strictObject({
  first: z.record(z.string(), z.array(entry).min(1)),
  trainings: z.record(z.string(), z.array(common.clause).min(1)),
});
type PrioritiesFile = z.infer<typeof prioritiesFile>;

/** What of a household's file is asked: how many can work, how many do, and what it is registered as (any of them). */
export type HouseholdCriterion = z.infer<typeof household>;
/** What of a member's file is asked; what is absent is not. */
export type MemberCriterion = z.infer<typeof member>;

/** Somebody who comes first. */
export type Priority = {
  readonly id: string;
  readonly clause: ClauseId;
  /** Of the clause's document: a draft does not bind. */
  readonly standing: Standing;
  readonly says: Wording;
  /** What the document leaves open, and how it is taken here. */
  readonly note?: Wording | undefined;
} & ({ readonly of: 'household'; readonly when: HouseholdCriterion } | { readonly of: 'member'; readonly when: MemberCriterion });

/** What the documents say of work, by region. */
export interface Priorities {
  /** Those to be helped first in front. */
  readonly first: ReadonlyMap<RegionId, readonly Priority[]>;
  /** What a training can rest on. */
  readonly trainings: ReadonlyMap<RegionId, readonly ClauseId[]>;
}

/** @throws where the file cannot be read */
export function loadPriorities(folder: string, policy: Policy): Loaded<Priorities> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), prioritiesFile);
  const faults: Fault[] = [...read.faults];
  const fault = (path: readonly PropertyKey[], code: string, id: string) =>
    faults.push({ file: FILE, line: read.lineOf(path), code, params: { id } });
  /** The document of a clause that the region has. */
  const documentOf = (clause: ClauseId, region: RegionId, path: readonly PropertyKey[]) => {
    const document = policy.clauses.get(clause)?.document;
    if (!document) fault(path, 'unknown-clause', clause);
    else if (document.region !== region) fault(path, 'clause-elsewhere', clause);
    return document;
  };
  /** Each region with what stands below it. */
  function byRegion<T, U>(
    part: keyof PrioritiesFile,
    entries: Readonly<Record<string, readonly T[]>>,
    keep: (one: T, region: RegionId, path: readonly PropertyKey[]) => readonly U[],
  ): ReadonlyMap<RegionId, readonly U[]> {
    const kept = new Map<RegionId, readonly U[]>();
    for (const [name, list] of Object.entries(entries)) {
      const region = parseRegionId(name);
      if (!region || !policy.regions.has(region)) fault([part, name], 'unknown-region', name);
      else
        kept.set(
          region,
          list.flatMap((one, index) => keep(one, region, [part, name, index])),
        );
    }
    return kept;
  }
  const seen = new Set<string>();
  const first = byRegion('first', read.data?.first ?? {}, (one, region, path): Priority[] => {
    if (seen.has(`${region}/${one.id}`)) fault([...path, 'id'], 'duplicate-id', one.id);
    seen.add(`${region}/${one.id}`);
    const document = documentOf(one.clause, region, [...path, 'clause']);
    return document ? [{ ...one, standing: document.standing }] : [];
  });
  const trainings = byRegion('trainings', read.data?.trainings ?? {}, (clause, region, path): ClauseId[] =>
    documentOf(clause, region, path) ? [clause] : [],
  );
  return { value: { first, trainings }, faults };
}
