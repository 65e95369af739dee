import { beforeEach, expect, it } from 'vitest';
import type { Bulletin } from '../../src/bulletin/model.ts';
import type { Actor, Group } from '../../src/directory/model.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import type { HouseholdId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown, county, inChat } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

const DAY_MS = 24 * 3600_000;
const asking = { content: { title: '开会', text: '明早九点开会。', receipts: true } };

onEachDatabase('that people have read', opened => {
  let town: BulletinTown;
  let group: Group;
  let other: Group;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, '2026-11-30T02:00:00Z');
    group = await town.group(town.here, { building: '1栋' });
    other = await town.group(town.near);
  });
  const says = async (sender: Sender, what?: string, name?: string): Promise<boolean> =>
    town.rooms.bulletins.confirm(await town.rooms.directory.visitors.behind(sender), sender, what, name);
  const went = async (over: Parameters<BulletinTown['sent']>[0] = asking): Promise<Bulletin> => {
    const bulletin = await town.sent(over);
    await town.send();
    return bulletin;
  };
  const seen = async ({ id }: Bulletin, actor: Actor = town.cadre) =>
    valueIn(await town.rooms.bulletins.receipts(actor, id, town.here.id));
  const household = async (person: string, building: string, name: string): Promise<HouseholdId> => {
    const { households, visitors } = town.rooms.directory;
    const members = [{ id: 'm1', name, relation: 'head' as const }];
    const draft = { building, room: '501', members, marks: [], purpose: 'file' };
    const { id } = valueIn(await households.add(town.cadre, town.here.id, draft));
    if (person === '') return id;
    const code = valueIn(await households.linkCode(town.cadre, id, 'm1'));
    const { channel, account } = group;
    valueIn(await visitors.redeem({ channel, account, chat: { id: person, kind: 'private' }, person }, code.letters));
    return id;
  };

  it('is counted by the button, by an answer, and by the bare word, once for each of them', async () => {
    const bulletin = await went();
    expect(await says(inChat(group, '7'), bulletin.id, '小罗')).toBe(true);
    expect(await says(inChat(group, '7'), bulletin.id)).toBe(true);
    expect(await says(inChat(group, '8'), 'm1')).toBe(true);
    expect(await says(inChat(group, '9'))).toBe(true);
    const { confirmed } = await seen(bulletin);
    expect(confirmed.map(({ name, building, group: at }) => [name, building, at])).toEqual([
      ['小罗', '1栋', group.id],
      [undefined, '1栋', group.id],
      [undefined, '1栋', group.id],
    ]);
    expect(valueIn(await town.rooms.bulletins.progress(town.cadre, bulletin.id)).receipts).toBe(3);
  });

  it('is meant for the last one that asks for it and went to the group, within three days', async () => {
    const first = await went();
    await went({ content: { title: '看看', text: '不用回。' } });
    const elsewhere = await went({ ...asking, audience: { places: [county], except: { groups: [group.id] } } });
    expect(await says(inChat(group, '7'))).toBe(true);
    expect((await seen(first)).confirmed).toHaveLength(1);
    const second = await went();
    expect(await says(inChat(group, '7'))).toBe(true);
    expect((await seen(second)).confirmed).toHaveLength(1);
    expect(valueIn(await town.rooms.bulletins.progress(town.cadre, elsewhere.id)).receipts).toBe(0);
    town.clock.pass(3 * DAY_MS);
    expect(await says(inChat(group, '8'))).toBe(true);
    town.clock.pass(1);
    expect(await says(inChat(group, '9'))).toBe(false);
    expect(await says(inChat(group, '9'), 'm1')).toBe(true);
  });

  it('is not meant for a bulletin where nothing asked, another message is answered, or nobody knows the group', async () => {
    expect(await says(inChat(group, '7'))).toBe(false);
    const quiet = await went({ content: { title: '看看', text: '不用回。' } });
    expect(await says(inChat(group, '7'))).toBe(false);
    expect(await says(inChat(group, '7'), quiet.id)).toBe(false);
    const bulletin = await went({ ...asking, audience: { places: [county], except: { groups: [other.id] } } });
    expect(await says(inChat(other, '7'), bulletin.id)).toBe(false);
    for (const what of ['', 'm99', 'b_0', "'", '\0']) expect(await says(inChat(group, '7'), what)).toBe(false);
    expect(await says(inChat({ ...group, chat: '-99' }, '7'), bulletin.id)).toBe(false);
    expect(await says({ ...inChat(group, '7'), chat: { id: '7', kind: 'private' } }, bulletin.id)).toBe(false);
  });

  it('is heard below a correction too', async () => {
    const bulletin = await went();
    town.channel.edit = async () => ({ kind: 'refused', reason: 'unable', closes: false });
    valueIn(await town.rooms.bulletins.correct(town.cadre, bulletin.id, '明早十点开会。'));
    await town.send();
    expect(await says(inChat(group, '7'), 'm3')).toBe(true);
    expect((await seen(bulletin)).confirmed).toHaveLength(1);
  });

  it('is shown by name, for each building, with who has not', async () => {
    const luo = await household('7', '2栋', '罗世珍');
    const zhang = await household('8', '2栋', '张三');
    const li = await household('', '10栋', '李四');
    const bulletin = await went();
    await says(inChat(group, '7'), bulletin.id, 'luo@phone');
    await says(inChat(group, '70'), bulletin.id, '路人');
    const { confirmed, buildings, missing } = await seen(bulletin);
    expect(confirmed.map(({ name, household: of, building }) => [name, of, building])).toEqual([
      ['罗世珍', luo, '2栋'],
      ['路人', undefined, '1栋'],
    ]);
    expect(buildings).toEqual([
      { building: '1栋', people: 1, households: 0, ofHouseholds: 0 },
      { building: '2栋', people: 1, households: 1, ofHouseholds: 2 },
      { building: '10栋', people: 0, households: 0, ofHouseholds: 1 },
    ]);
    expect(missing).toEqual([
      { household: zhang, isKnown: true, building: '2栋', door: '501', name: '张*' },
      { household: li, isKnown: false, building: '10栋', door: '501', name: '李*' },
    ]);
  });

  it('is seen by the settlement’s cadres alone', async () => {
    const bulletin = await went();
    const { receipts } = town.rooms.bulletins;
    const admin = await town.staff('管理员', 'admin', { kind: 'all' });
    const far = await town.staff('外县', 'cadre', { kind: 'settlement', settlement: town.far.id });
    const local = await town.staff('本点', 'cadre', { kind: 'settlement', settlement: town.here.id });
    expect(await receipts(admin, bulletin.id, town.here.id)).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await receipts(far, bulletin.id, town.here.id)).toMatchObject({ refusal: { code: 'out-of-scope' } });
    expect(await receipts(far, bulletin.id, town.far.id)).toMatchObject({ refusal: { code: 'unknown' } });
    expect((await seen(bulletin, local)).confirmed).toEqual([]);
  });

  it('is forgotten with the person, or the household, and still counts', async () => {
    const luo = await household('7', '2栋', '罗世珍');
    const bulletin = await went();
    for (const person of ['7', '70']) await says(inChat(group, person), bulletin.id, '路人');
    await town.rooms.bulletins.erase({ channel: group.channel, account: group.account, person: '70' });
    valueIn(await town.rooms.directory.households.erase(town.cadre, luo));
    expect((await seen(bulletin)).confirmed.map(({ name, household: of }) => [name, of])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(JSON.stringify(await seen(bulletin))).not.toMatch(/路人|罗/);
  });
});
