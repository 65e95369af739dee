import { beforeEach, expect, it } from 'vitest';
import type { Address } from '../../src/delivery/store.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

const telegram: Address = { channel: 'telegram', account: '1', chat: '7', person: '7' };
const web: Address = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };
const wechat: Address = { channel: 'wechat', account: 'wechat', chat: 'w', person: 'w' };

onEachDatabase('whoever watches a bulletin', opened => {
  let town: BulletinTown;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, '2026-11-30T02:00:00Z');
    for (let i = 0; i < 8; i++) await town.group(town.here);
  });
  const told = async (to: Address) => (await town.rooms.deliveries.list(to, 50)).map(({ outgoing }) => outgoing.text);
  const tell = () => town.rooms.bulletins.tellWatchers();
  /** So many copies go, and three seconds pass. */
  const goes = async (count: number) => {
    await town.send(count);
    town.clock.pass(3_000);
    await tell();
  };

  it('reads in one message that changes how far it is, to its end', async () => {
    const { id } = await town.sent();
    await town.rooms.bulletins.watch(id, web, 'zh-CN');
    await tell();
    expect(await told(web)).toEqual([expect.stringContaining('正在发。\n已发0个群，一共8个，还有8个在等')]);
    await town.send(3);
    await tell();
    expect(await told(web), 'no more often than every three seconds').toEqual([expect.stringContaining('已发0个群')]);
    town.clock.pass(3_000);
    await tell();
    expect(await told(web)).toEqual([expect.stringContaining('已发3个群，一共8个，还有5个在等')]);
    await town.send(9, () => ({ kind: 'refused', reason: 'kicked', closes: false }));
    town.clock.pass(3_000);
    await tell();
    const last =
      '《缝纫工》发完了。\n已发3个群，一共8个\n5个群没发成：被移出了群（5个）\n没发成的群，请找管那个群的社区干部看看；平台的故障找管理员。';
    expect(await told(web)).toEqual([last]);
    expect(await opened().storage.bulletins.watches(9)).toEqual([]);
    town.clock.pass(60_000);
    await tell();
    expect(await told(web)).toEqual([last]);
  });

  it('has the same message worded anew where the platform can', async () => {
    const { id } = await town.sent();
    await town.rooms.bulletins.watch(id, telegram, 'en');
    const edits: string[] = [];
    town.channel.edit = async (_, message, part) => {
      edits.push(`${message}: ${part.text.split('\n')[0]}`);
      return { kind: 'sent', id: message };
    };
    await tell();
    await town.send();
    town.clock.pass(3_000);
    await tell();
    await town.send();
    const first = town.channel.sent.findIndex(({ to }) => to.chat === '7') + 1;
    expect(town.channel.sent.filter(({ to }) => to.chat === '7').map(({ text }) => text)).toEqual([
      expect.stringContaining('“缝纫工” is being sent.'),
    ]);
    expect(edits).toEqual([`m${first}: “缝纫工” has been sent.`]);
  });

  it('reads a few messages, at its quarters, where none can change', async () => {
    const { id } = await town.sent();
    await town.rooms.bulletins.watch(id, wechat, 'zh-CN');
    await tell();
    for (const count of [1, 1, 1, 1, 4]) await goes(count);
    await tell();
    expect((await told(wechat)).map(text => /已发(\d)个/.exec(text)?.[1])).toEqual(['0', '2', '4', '8']);
  });

  it('is told once by two processes', async () => {
    const { id } = await town.sent();
    await town.rooms.bulletins.watch(id, wechat, 'zh-CN');
    const storage = await opened().again();
    const other = town.again(storage);
    await Promise.all([tell(), other.bulletins.tellWatchers()]);
    await town.send();
    await Promise.all([tell(), other.bulletins.tellWatchers()]);
    await Promise.all([tell(), other.bulletins.tellWatchers()]);
    expect((await told(wechat)).map(text => text.split('\n')[0])).toEqual(['《缝纫工》正在发。', '《缝纫工》发完了。']);
    expect(valueIn(await town.rooms.bulletins.get(town.cadre, id)).life.filter(({ what }) => what === 'done')).toHaveLength(1);
    await storage.close();
  });

  it('hears of being held, stopped and taken back', async () => {
    const { bulletins } = town.rooms;
    const { id } = await town.sent();
    await bulletins.watch(id, wechat, 'zh-CN');
    await tell();
    await town.send(1);
    valueIn(await bulletins.pause(town.cadre, id));
    await tell();
    await tell();
    valueIn(await bulletins.stop(town.cadre, id));
    await tell();
    expect((await told(wechat)).map(text => text.split('\n')[0])).toEqual([
      '《缝纫工》正在发。',
      '《缝纫工》暂停了，发“继续”再往下发。',
      '《缝纫工》停了，没发的不再发。',
    ]);
    expect((await told(wechat)).at(-1)).toContain('7个群没有发');
  });

  it('hears that it was taken back once it was, everywhere', async () => {
    const { id } = await town.sent();
    await town.send();
    await tell();
    for (const to of [wechat, web]) await town.rooms.bulletins.watch(id, to, 'zh-CN');
    valueIn(await town.rooms.bulletins.recall(town.cadre, id));
    await tell();
    expect(await opened().storage.bulletins.watches(9)).toHaveLength(2);
    await town.send();
    town.clock.pass(3_000);
    await tell();
    for (const to of [wechat, web]) expect((await told(to)).at(-1)).toContain('已在8个群撤回或说明作废');
    expect(await opened().storage.bulletins.watches(9)).toEqual([]);
  });

  it('hears nothing before it begins', async () => {
    const { bulletins } = town.rooms;
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft()));
    await bulletins.watch(id, web, 'zh-CN');
    await tell();
    expect(await told(web)).toEqual([]);
    valueIn(await bulletins.submit(town.cadre, id, { at: new Date(town.clock.now().getTime() + 60_000) }));
    await tell();
    expect(await told(web)).toEqual([]);
    town.clock.pass(60_000);
    await bulletins.tick();
    await tell();
    expect(await told(web)).toHaveLength(1);
  });
});
