import { beforeEach, expect, it } from 'vitest';
import type { Bulletin, LedgerFilter } from '../../src/bulletin/model.ts';
import type { Actor, Group, Settlement } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

/** Monday, ten in the morning in Shanghai. */
const MORNING = '2026-11-30T02:00:00Z';

onEachDatabase('the ledger', opened => {
  let town: BulletinTown;
  let one: Group;
  let two: Group;
  let three: Group;
  let bulletin: Bulletin;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, MORNING);
    one = await town.group(town.here, { building: '1栋' });
    two = await town.group(town.near);
    three = await town.group(town.here, { name: undefined });
    bulletin = await town.sent();
  });
  const lines = async (filter: Partial<LedgerFilter> = {}, actor: Actor = town.cadre) =>
    valueIn(await town.rooms.bulletins.ledger(actor, bulletin.id, { limit: 100, ...filter }));
  const groups = async (filter: Partial<LedgerFilter> = {}, actor?: Actor) =>
    (await lines(filter, actor)).map(({ group }) => group);
  const cadreOf = ({ id }: Settlement, name: string) => town.staff(name, 'cadre', { kind: 'settlement', settlement: id });

  it('has a line for each group: where it is, what became of it, and why', async () => {
    await town.send(2, ({ target }) => (target === two.id ? { kind: 'refused', reason: 'kicked', closes: true } : undefined));
    expect(await lines()).toMatchObject([
      {
        group: one.id,
        groupName: one.name,
        channel: 'telegram',
        settlement: town.here.id,
        settlementName: '锦绣社区',
        building: '1栋',
        state: 'sent',
        attempts: 1,
        doubtful: false,
        endedAt: town.clock.now(),
      },
      { group: two.id, settlementName: '惠民社区', state: 'failed', reason: 'kicked' },
      { group: three.id, groupName: undefined, state: 'waiting', attempts: 0 },
    ]);
  });

  it('is read page by page, by state, by settlement, and by whether it may have been shown twice', async () => {
    await town.send(1);
    const [first] = await lines();
    expect(await groups({ limit: 1 })).toEqual([one.id]);
    expect(await groups({ limit: 2, after: first!.delivery })).toEqual([two.id, three.id]);
    expect(await groups({ states: ['waiting'] })).toEqual([two.id, three.id]);
    expect(await groups({ states: [] })).toEqual([]);
    expect(await groups({ settlement: town.here.id })).toEqual([one.id, three.id]);
    expect(await groups({ settlement: town.here.id, limit: 1, after: first!.delivery })).toEqual([three.id]);
    expect(await groups({ doubtful: true })).toEqual([]);
    expect(await groups({ settlement: town.far.id })).toEqual([]);
  });

  it('shows nobody the groups of others', async () => {
    const local = await cadreOf(town.here, '本点');
    expect(await groups({}, local)).toEqual([one.id, three.id]);
    expect(await groups({ settlement: town.near.id }, local)).toEqual([]);
    const far = await cadreOf(town.far, '外县');
    expect(await town.rooms.bulletins.ledger(far, bulletin.id, { limit: 9 })).toMatchObject({
      refusal: { code: 'out-of-scope' },
    });
  });

  it('keeps the line of a group that was let go, for those who see everything', async () => {
    valueIn(await town.rooms.directory.groups.unbind(town.cadre, two.id));
    expect(await groups()).toEqual([one.id, three.id]);
    const admin = await town.staff('管理员', 'admin', { kind: 'all' });
    expect((await lines({}, admin)).map(({ group, settlement }) => [group, settlement])).toEqual([
      [one.id, town.here.id],
      [two.id, undefined],
      [three.id, town.here.id],
    ]);
  });

  it('is among the bulletins of its settlements, which those elsewhere do not see', async () => {
    const { bulletins } = town.rooms;
    valueIn(await bulletins.write(town.cadre, town.draft()));
    const local = await cadreOf(town.here, '本点');
    const listed = async (actor: Actor) => valueIn(await bulletins.list(actor, { limit: 9 })).map(({ id }) => id);
    expect(await listed(local)).toEqual([bulletin.id]);
    expect(await listed(town.cadre)).toHaveLength(2);
    expect(await listed(await cadreOf(town.far, '外县'))).toEqual([]);
    const there = async (settlement: Settlement) =>
      valueIn(await bulletins.inSettlement(town.cadre, settlement.id, { limit: 9 })).map(({ id }) => id);
    expect(await there(town.near)).toEqual([bulletin.id]);
    valueIn(await bulletins.stop(town.cadre, bulletin.id));
    const narrow = await town.sent({ audience: { places: [{ kind: 'settlement', settlement: town.here.id }] } });
    expect(await there(town.here)).toEqual([narrow.id, bulletin.id]);
    expect(await there(town.near)).toEqual([bulletin.id]);
  });

  it('tells when it will be done, by the pace of the account, what waits before it, and quiet hours', async () => {
    const { bulletins, deliveries } = town.rooms;
    const rule = { most: 1, withinMs: 60_000, of: 'account', counts: 'unasked' } as const;
    const { name, account, limits } = town.channel;
    deliveries.join({ name, account, limits, pace: { rules: [rule], atOnce: 1 } });
    const finish = async () => valueIn(await bulletins.progress(town.cadre, bulletin.id)).finish?.toISOString();
    expect(await finish()).toBe('2026-11-30T02:02:00.000Z');
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft()));
    const preview = async (at?: string) =>
      valueIn(await bulletins.preview(town.cadre, id, at === undefined ? {} : { at: new Date(at) })).finish?.toISOString();
    expect(await preview()).toBe('2026-11-30T02:05:00.000Z');
    expect(await preview('2026-11-30T14:30:00Z'), 'within quiet hours').toMatch(/^2026-11-30T23:0\d:00/);
    valueIn(await bulletins.pause(town.cadre, bulletin.id));
    expect(await finish()).toBeUndefined();
  });
});
