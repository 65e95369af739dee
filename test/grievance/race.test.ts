import { afterEach, describe, expect, it } from 'vitest';
import { covers } from '../../src/directory/scope.ts';
import type { Grievance } from '../../src/grievance/model.ts';
import { numberAt } from '../../src/grievance/number.ts';
import type { Reaches } from '../../src/grievance/store.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { after, everywhere, grievance, guizhou, housing, schools } from '../contracts/grievance-store/sample.ts';
import { type Claim, claimAll } from '../support/claims.ts';
import type { Handlers } from '../support/claims-process.ts';
import { databases, type OpenedDatabase } from '../support/databases.ts';
import { startProcess } from '../support/process.ts';

const CASES = 1000;
const HANDLERS = 20;
const PROCESSES = 4;
const settlement = (at: number) => `s_01k9${String(at % 5).repeat(16)}` as SettlementId;
const places = Array.from({ length: 5 }, (_, i) => ({
  region: guizhou,
  county: i < 3 ? '黔西市' : '水城区',
  settlement: settlement(i),
}));

/** In no order that tells anything of their urgency; some are due together, some of those are of safety. */
const cases: readonly Grievance[] = Array.from({ length: CASES }, (_, i) =>
  grievance(i + 1, {
    place: places[(i * 7) % 5]!,
    unit: i % 3 === 0 ? housing : schools,
    dueAt: after((i * 379) % 613),
    isSafety: i % 11 === 0,
  }),
);

/** Whether one goes before another. */
const goesBefore = (one: Grievance, other: Grievance): boolean =>
  one.dueAt.getTime() !== other.dueAt.getTime()
    ? one.dueAt < other.dueAt
    : one.isSafety !== other.isSafety
      ? one.isSafety
      : one.number < other.number;
const inOrder = cases.toSorted((one, other) => (goesBefore(one, other) ? -1 : 1));

/** Some work everywhere, some in two settlements, some in a county for one unit, some in the region for two. */
const reachOf = (handler: number): Reaches =>
  [
    everywhere,
    { scopes: [0, 1].map(i => ({ kind: 'settlement', settlement: settlement(handler + i) }) as const) },
    { scopes: [{ kind: 'county', region: guizhou, county: '水城区' } as const], units: [housing] },
    { scopes: [{ kind: 'region', region: guizhou } as const], units: [housing, schools] },
  ][handler % 4]!;
const handlers = Array.from({ length: HANDLERS }, (_, i) => ({ holder: `p_${i}`, reaches: reachOf(i) }));

const isWithin = ({ place, unit }: Grievance, { scopes, units }: Reaches): boolean =>
  scopes.some(scope => covers(scope, place)) && (units === undefined || (unit !== undefined && units.includes(unit)));

/** Whoever was given a case was given it while all more urgent ones within their reach were already asked for. */
function passedOver(claims: readonly Claim[]): readonly string[] {
  const byNumber = new Map(claims.map(claim => [claim.number, claim]));
  return claims.flatMap(({ number, holder, given }) => {
    const reaches = handlers.find(one => one.holder === holder)!.reaches;
    const first = inOrder.find(
      one => one.number === number || (isWithin(one, reaches) && byNumber.get(one.number)!.began > given),
    );
    return first?.number === number ? [] : [`${holder} was given ${number} while ${first?.number} waited`];
  });
}

describe.each(databases.map(database => [database.name, database] as const))(
  'twenty handlers at once on %s',
  (_name, database) => {
    let opened: OpenedDatabase | undefined;
    afterEach(async () => {
      await opened?.storage.close();
      await opened?.drop();
    });

    const atOnce = async ({ storage, options }: OpenedDatabase): Promise<readonly Claim[]> => {
      if (database.name === 'SQLite')
        return (await Promise.all(handlers.map(({ holder, reaches }) => claimAll(storage, holder, reaches)))).flat();
      const processes = Array.from({ length: PROCESSES }, () =>
        startProcess(new URL('../support/claims-process.ts', import.meta.url)),
      );
      for (const one of processes) await one.hears();
      for (const [i, one] of processes.entries())
        one.tell({ options, handlers: handlers.filter((_, at) => at % PROCESSES === i) } satisfies Handlers);
      return (await Promise.all(processes.map(one => one.hears()))).flat() as readonly Claim[];
    };

    it.skipIf(database.missing)(
      'take each of a thousand cases once, the most urgent that nobody has in hand first',
      async () => {
        opened = await database.open();
        const { grievances, transact } = opened.storage;
        await transact(async () => {
          for (const one of cases) await grievances.add(one, []);
        });
        const claims = await atOnce(opened);
        expect(claims.map(({ number }) => number).sort((a, b) => a - b)).toEqual(cases.map((_, i) => numberAt(i + 1)));
        expect(passedOver(claims)).toEqual([]);
        const held = await grievances.list(everywhere, { states: ['working'], limit: CASES });
        expect(new Map(held.map(({ number, holder }) => [number, holder]))).toEqual(
          new Map(held.map(({ number }) => [number, claims.find(claim => claim.number === number)?.holder])),
        );
        for (const { number, version, handlers: had, holder } of held) {
          expect([version, had]).toEqual([2, [holder]]);
          expect((await grievances.entries(number)).map(({ by, action }) => [by, action])).toEqual([[holder, 'claim']]);
        }
      },
      60_000,
    );

    it.skipIf(database.missing)('one alone takes them in the order of the queue', async () => {
      opened = await database.open();
      const { grievances, transact } = opened.storage;
      await transact(async () => {
        for (const one of cases.slice(0, 100)) await grievances.add(one, []);
      });
      const claims = await claimAll(opened.storage, 'p_0', everywhere);
      expect(claims.map(({ number }) => number)).toEqual(
        inOrder.map(({ number }) => number).filter(number => number <= numberAt(100)),
      );
    });
  },
);
