import { beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { Training } from '../../src/employment/model.ts';
import type { TrainingDraft, Trainings } from '../../src/employment/trainings.ts';
import type { ClauseId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { onEachDatabase } from '../support/databases.ts';
import { address, DAY_MS, type Working, working } from './work-rooms.ts';

const draft: TrainingDraft = {
  title: ' 缝纫培训班 ',
  place: '社区活动室',
  time: '12月5日上午九点',
  seats: 1,
  skills: ['sewing'],
  contact: { phone: '13800138000' },
  clauses: ['guizhou:3.2.6' as ClauseId],
  closesOn: '2026-12-01',
};

onEachDatabase('trainings', opened => {
  let world: Working;
  let home: Settlement;
  let trainings: Trainings;
  beforeEach(async () => {
    world = working(opened().storage);
    home = await world.settle('锦绣社区');
    trainings = world.rooms.employment.trainings;
  });
  const cadre = (settlement: Settlement): Actor => ({
    id: 'p_1',
    via: 'chat',
    rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: settlement.id } }],
  });
  const offer = async (more: Partial<TrainingDraft> = {}): Promise<Training> =>
    valueIn(await trainings.offer(cadre(home), home.id, { ...draft, ...more }));
  const sign = (id: string, person: string) =>
    trainings.signUp(id, { to: address(person), settlement: home.id, record: { name: person } });
  const states = async (id: string) =>
    valueIn(await trainings.signups(cadre(home), id)).signups.map(({ to, state }) => [to.person, state]);

  it('is shown to those of its settlement until its last day', async () => {
    const { id } = await offer();
    const other = await world.settle('远处');
    const at = ({ id: settlement, region }: Settlement) => trainings.shown({ region, settlement });
    expect(await at(home)).toMatchObject([{ id, record: { title: '缝纫培训班' } }]);
    expect(await at(other)).toEqual([]);
    expect(await trainings.shown({ region: home.region })).toEqual([]);
    world.clock.pass(9 * DAY_MS);
    expect(await at(home)).toHaveLength(1);
    world.clock.pass(DAY_MS);
    expect(await at(home)).toEqual([]);
    expect(await sign(id, 'luo')).toEqual({ kind: 'over' });
  });

  it('gives seats in the order in which people come, and says who waits', async () => {
    const { id } = await offer();
    expect(await sign(id, 'luo')).toMatchObject({ kind: 'signed-up' });
    expect(await sign(id, 'luo')).toMatchObject({ kind: 'already' });
    expect(await sign(id, 'wei')).toMatchObject({ kind: 'waiting', place: 1 });
    expect(await sign(id, 'chen')).toMatchObject({ kind: 'waiting', place: 2 });
    expect(await sign(id, 'wei')).toMatchObject({ kind: 'waiting', place: 1 });
    expect(await sign('nothing', 'wei')).toEqual({ kind: 'over' });
  });

  it('gives a free seat to whoever waits longest, and tells them', async () => {
    const { id } = await offer();
    for (const person of ['luo', 'wei', 'chen']) await sign(id, person);
    expect(await trainings.leave(id, address('luo'))).toBe(true);
    expect(await trainings.leave(id, address('luo'))).toBe(false);
    expect(await trainings.leave(id, address('nobody'))).toBe(false);
    expect(await states(id)).toEqual([
      ['luo', 'withdrawn'],
      ['wei', 'signed-up'],
      ['chen', 'waiting'],
    ]);
    expect(await world.heard('wei')).toEqual([expect.stringContaining('空出一个位子')]);
    expect(await world.heard('chen')).toEqual([]);
    world.clock.pass(1000);
    expect(await sign(id, 'luo')).toMatchObject({ kind: 'waiting', place: 2 });
    expect(await sign(id, 'chen')).toMatchObject({ kind: 'waiting', place: 1 });
    expect(await trainings.leave(id, address('wei'))).toBe(true);
    expect(await world.heard('chen')).toHaveLength(1);
  });

  it('gives the last seat to one of many who come at the same time, from two processes', async () => {
    const { id } = await offer();
    const other = await opened().again();
    const beside = world.beside(other).employment.trainings;
    const people = ['luo', 'wei', 'chen', 'tan'];
    const came = await Promise.all(
      people.map((person, i) =>
        (i % 2 ? beside : trainings).signUp(id, { to: address(person), settlement: home.id, record: { name: person } }),
      ),
    );
    expect(came.filter(({ kind }) => kind === 'signed-up')).toHaveLength(1);
    expect(came.flatMap(one => (one.kind === 'waiting' ? [one.place] : [])).sort((one, other) => one - other)).toEqual([1, 2, 3]);
    await other.close();
  });

  it('lets a cadre mark who took part, close it and withdraw it', async () => {
    const { id } = await offer({ seats: undefined });
    await sign(id, 'luo');
    await sign(id, 'wei');
    const [luo] = valueIn(await trainings.signups(cadre(home), id)).signups;
    expect(valueIn(await trainings.mark(cadre(home), id, luo!.number, 'passed')).state).toBe('passed');
    expect(await states(id)).toEqual([
      ['luo', 'passed'],
      ['wei', 'signed-up'],
    ]);
    expect(await trainings.leave(id, address('luo'))).toBe(false);
    expect(valueIn(await trainings.close(cadre(home), id)).state).toBe('closed');
    expect(valueIn(await trainings.close(cadre(home), id)).state).toBe('closed');
    expect(await sign(id, 'chen')).toEqual({ kind: 'over' });
    expect(valueIn(await trainings.withdraw(cadre(home), id)).state).toBe('withdrawn');
    expect(valueIn(await trainings.withdraw(cadre(home), id)).state).toBe('withdrawn');
    expect(await world.heard('wei')).toEqual([expect.stringContaining('不办了')]);
    expect(await world.heard('luo')).toEqual([]);
    expect(await trainings.close(cadre(home), id)).toMatchObject({ refusal: { code: 'changed' } });
    expect(await trainings.mark(cadre(home), id, 999, 'passed')).toMatchObject({ refusal: { code: 'unknown' } });
  });

  it('refuses what is wrong, naming the field', async () => {
    const fault = async (more: Partial<TrainingDraft>) => {
      const outcome = await trainings.offer(cadre(home), home.id, { ...draft, ...more });
      return outcome.ok ? 'taken' : outcome.refusal.params?.['field'];
    };
    expect(await fault({})).toBe('taken');
    expect(await fault({ title: ' ' })).toBe('title');
    expect(await fault({ title: '长'.repeat(61) })).toBe('title');
    expect(await fault({ place: '' })).toBe('place');
    expect(await fault({ time: '' })).toBe('time');
    expect(await fault({ seats: 0 })).toBe('seats');
    expect(await fault({ seats: 1.5 })).toBe('seats');
    expect(await fault({ contact: { phone: ' ' } })).toBe('contact');
    expect(await fault({ more: '长'.repeat(501) })).toBe('more');
    expect(await fault({ clauses: ['guangxi:2.8' as ClauseId] })).toBe('clauses');
    expect(await fault({ clauses: ['guizhou:9.9.9' as ClauseId] })).toBe('clauses');
    expect(await fault({ closesOn: '2026-11-21' })).toBe('closesOn');
    expect(await fault({ closesOn: '2026-11-22' })).toBe('taken');
    expect(await fault({ closesOn: '2026-13-01' })).toBe('closesOn');
  });

  it('is seen and changed by those of its settlement alone', async () => {
    const { id } = await offer();
    await sign(id, 'luo');
    const [luo] = valueIn(await trainings.signups(OPERATOR, id)).signups;
    const elsewhere = cadre(await world.settle('远处'));
    const refusal = { refusal: { code: 'out-of-scope' } };
    expect(await trainings.offer(elsewhere, home.id, draft)).toMatchObject(refusal);
    expect(await trainings.signups(elsewhere, id)).toMatchObject(refusal);
    expect(await trainings.mark(elsewhere, id, luo!.number, 'passed')).toMatchObject(refusal);
    expect(await trainings.close(elsewhere, id)).toMatchObject(refusal);
    expect(await trainings.withdraw(elsewhere, id)).toMatchObject(refusal);
    expect(valueIn(await trainings.list(elsewhere, { limit: 9 }))).toEqual([]);
    expect(await trainings.list({ ...elsewhere, rights: [] }, { limit: 9 })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await world.rooms.employment.work.trainings(elsewhere, home.id)).toMatchObject(refusal);
    expect(valueIn(await world.rooms.employment.work.trainings(cadre(home), home.id))).toHaveLength(1);
  });
});
