/**
 * Reads `knowledge/early-signs.yaml`: how many households with the same trouble, within how many days, are a sign of something larger.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ClauseId, parseClauseId, parseRegionId, type RegionId } from '../shared/ids.ts';
import { CATEGORY_IDS, type CategoryId } from './categories.ts';
import type { Fault } from './fault.ts';
import type { Loaded, Policy } from './load.ts';
import { parsed } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'early-signs.yaml';

const count = z.number().int().min(1).max(999);
const threshold = z.strictObject({ days: count, households: count });

const earlySignsFile = z.strictObject({
  clauses: z.record(z.string(), z.array(parsed<ClauseId>(parseClauseId, 'bad-clause-id')).min(1)),
  usual: threshold,
  kinds: z.partialRecord(z.enum(CATEGORY_IDS), threshold),
});

/** So many households within so many days. */
export type Threshold = z.infer<typeof threshold>;

/** What is a sign. */
export interface EarlySignFigures {
  /** Of a kind of grievance. */
  of(kind: string): Threshold;
  /** The longest of all stretches, in days. */
  readonly days: number;
  /** What of a region's documents asks for it; empty where none does. */
  clausesIn(region: RegionId): readonly ClauseId[];
}

/** `value` is absent where the file has faults. @throws where the file cannot be read */
export function loadEarlySigns(folder: string, policy: Policy): Loaded<EarlySignFigures | undefined> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), earlySignsFile);
  if (!read.data) return { value: undefined, faults: read.faults };
  const { usual, kinds, clauses } = read.data;
  const faults: Fault[] = Object.entries(clauses).flatMap(([name, ids]) => {
    const region = parseRegionId(name);
    const line = read.lineOf(['clauses', name]);
    if (!region || !policy.regions.has(region)) return [{ file: FILE, line, code: 'unknown-region', params: { id: name } }];
    return ids.flatMap(id => {
      const document = policy.clauses.get(id)?.document;
      if (document?.region === region) return [];
      return [{ file: FILE, line, code: document ? 'clause-elsewhere' : 'unknown-clause', params: { id } }];
    });
  });
  const value: EarlySignFigures = {
    of: kind => kinds[kind as CategoryId] ?? usual,
    days: Math.max(usual.days, ...Object.values(kinds).map(one => one?.days ?? 0)),
    clausesIn: region => clauses[region] ?? [],
  };
  return { value, faults };
}
