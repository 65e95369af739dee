import { beforeEach, expect, it } from 'vitest';
import type { Training } from '../../../src/employment/model.ts';
import type { EmploymentStore, Signup } from '../../../src/employment/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { ClauseId } from '../../../src/shared/ids.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { at, guizhou, here, there } from './sample.ts';

const to = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };
const training = (number: number, over: Partial<Training> = {}): Training => ({
  id: `x_${number}`,
  of: { region: guizhou, county: '黔西市', settlement: here },
  state: 'open',
  record: {
    title: '缝纫培训',
    place: '社区活动室',
    time: '12月5日上午九点',
    seats: 2,
    skills: ['sewing'],
    contact: { name: '王老师', phone: '13800138000' },
    clauses: ['guizhou:3.1.4' as ClauseId],
  },
  closesOn: '2026-12-01' as Day,
  version: 1,
  ...over,
});
const signup = (over: Partial<Signup> = {}): Signup => ({
  training: 'x_1',
  to,
  settlement: here,
  household: 'h_1',
  member: 'm1',
  record: { name: '罗世珍' },
  state: 'signed-up',
  at,
  ...over,
});

onEachDatabase('the store of trainings', opened => {
  let store: Pick<EmploymentStore, 'transact' | 'trainings' | 'erase'>;
  beforeEach(() => {
    store = opened().storage.employment;
  });
  const ids = async (found: Promise<readonly { readonly id: string }[]>) => (await found).map(({ id }) => id);

  it('gives back what was put and replaces the version before and no other, after a restart too', async () => {
    expect(await store.trainings.put(training(1), at)).toBe(true);
    expect(await store.trainings.put(training(1), at)).toBe(false);
    const closed = training(1, { state: 'closed', version: 2 });
    expect(await store.trainings.put(closed, at)).toBe(true);
    expect(await store.trainings.put(closed, at)).toBe(false);
    const again = await opened().again();
    expect(await again.employment.trainings.get('x_1')).toEqual(closed);
    await again.close();
    expect(await store.trainings.get('nothing')).toBeUndefined();
  });

  it('lists by scope and state', async () => {
    await store.trainings.put(training(1), at);
    await store.trainings.put(training(2, { of: { region: guizhou, county: '织金县', settlement: there } }), at);
    await store.trainings.put(training(3, { state: 'withdrawn' }), at);
    expect(await ids(store.trainings.list({ limit: 9 }))).toEqual(['x_1', 'x_2', 'x_3']);
    expect(await ids(store.trainings.list({ limit: 9, states: ['open'] }))).toEqual(['x_1', 'x_2']);
    expect(await ids(store.trainings.list({ limit: 9, scopes: [{ kind: 'settlement', settlement: there }] }))).toEqual(['x_2']);
    expect(await ids(store.trainings.list({ limit: 1, after: 'x_1' }))).toEqual(['x_2']);
    expect(await ids(store.trainings.list({ limit: 9, scopes: [] }))).toEqual([]);
  });

  it('keeps one signup a person, in the order in which they came first', async () => {
    await store.trainings.put(training(1), at);
    await store.trainings.put(training(2), at);
    await store.trainings.sign(signup());
    await store.trainings.sign(
      signup({ to: { ...to, person: 'q' }, household: undefined, member: undefined, settlement: undefined }),
    );
    await store.trainings.sign(signup({ state: 'withdrawn' }));
    await store.trainings.sign(signup({ training: 'x_2' }));
    expect((await store.trainings.signups('x_1')).map(({ to: { person }, state }) => [person, state])).toEqual([
      ['p', 'withdrawn'],
      ['q', 'signed-up'],
    ]);
    expect(await store.trainings.signupsOf(to)).toMatchObject([signup({ state: 'withdrawn' }), signup({ training: 'x_2' })]);
    expect(await store.trainings.signupsOf({ ...to, channel: 'telegram' })).toEqual([]);
  });

  it('gives a seat to one of two who want the last one at the same time', async () => {
    await store.trainings.put(training(1), at);
    const other = await opened().again();
    const sign = (through: typeof store, person: string) =>
      through.transact(async () => {
        await through.trainings.hold('x_1');
        const taken = (await through.trainings.signups('x_1')).filter(({ state }) => state === 'signed-up').length;
        await through.trainings.sign(signup({ to: { ...to, person }, state: taken < 1 ? 'signed-up' : 'waiting' }));
      });
    await Promise.all([sign(store, 'p'), sign(other.employment, 'q'), sign(store, 'r')]);
    await other.close();
    expect((await store.trainings.signups('x_1')).map(({ state }) => state).sort()).toEqual(['signed-up', 'waiting', 'waiting']);
  });

  it('erases the signups of somebody', async () => {
    await store.trainings.put(training(1), at);
    await store.trainings.sign(signup());
    await store.trainings.sign(signup({ to: { ...to, person: 'q' } }));
    await store.erase(to);
    expect((await store.trainings.signups('x_1')).map(one => one.to.person)).toEqual(['q']);
  });
});
