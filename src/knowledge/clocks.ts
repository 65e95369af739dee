/**
 * Reads `knowledge/clocks.yaml`: how long a grievance may take, by kind of clock and region, and what that rests on.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseRegionId, type RegionId } from '../shared/ids.ts';
import type { Fault } from './fault.ts';
import type { Loaded, Policy } from './load.ts';
import type { Wording } from './model.ts';
import { text, wording } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FILE = 'clocks.yaml';

/** The clocks that a kind of grievance may go by. */
export const CLOCK_IDS = ['urgent', 'essential', 'repair', 'help', 'complaint', 'consultation'] as const;
/** One of `CLOCK_IDS`. */
export type ClockId = (typeof CLOCK_IDS)[number];

/** So long: hours and days as they pass, or days on which offices work. */
export type Span = { readonly hours: number } | { readonly days: number } | { readonly workingDays: number };

const some = z.number().int().min(1).max(999);
const span = z
  .strictObject({ hours: some.optional(), days: some.optional(), working_days: some.optional() })
  .transform(({ hours, days, working_days: workingDays }, context): Span => {
    const spans = [hours && { hours }, days && { days }, workingDays && { workingDays }].filter(one => one !== undefined);
    const [only] = spans;
    if (only && spans.length === 1) return only;
    context.addIssue({ code: 'custom', message: 'bad-span' });
    return z.NEVER;
  });

const limits = {
  take: span,
  settle: span,
  call: span,
  extend: span,
  extensions: z.number().int().min(0).max(9),
  lease: span,
};
const whole = z.strictObject(limits);
const part = z.strictObject(limits).partial();

const clocksFile = z.strictObject({
  clocks: z
    .array(
      z.strictObject({
        id: z.enum(CLOCK_IDS),
        name: wording,
        for: wording,
        basis: z
          .array(
            z.strictObject({
              of: z.enum(['law', 'custom', 'own']),
              source: text.optional(),
              says: wording,
              verify: z.boolean().optional(),
            }),
          )
          .min(1),
        limits: whole,
        regions: z.record(z.string(), part).optional(),
      }),
    )
    .min(1),
});

/** How long something may take. */
export interface Limits {
  /** Until somebody has taken it in hand. */
  readonly take: Span;
  /** From the report to the answer. */
  readonly settle: Span;
  /** From the answer to the call. */
  readonly call: Span;
  /** What an extension adds, counted as `settle` is, and how many there are at most. */
  readonly extend: Span;
  readonly extensions: number;
  /** How long a holder may do nothing with it. */
  readonly lease: Span;
}

/** A clock, and what its limits rest on. */
export interface ClockOf {
  readonly id: ClockId;
  readonly name: Wording;
  readonly for: Wording;
  readonly basis: readonly {
    /** A law, what hotlines commonly do, or a figure of our own. */
    readonly of: 'law' | 'custom' | 'own';
    readonly source?: string | undefined;
    readonly says: Wording;
    /** Whether it still has to be held against the original. */
    readonly verify?: boolean | undefined;
  }[];
}

/** The limits of every clock in every region. */
export interface Clocks {
  readonly all: ReadonlyMap<ClockId, ClockOf>;
  limitsOf(clock: ClockId, region: RegionId): Limits;
}

/** @throws where the file cannot be read */
export function loadClocks(folder: string, policy: Pick<Policy, 'regions'>): Loaded<Clocks> {
  const read = readYaml(FILE, readFileSync(join(folder, FILE)), clocksFile);
  const faults: Fault[] = [...read.faults];
  const fault = (path: readonly PropertyKey[], code: string, id: string) =>
    faults.push({ file: FILE, line: read.lineOf(path), code, params: { id } });
  const all = new Map<ClockId, ClockOf>();
  const found = new Map<string, Limits>();
  for (const [i, { limits: usual, regions = {}, ...clock }] of (read.data?.clocks ?? []).entries()) {
    if (all.has(clock.id)) fault(['clocks', i, 'id'], 'duplicate-id', clock.id);
    all.set(clock.id, clock);
    const keep = (key: string, one: Limits, path: readonly PropertyKey[]) => {
      if (unitOf(one.settle) !== unitOf(one.extend)) fault(path, 'extension-elsewise', clock.id);
      found.set(key, one);
    };
    keep(clock.id, usual, ['clocks', i, 'limits']);
    for (const [name, own] of Object.entries(regions)) {
      const path = ['clocks', i, 'regions', name];
      const region = parseRegionId(name);
      if (!region || !policy.regions.has(region)) fault(path, 'unknown-region', name);
      else keep(`${clock.id}/${region}`, { ...usual, ...stated(own) }, path);
    }
  }
  if (read.data) for (const id of CLOCK_IDS) if (!all.has(id)) fault([], 'kind-lacking', id);
  return {
    value: {
      all,
      limitsOf(clock, region) {
        const one = found.get(`${clock}/${region}`) ?? found.get(clock);
        if (!one) throw new Error(`the clock ${clock} has no limits`);
        return one;
      },
    },
    faults,
  };
}

const unitOf = (one: Span): string => Object.keys(one).join();

/** What is said of some limits; what is left out stays as it is elsewhere. */
const stated = (own: z.infer<typeof part>): Partial<Limits> =>
  Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
