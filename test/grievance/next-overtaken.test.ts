/**
 * What others do to a case between the moment when it is read for a handler and the moment when it is theirs.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { linked } from '../../src/grievance/history.ts';
import type { GrievanceStore } from '../../src/grievance/store.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemRandom } from '../../src/shared/random.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

type Waiting = NonNullable<Awaited<ReturnType<GrievanceStore['nextWaiting']>>>;

describe('a case that something is done with while it is given out', () => {
  let world: Caseworld;
  beforeEach(async () => {
    world = await openCaseworld();
  });
  afterEach(() => world.close());

  /** The queue over the same database, with something done in between. */
  function queueWhere(meanwhile: (waiting: Waiting) => Promise<unknown>) {
    const { storage, clock } = world;
    const { grievances } = storage;
    const nextWaiting: typeof grievances.nextWaiting = async reaches => {
      const waiting = await grievances.nextWaiting(reaches);
      if (waiting) await meanwhile(waiting);
      return waiting;
    };
    const store = { ...storage, grievances: { ...grievances, nextWaiting } };
    return createRooms(store, loadWordbook(folders.locales), clock).grievances.queue;
  }

  it('is given out all the same where something was only added to its history, which goes on from there', async () => {
    const number = await world.reported();
    const handler = await world.staff('handler', '王经办');
    const { grievances } = world.storage;
    const queue = queueWhere(({ grievance, head }) =>
      grievances.append(
        linked(head, { case: grievance.number, by: 'p_9', action: 'identity', at: world.clock.now() }, systemRandom),
      ),
    );
    expect(await queue.next(handler)).toMatchObject({ ok: true, value: { grievance: { number, holder: handler.id } } });
    expect((await grievances.entries(number)).map(({ seq, action }) => [seq, action])).toEqual([
      [1, 'report'],
      [2, 'identity'],
      [3, 'claim'],
    ]);
    expect((await world.grievances.verify()).faults).toEqual([]);
  });

  it('is not given out where it changed, and nothing of the attempt stays', async () => {
    const number = await world.reported();
    const handler = await world.staff('handler', '王经办');
    const { grievances } = world.storage;
    let changes = 0;
    const queue = queueWhere(({ grievance }) =>
      ++changes > 1 ? Promise.resolve() : grievances.put({ ...grievance, version: grievance.version + 1 }),
    );
    expect(await queue.next(handler)).toMatchObject({ ok: false, refusal: { code: 'changed' } });
    expect((await grievances.entries(number)).map(({ action }) => action)).toEqual(['report']);
    expect(await grievances.get(number)).toMatchObject({ state: 'received', holder: undefined });
    expect(await queue.next(handler)).toMatchObject({ ok: true, value: { grievance: { number } } });
    expect((await world.grievances.verify()).faults).toEqual([]);
  });
});
