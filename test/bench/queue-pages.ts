/**
 * How long the next case, a page of a list and a search take among very many cases.
 */
import { rmSync } from 'node:fs';
import type { Scope } from '../../src/directory/scope.ts';
import { type Entry, type Head, linked } from '../../src/grievance/history.ts';
import { type Grievance, STATES } from '../../src/grievance/model.ts';
import type { GrievanceFilter, Reaches } from '../../src/grievance/store.ts';
import { dayAt, daysAfter } from '../../src/shared/calendar.ts';
import { systemRandom } from '../../src/shared/random.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { createGrievanceStore } from '../../src/storage/grievances/index.ts';
import { databases } from '../support/databases.ts';
import { countyAt, fillCases, KINDS, NOW, numberAt, regionAt, settlementAt, unitAt, wordAt } from './queue-cases.ts';

const TIMES = 30;
/** A page as the desk and the API show it. */
const PAGE = 20;
const BAR_MS = 50;

const any = (sides: number): number => Math.floor(Math.random() * sides);
const SCOPES: Readonly<Record<string, (at: number) => Scope>> = {
  settlement: at => ({ kind: 'settlement', settlement: settlementAt(at) }) as Scope,
  county: at => ({ kind: 'county', region: regionAt(at), county: countyAt(at) }) as Scope,
  region: at => ({ kind: 'region', region: regionAt(at) }) as Scope,
  all: () => ({ kind: 'all' }),
};
const kind = () => `kind-${any(KINDS)}`;
/** A word that some have, or few. */
const word = (from: number, to: number) => wordAt(from + any(to - from));
const days = (back: number, length: number) => {
  const from = daysAfter(dayAt(NOW), -back);
  return { from, to: daysAfter(from, length) };
};
const FILTERS: Readonly<Record<string, (at: number) => Partial<GrievanceFilter>>> = {
  'list, newest': () => ({}),
  'list, in hand': () => ({ states: ['working'] }),
  'list, open, in the order of the queue': () => ({ states: STATES.slice(0, 5), order: 'queue' }),
  'list, for a ruling': () => ({ states: ['ruling'] }),
  'list, of a kind': () => ({ kinds: [kind()] }),
  'list, of a kind in hand': () => ({ kinds: [kind()], states: ['working'] }),
  'list, of a unit': at => ({ units: [unitAt(regionAt(at), any(KINDS))] }),
  'list, of a holder': () => ({ holder: `p_${any(200)}`, states: ['working'], order: 'queue' }),
  'list, late': () => ({ alarm: 'supervisor' }),
  'list, very late and open': () => ({ alarm: 'county', states: STATES.slice(0, 5) }),
  'list, a day': () => days(any(700), 0),
  'list, a month of a kind': () => ({ ...days(30 + any(690), 30), kinds: [kind()] }),
  'search, a frequent word': () => ({ words: [word(1, 10)] }),
  'search, a rare word': () => ({ words: [word(500, 4999)] }),
  'search, two words': () => ({ words: [word(1, 60), word(1, 600)] }),
  'search, three words': () => ({ words: [word(1, 20), word(20, 300), word(300, 3000)] }),
  'search, two words of a kind in a month': () => ({
    words: [word(1, 60), word(1, 600)],
    kinds: [kind()],
    ...days(any(690), 30),
  }),
};

/** A case in somebody's hands, with the link that says so. */
function taken({ grievance, head }: { readonly grievance: Grievance; readonly head: Head }): [Grievance, Entry] {
  const { number, version } = grievance;
  return [
    { ...grievance, state: 'working', holder: 'p_1', leaseUntil: NOW, version: version + 1 },
    linked(head, { case: number, by: 'p_1', action: 'claim', at: NOW }, systemRandom),
  ];
}

/** Prints what came of it, slowest last where the bar is missed. @param count so many cases */
export async function benchPages(name: string, count: number): Promise<void> {
  const { options, drop } = await databases.find(database => database.name === name)!.make();
  const database = await openDatabase(options);
  try {
    const store = createGrievanceStore(database);
    const start = performance.now();
    await fillCases(database, count);
    console.log(`${name}: ${count} cases written in ${((performance.now() - start) / 1000).toFixed(0)} s`);
    const all: number[] = [];
    for (const [scope, within] of Object.entries(SCOPES)) {
      const said: string[] = [];
      const measure = async (what: string, work: (reaches: Reaches, at: number) => Promise<unknown>) => {
        const times: number[] = [];
        for (let i = -3; i < TIMES; i++) {
          const at = any(400);
          const begun = performance.now();
          await work({ scopes: [within(at)] }, at);
          if (i >= 0) times.push(performance.now() - begun);
        }
        times.sort((a, b) => a - b);
        const [p50 = 0, p95 = 0] = [times[Math.floor(TIMES * 0.5)], times[Math.ceil(TIMES * 0.95) - 1]];
        all.push(...times);
        said.push(`  ${p95 > BAR_MS ? 'MISSED ' : ''}${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
      };
      const next = (reaches: Reaches) =>
        database.transact(async () => {
          const waiting = await store.nextWaiting(reaches);
          if (waiting) await store.putLinked(...taken(waiting));
        });
      await measure('next', next);
      await measure('next, for a unit', (reaches, at) => next({ ...reaches, units: [unitAt(regionAt(at), any(KINDS))] }));
      await measure('next, of three settlements for two units', (_reaches, at) =>
        next({
          scopes: [at, at + 1, at + 2].map(one => SCOPES['settlement']!(one % 400)),
          units: [unitAt(regionAt(at), any(KINDS)), unitAt(regionAt(at), any(KINDS))],
        }),
      );
      await measure('how many wait', reaches => store.countQueued(reaches));
      for (const [what, filter] of Object.entries(FILTERS))
        await measure(what, (reaches, at) =>
          // The first page, or one anywhere behind it.
          store.list(reaches, { limit: PAGE, after: any(2) === 0 ? undefined : String(numberAt(1 + any(count))), ...filter(at) }),
        );
      console.log(`${name}, within ${scope === 'all' ? 'all' : `a ${scope}`}:\n${said.join('\n')}`);
    }
    all.sort((a, b) => a - b);
    console.log(`${name}: p95 of all ${all[Math.ceil(all.length * 0.95) - 1]?.toFixed(1)} ms`);
  } finally {
    await database.close();
    await drop();
    rmSync(options.dataDir, { recursive: true, force: true });
  }
}
