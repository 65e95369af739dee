import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld, unit } from '../support/grievances.ts';

describe.each(databases.map(database => [database.name, database] as const))('the units of a handler on %s', (_, database) => {
  let world: Caseworld;
  let handler: Actor;
  let supervisor: Actor;
  /** Of civil affairs, due first; of education; of the county's governments, due last. */
  let [lift, rubbish, wall] = [0, 0, 0];
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database);
    handler = await world.staff('handler', '王经办');
    supervisor = await world.staff('supervisor', '钱督办');
    wall = await world.reported(world.resident('丙家'), { kind: 'housing-quality', text: '墙面裂了' });
    rubbish = await world.reported(world.resident('乙家'), { kind: 'sanitation', text: '垃圾没人运' });
    lift = await world.reported();
  });
  afterEach(() => world?.close());

  const assigned = async (...units: string[]) =>
    valueIn(await world.grievances.supervision.assignUnits(supervisor, handler.id, units.map(unit)));
  const all = async (): Promise<readonly number[]> => {
    const taken: number[] = [];
    for (;;) {
      const next = valueIn(await world.grievances.queue.next(handler));
      if (!next) return taken;
      taken.push(next.grievance.number);
    }
  };
  const waiting = async () => valueIn(await world.grievances.queue.waiting(handler));

  it('are all as long as nobody names any', async () => {
    expect(await waiting()).toBe(3);
    expect(await all()).toEqual([lift, wall, rubbish]);
  });

  it('narrow what comes next, and what waits', async () => {
    await assigned('education');
    expect(await waiting()).toBe(1);
    expect(await all()).toEqual([rubbish]);
    await assigned('civil-affairs', 'county-governments');
    expect(await waiting()).toBe(2);
    expect(await all()).toEqual([lift, wall]);
  });

  it('are all again once none is named, and an absence does not change them', async () => {
    await assigned('education');
    valueIn(await world.grievances.queue.away(handler, new Date(world.clock.now().getTime() + 1000)));
    valueIn(await world.grievances.queue.away(handler, undefined));
    expect(await waiting()).toBe(1);
    valueIn(await world.grievances.supervision.assignUnits(supervisor, handler.id, []));
    expect(await all()).toEqual([lift, wall, rubbish]);
  });

  it('go with what is passed on: into their queue, and out of it', async () => {
    await assigned('education');
    const other = await world.staff('handler', '李经办');
    valueIn(await world.grievances.queue.claim(other, lift));
    valueIn(await world.grievances.queue.forward(other, lift, unit('education'), '归教育'));
    expect(await all()).toEqual([lift, rubbish]);
  });

  it('are named by a supervisor of the place, for handlers of it, and are units that there are', async () => {
    const { supervision } = world.grievances;
    expect(await supervision.assignUnits(handler, handler.id, [])).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await supervision.assignUnits(supervisor, supervisor.id, [])).toMatchObject({ refusal: { code: 'unknown' } });
    expect(await supervision.assignUnits(supervisor, 'p_nobody', [])).toMatchObject({ refusal: { code: 'unknown' } });
    for (const wrong of ['guizhou.nobody', 'nowhere.housing', ''])
      expect(await supervision.assignUnits(supervisor, handler.id, [wrong as ReturnType<typeof unit>])).toMatchObject({
        refusal: { code: 'invalid', params: { field: 'unit' } },
      });
    expect(await waiting()).toBe(3);
  });
});
