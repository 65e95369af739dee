/**
 * Reads `knowledge/categories.yaml`: the kinds of grievance, what each covers, and how a case of it is handled.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ClauseId, parseClauseId, parseRegionId, parseUnitId, type RegionId, type UnitId } from '../shared/ids.ts';
import { CLOCK_IDS, type ClockId } from './clocks.ts';
import type { Fault } from './fault.ts';
import type { Loaded, Policy } from './load.ts';
import { DANGER_KINDS, type DangerKind } from './load-language.ts';
import { pattern } from './pattern.ts';
import { parsed, text } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'categories.yaml';

/** The kinds, in the order in which they are offered; `other` is what none of them covers. */
export const CATEGORY_IDS = [
  'housing-quality',
  'lift-and-building',
  'property-management',
  'utilities',
  'sanitation',
  'noise-neighbour',
  'property-certificate',
  'hukou-and-documents',
  'school',
  'medical',
  'pension-insurance',
  'dibao-relief',
  'subsidy-payment',
  'land-and-old-house',
  'wages-labour',
  'jobs-training',
  'industry-income',
  'transport',
  'public-safety',
  'elderly-child-care',
  'culture-facilities',
  'cadre-conduct',
  'market-prices',
  'other',
] as const;
/** One of `CATEGORY_IDS`. */
export type CategoryId = (typeof CATEGORY_IDS)[number];

const bothLanguages = z.strictObject({ zh: text, en: text });
const unitId = parsed<UnitId>(parseUnitId, 'bad-unit-id');
const clauseId = parsed<ClauseId>(parseClauseId, 'bad-clause-id');

const categoriesFile = z.array(
  z.strictObject({
    id: z.enum(CATEGORY_IDS),
    name: bothLanguages,
    covers: bothLanguages,
    terms: z.array(pattern('u')).min(1),
    units: z.record(z.string(), unitId),
    clauses: z.record(z.string(), z.array(clauseId).min(1)),
    danger: z.array(z.enum(DANGER_KINDS)).default([]),
    clock: z.enum(CLOCK_IDS),
    safety: z.boolean(),
    shared: z.boolean(),
    callback: z.int().refine(share => share >= 0 && share <= 100, 'bad-share'),
    keep_days: z.int().refine(days => days > 0, 'bad-days'),
  }),
);
type CategoryEntry = z.infer<typeof categoriesFile>[number];

/** A kind of grievance. */
export interface Category {
  readonly id: CategoryId;
  /** Short enough for a button. */
  readonly name: { readonly zh: string; readonly en: string };
  /** One plain sentence. */
  readonly covers: { readonly zh: string; readonly en: string };
  /** Words that point to it. */
  readonly terms: readonly RegExp[];
  /** Who answers, by region: one for each region. */
  readonly units: ReadonlyMap<RegionId, UnitId>;
  /** The clauses that speak of it, by region; no entry where none does. */
  readonly clauses: ReadonlyMap<RegionId, readonly ClauseId[]>;
  /** Present dangers that are filed under it; each is filed under one kind. */
  readonly danger: readonly DangerKind[];
  readonly clock: ClockId;
  /** Life or limb may be at stake: given out first. */
  readonly safety: boolean;
  /** Whether others in the settlement may see that there is one: never a household's own matter. */
  readonly shared: boolean;
  /** So many closed cases of a hundred are called back by somebody other than the handler. */
  readonly callback: number;
  /** So many days after closing the personal part is kept. */
  readonly keepDays: number;
}

/**
 * @param policy where it is given, units and clauses are looked up in it: `anjia knowledge check` does so
 * @throws where the file cannot be read
 */
export function loadCategories(folder: string, policy?: Policy): Loaded<ReadonlyMap<CategoryId, Category>> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), categoriesFile);
  const faults: Fault[] = [...read.faults];
  const fault = (path: readonly PropertyKey[], code: string, params: Fault['params']) =>
    faults.push({ file: FILE, line: read.lineOf(path), code, params });

  const value = new Map<CategoryId, Category>();
  for (const [index, entry] of (read.data ?? []).entries()) {
    if (value.has(entry.id)) fault([index, 'id'], 'duplicate-id', { id: entry.id });
    if (policy) for (const { path, code, id } of misplaced(entry, policy)) fault([index, ...path], code, { id });
    value.set(entry.id, categoryOf(entry));
  }
  if (!read.data) return { value, faults };
  for (const id of CATEGORY_IDS) if (!value.has(id)) fault([], 'kind-lacking', { id });
  const filed = read.data.flatMap(({ danger }) => danger);
  for (const id of DANGER_KINDS) if (filed.filter(kind => kind === id).length !== 1) fault([], 'danger-filed', { id });
  return { value, faults };
}

const categoryOf = ({ keep_days, units, clauses, ...rest }: CategoryEntry): Category => ({
  ...rest,
  keepDays: keep_days,
  units: byRegion(units),
  clauses: byRegion(clauses),
});

const byRegion = <T>(entries: Readonly<Record<string, T>>): ReadonlyMap<RegionId, T> =>
  new Map(
    Object.entries(entries).flatMap(([name, value]) => {
      const region = parseRegionId(name);
      return region ? [[region, value] as const] : [];
    }),
  );

interface Misplaced {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly id: string;
}

/** Regions, units and clauses that are not there, that are another region's, or that are lacking. */
function misplaced({ units, clauses }: CategoryEntry, policy: Policy): Misplaced[] {
  const known = new Set<string>(policy.regions.keys());
  const strangers = (field: string, entries: Readonly<Record<string, unknown>>) =>
    Object.keys(entries).flatMap(id => (known.has(id) ? [] : [{ path: [field, id], code: 'unknown-region', id }]));
  return [
    ...strangers('units', units),
    ...strangers('clauses', clauses),
    ...[...known].flatMap(id => (id in units ? [] : [{ path: ['units'], code: 'region-lacking', id }])),
    ...Object.entries(units).flatMap(([region, id]) => {
      if (!policy.units.has(id)) return [{ path: ['units', region], code: 'unknown-unit', id }];
      return id.startsWith(`${region}.`) ? [] : [{ path: ['units', region], code: 'unit-elsewhere', id }];
    }),
    ...Object.entries(clauses).flatMap(([region, ids]) =>
      ids.flatMap((id, nth) => {
        const document = policy.clauses.get(id)?.document;
        const code = document ? 'clause-elsewhere' : 'unknown-clause';
        return document?.region === region ? [] : [{ path: ['clauses', region, nth], code, id }];
      }),
    ),
  ];
}
