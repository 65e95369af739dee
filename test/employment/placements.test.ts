import { beforeEach, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Household, Settlement } from '../../src/directory/model.ts';
import type { Placement } from '../../src/employment/model.ts';
import type { Placements } from '../../src/employment/placements.ts';
import { valueIn } from '../directory/subjects.ts';
import { onEachDatabase } from '../support/databases.ts';
import { address, DAY_MS, type Working, working } from './work-rooms.ts';

onEachDatabase('placements', opened => {
  let world: Working;
  let home: Settlement;
  let placements: Placements;
  beforeEach(async () => {
    world = working(opened().storage);
    home = await world.settle('锦绣社区');
    placements = world.rooms.employment.placements;
  });
  const interested = async (person = 'luo'): Promise<Placement> =>
    placements.interested(await world.wish(person, home), await world.post(home));
  const days = async (count: number) => {
    world.clock.pass(count * DAY_MS);
    await placements.ask();
    await placements.ask();
  };
  const household = async (): Promise<Household> =>
    valueIn(
      await world.rooms.directory.households.add(OPERATOR, home.id, {
        building: '3栋',
        members: [{ id: 'm1', name: '罗世珍', relation: 'head', labour: 'full', work: 'none' }],
        marks: [],
        purpose: 'file',
      }),
    );
  const cadre = (settlement: Settlement): Actor => ({
    id: 'p_1',
    via: 'chat',
    rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: settlement.id } }],
  });

  it('asks after 7, 30 and 90 days, once each, in private, and then no more', async () => {
    const { id } = await interested();
    await days(6);
    expect(await world.heard('luo')).toHaveLength(0);
    await days(1);
    expect(await world.heard('luo')).toEqual([expect.stringContaining('去成了吗')]);
    await placements.say(address('luo'), id, 'started');
    await days(22);
    expect(await world.heard('luo')).toHaveLength(1);
    await days(1);
    expect((await world.heard('luo'))[1]).toContain('有30天了，还在干吗');
    await placements.say(address('luo'), id, 'staying');
    await days(60);
    expect(await world.heard('luo')).toHaveLength(3);
    await days(300);
    expect(await world.heard('luo')).toHaveLength(3);
    expect((await placements.of(address('luo')))[0]?.record.asked).toEqual([
      { on: '2026-11-29', after: 7, answer: 'started' },
      { on: '2026-12-22', after: 30, answer: 'staying' },
      { on: '2027-02-20', after: 90 },
    ]);
  });

  it('asks one thing where it was down for weeks, the latest', async () => {
    await interested();
    await days(40);
    expect(await world.heard('luo')).toHaveLength(1);
    expect((await placements.of(address('luo')))[0]).toMatchObject({ nextOn: '2027-02-20', record: { asked: [{ after: 30 }] } });
  });

  it('asks once where two processes ask', async () => {
    const other = await opened().again();
    await interested();
    world.clock.pass(7 * DAY_MS);
    await Promise.all([placements.ask(), world.beside(other).employment.placements.ask()]);
    expect(await world.heard('luo')).toHaveLength(1);
    expect((await placements.of(address('luo')))[0]?.record.asked).toHaveLength(1);
    await other.close();
  });

  it('offers answers that fit, as buttons that last', async () => {
    const { id } = await interested();
    await days(7);
    await placements.say(address('luo'), id, 'started');
    await days(23);
    const buttons = (await world.rooms.deliveries.list(address('luo'), 9)).map(({ outgoing }) =>
      outgoing.choices?.map(choice => choice.id),
    );
    expect(buttons).toEqual([
      [`desk=how_it_went=${id}=started`, `desk=how_it_went=${id}=not-started`],
      [`desk=how_it_went=${id}=staying`, `desk=how_it_went=${id}=left`],
    ]);
  });

  it('notes why somebody left and asks them nothing more; a button pressed twice changes nothing', async () => {
    const { id } = await interested();
    await days(7);
    await placements.say(address('luo'), id, 'left', 'far');
    const before = await placements.say(address('luo'), id, 'left', 'wage');
    expect(before).toMatchObject({ state: 'left', nextOn: undefined, record: { why: 'far' } });
    expect(await placements.say(address('luo'), id, 'staying')).toEqual(before);
    await days(200);
    expect(await world.heard('luo')).toHaveLength(1);
  });

  it('takes the answer of whoever it is about, and of nobody else', async () => {
    const { id } = await interested();
    expect(await placements.say(address('wei'), id, 'started')).toBeUndefined();
    expect(await placements.say(address('luo'), 'nothing', 'started')).toBeUndefined();
    expect((await placements.of(address('luo')))[0]?.state).toBe('interested');
  });

  it('lists whom to call: who cannot be written to, and who did not answer for three days', async () => {
    await interested('luo');
    await interested('wei');
    await interested('chen');
    const account = { channel: 'web', account: 'anjia' };
    await world.rooms.deliveries.note(account, { kind: 'open', chat: { id: 'wei', kind: 'private' }, joined: false });
    await world.rooms.deliveries.note(account, { kind: 'closed', chat: 'wei', reason: 'blocked' });
    await days(7);
    const chen = (await placements.of(address('chen')))[0]!;
    await placements.say(address('chen'), chen.id, 'started');
    const calls = async () =>
      valueIn(await placements.toAsk(cadre(home), home.id)).map(({ placement, because }) => [placement.to?.person, because]);
    expect(await world.heard('wei')).toEqual([]);
    expect(await calls()).toEqual([['wei', 'unreachable']]);
    await days(3);
    expect(await calls()).toEqual([['wei', 'unreachable']]);
    await days(1);
    expect(await calls()).toEqual([
      ['luo', 'silent'],
      ['wei', 'unreachable'],
    ]);
  });

  it('records that a cadre brought somebody to work, in the file too, and that they left', async () => {
    const file = await household();
    const draft = { household: file.id, member: 'm1', employer: ' 兴旺制衣厂 ', title: '缝纫工', work: 'stable' as const };
    const placement = valueIn(await placements.hired(cadre(home), draft));
    expect(placement).toMatchObject({
      state: 'started',
      record: { name: '罗世珍', employer: '兴旺制衣厂' },
      nextOn: '2026-11-29',
    });
    const now = async () => (await world.storage.directory.households.get(file.id))?.members[0];
    expect(await now()).toMatchObject({ work: 'stable', workplace: '兴旺制衣厂 缝纫工' });
    expect(valueIn(await placements.list(cadre(home), home.id))).toHaveLength(1);
    await days(7);
    expect(valueIn(await placements.toAsk(cadre(home), home.id))).toMatchObject([{ because: 'unreachable' }]);
    expect(valueIn(await placements.record(cadre(home), placement.id, 'left', 'family'))).toMatchObject({ state: 'left' });
    expect(await now()).toMatchObject({ work: 'none' });
    expect(await now()).not.toHaveProperty('workplace');
    expect(valueIn(await placements.toAsk(cadre(home), home.id))).toEqual([]);
  });

  it('refuses what is elsewhere, unknown or empty, and records the refusal', async () => {
    const file = await household();
    const other = await world.settle('远处', '织金县');
    const draft = { household: file.id, member: 'm1', employer: '厂', title: '工', work: 'stable' as const };
    const code = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code;
    expect(await code(placements.hired(cadre(other), draft))).toBe('out-of-scope');
    expect(await code(placements.hired(cadre(home), { ...draft, member: 'm9' }))).toBe('unknown');
    expect(await code(placements.hired(cadre(home), { ...draft, employer: ' ' }))).toBe('invalid');
    expect(await code(placements.hired(cadre(home), { ...draft, title: '工'.repeat(61) }))).toBe('invalid');
    const { id } = await interested();
    expect(await code(placements.record(cadre(other), id, 'left', 'far'))).toBe('out-of-scope');
    expect(await code(placements.record(cadre(home), 'nothing', 'left'))).toBe('out-of-scope');
    expect(await code(placements.record(OPERATOR, 'nothing', 'left'))).toBe('unknown');
    expect(await code(placements.list(cadre(other), home.id))).toBe('out-of-scope');
    expect(await code(placements.toAsk(cadre(other), home.id))).toBe('out-of-scope');
    const refusals = valueIn(await world.rooms.directory.audit(OPERATOR, { action: 'work.edit', limit: 50 }));
    expect(refusals.filter(({ outcome }) => outcome === 'out-of-scope')).toHaveLength(3);
    expect(JSON.stringify(refusals)).not.toContain('罗');
  });

  it('goes with the file of the household', async () => {
    const file = await household();
    await placements.hired(OPERATOR, { household: file.id, member: 'm1', employer: '厂', title: '工', work: 'flexible' });
    await world.rooms.directory.households.erase(OPERATOR, file.id);
    expect(valueIn(await placements.list(OPERATOR, home.id))).toEqual([]);
  });
});
