import { beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../src/bulletin/model.ts';
import type { Delivery } from '../../src/delivery/store.ts';
import type { Group } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('what went already', opened => {
  let town: BulletinTown;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, '2026-11-30T02:00:00Z');
  });
  const groups = async (count: number): Promise<readonly Group[]> => {
    const made: Group[] = [];
    for (let i = 0; i < count; i++) made.push(await town.group(town.here));
    return made;
  };
  const out = (origin: string): Promise<readonly Delivery[]> => town.rooms.deliveries.copies(origin, { limit: 500 });
  const recall = async ({ id }: Bulletin) => valueIn(await town.rooms.bulletins.recall(town.cadre, id));
  const correct = async ({ id }: Bulletin, text: string) => valueIn(await town.rooms.bulletins.correct(town.cadre, id, text));
  const ledger = async ({ id }: Bulletin) => valueIn(await town.rooms.bulletins.ledger(town.cadre, id, { limit: 100 }));
  const progress = async ({ id }: Bulletin) => valueIn(await town.rooms.bulletins.progress(town.cadre, id));

  describe('is taken back', () => {
    it('where it was sent, and is not sent where it was not', async () => {
      await groups(3);
      const bulletin = await town.sent();
      await town.send(2);
      const recalled = await recall(bulletin);
      expect(recalled).toMatchObject({ state: 'recalled', unsettled: false });
      expect((await out(`recall:${bulletin.id}`)).map(({ outgoing }) => outgoing)).toMatchObject([
        { removes: ['m1'], otherwise: 'say', text: expect.stringContaining('《缝纫工》') },
        { removes: ['m2'], otherwise: 'say' },
      ]);
      await town.send();
      expect(town.channel.removed).toEqual(['m1', 'm2']);
      expect(town.channel.sent).toHaveLength(2);
      expect((await ledger(bulletin)).map(({ state, after }) => [state, after])).toEqual([
        ['sent', 'removed'],
        ['sent', 'removed'],
        ['stopped', undefined],
      ]);
      expect(await progress(bulletin)).toMatchObject({ sent: 2, stopped: 1, recalled: 2 });
    });

    it('or said to be void where nothing can be taken away', async () => {
      await groups(1);
      const bulletin = await town.sent();
      await town.send();
      await recall(bulletin);
      town.channel.remove = async () => ({ kind: 'refused', reason: 'unable', closes: false });
      await town.send();
      expect(town.channel.texts.at(-1)).toBe('【作废】《缝纫工》这条消息作废了，请不要再照着办。');
      expect((await ledger(bulletin))[0]!.after).toBe('followed');
    });

    it('also where it was being sent at that moment, once that is known', async () => {
      const [group] = await groups(1);
      const bulletin = await town.sent();
      const account = { channel: 'telegram', account: '1' };
      const { delivery } = opened().storage;
      await delivery.lease(account, 'h', new Date(town.clock.now().getTime() + 60_000), town.clock.now(), () => true);
      const [flying] = await out(`bulletin:${bulletin.id}`);
      await delivery.step(account, 'h', [], [flying!.id], town.clock.now());
      expect(await recall(bulletin)).toMatchObject({ unsettled: true });
      await town.rooms.bulletins.tellWatchers();
      expect(await out(`recall:${bulletin.id}`)).toEqual([]);
      const landed = { id: flying!.id, state: 'sent', parts: 1, sentAs: ['m9'], doubtful: false } as const;
      await delivery.step(account, 'h', [landed], [], town.clock.now());
      await town.rooms.bulletins.tellWatchers();
      expect((await out(`recall:${bulletin.id}`)).map(({ target, outgoing }) => [target, outgoing.removes])).toEqual([
        [group!.id, ['m9']],
      ]);
      expect(valueIn(await town.rooms.bulletins.get(town.cadre, bulletin.id)).unsettled).toBe(false);
    });

    it('from many groups, gone on with by another process where this one was killed', async () => {
      await groups(600);
      const bulletin = await town.sent();
      await town.send();
      await recall(bulletin);
      const first = await out(`recall:${bulletin.id}`);
      expect(first.length).toBeGreaterThan(0);
      expect(first.length).toBeLessThan(600);
      const storage = await opened().again();
      const other = town.again(storage);
      await Promise.all([other.bulletins.tellWatchers(), town.rooms.bulletins.tellWatchers()]);
      await other.bulletins.tellWatchers();
      expect(await town.rooms.deliveries.tally(`recall:${bulletin.id}`)).toMatchObject({ waiting: 600 });
      expect(await storage.bulletins.busy(9)).toEqual([]);
      await storage.close();
    });

    it('never where it never went', async () => {
      await groups(1);
      const { bulletins } = town.rooms;
      const draft = valueIn(await bulletins.write(town.cadre, town.draft()));
      expect(await bulletins.recall(town.cadre, draft.id)).toMatchObject({ refusal: { code: 'state' } });
      valueIn(await bulletins.stop(town.cadre, draft.id));
      expect(await bulletins.recall(town.cadre, draft.id)).toMatchObject({ refusal: { code: 'state' } });
      const sent = await town.sent();
      await recall(sent);
      expect(await bulletins.recall(town.cadre, sent.id)).toMatchObject({ refusal: { code: 'state' } });
    });
  });

  describe('is put right', () => {
    it('in its place where it was sent, and is sent as it is right where it was not', async () => {
      await groups(2);
      const bulletin = await town.sent();
      await town.send(1);
      const edited: string[] = [];
      town.channel.edit = async (_, id, part) => {
        edited.push(part.text);
        return { kind: 'sent', id };
      };
      await correct(bulletin, '招二十五名。');
      await town.send();
      expect(town.channel.texts).toEqual([expect.stringContaining('招缝纫工二十名'), '【招工信息】缝纫工\n\n招二十五名。']);
      expect(edited).toEqual(['【更正】缝纫工（以这一条为准）\n\n招二十五名。']);
      expect((await ledger(bulletin)).map(({ after }) => after)).toEqual(['edited', undefined]);
    });

    it('by a message of its own where nothing can be worded anew, again and again, and all of them are taken back', async () => {
      await groups(1);
      const bulletin = await town.sent();
      await town.send();
      town.channel.edit = async () => ({ kind: 'refused', reason: 'unable', closes: false });
      await correct(bulletin, '招二十五名。');
      await town.send();
      expect((await ledger(bulletin))[0]!.after).toBe('followed');
      await correct(bulletin, '招三十名。');
      await town.send();
      expect(town.channel.texts.slice(1)).toEqual([
        '【更正】缝纫工（以这一条为准）\n\n招二十五名。',
        '【更正】缝纫工（以这一条为准）\n\n招三十名。',
      ]);
      await recall(bulletin);
      await town.send();
      expect(town.channel.removed).toEqual(['m1', 'm2', 'm3']);
    });

    it('by the last correction alone where an earlier one had not gone yet', async () => {
      await groups(1);
      const bulletin = await town.sent();
      await town.send();
      await correct(bulletin, '招二十五名。');
      await correct(bulletin, '招三十名。');
      town.channel.edit = async () => ({ kind: 'refused', reason: 'unable', closes: false });
      await town.send();
      expect(town.channel.texts.slice(1)).toEqual(['【更正】缝纫工（以这一条为准）\n\n招三十名。']);
    });

    it('also where what was wrong in between is right again', async () => {
      await groups(1);
      const bulletin = await town.sent();
      await town.send();
      const edited: string[] = [];
      town.channel.edit = async (_, id, part) => {
        edited.push(part.text.split('\n\n')[1]!);
        return { kind: 'sent', id };
      };
      for (const text of ['招二十五名。', bulletin.content.text]) {
        await correct(bulletin, text);
        await town.send();
      }
      expect(edited).toEqual(['招二十五名。', bulletin.content.text]);
    });

    it('not where it says the same, nothing, or too much', async () => {
      await groups(1);
      const bulletin = await town.sent();
      expect((await correct(bulletin, ` ${bulletin.content.text} `)).version).toBe(bulletin.version);
      for (const text of ['', ' \n', '长'.repeat(3001)])
        expect(await town.rooms.bulletins.correct(town.cadre, bulletin.id, text)).toMatchObject({ refusal: { code: 'invalid' } });
    });
  });

  it('is tried again where it could not be taken back, or put right', async () => {
    const [group] = await groups(2);
    const { bulletins } = town.rooms;
    const bulletin = await town.sent();
    await town.send();
    town.channel.edit = town.channel.remove = async () => ({ kind: 'refused', reason: 'unable', closes: false });
    const refuses = ({ target }: Delivery) =>
      target === group!.id ? ({ kind: 'refused', reason: 'restricted', closes: false } as const) : undefined;
    await correct(bulletin, '招三十名。');
    await town.send(9, refuses);
    await bulletins.tellWatchers();
    const [line] = await ledger(bulletin);
    expect(line).toMatchObject({ state: 'sent', after: 'failed' });
    expect(valueIn(await bulletins.retry(town.cadre, bulletin.id, line!.delivery))).toBe(1);
    expect(valueIn(await bulletins.get(town.cadre, bulletin.id)).state).toBe('done');
    await town.send();
    expect((await ledger(bulletin)).map(({ after }) => after)).toEqual(['followed', 'followed']);
    await recall(bulletin);
    await town.send(9, refuses);
    expect(valueIn(await bulletins.retry(town.cadre, bulletin.id))).toBe(1);
    await town.send();
    expect((await ledger(bulletin)).map(({ after }) => after)).toEqual(['followed', 'followed']);
    expect(valueIn(await bulletins.retry(town.cadre, bulletin.id))).toBe(0);
  });

  it('is withdrawn with what it announced: what waits is not sent, what waits for its time goes no more', async () => {
    await groups(2);
    const { bulletins } = town.rooms;
    const announces = { kind: 'posting', id: 'j_1' };
    const sending = await town.sent({ announces });
    const draft = valueIn(await bulletins.write(town.cadre, town.draft({ announces })));
    const tomorrow = new Date(town.clock.now().getTime() + 24 * 3600_000);
    const scheduled = valueIn(await bulletins.submit(town.cadre, draft.id, { at: tomorrow }));
    const other = await town.sent({ announces: { kind: 'posting', id: 'j_2' } });
    await town.send(1);
    await bulletins.withdraw(announces);
    await bulletins.withdraw(announces);
    for (const { id } of [sending, scheduled]) {
      const { state, life } = valueIn(await bulletins.get(town.cadre, id));
      expect([state, life.at(-1)]).toMatchObject(['stopped', { what: 'expired', by: 'system' }]);
    }
    expect(valueIn(await bulletins.get(town.cadre, other.id)).state).toBe('sending');
    expect(await progress(sending)).toMatchObject({ sent: 1, stopped: 1 });
    town.clock.pass(2 * 24 * 3600_000);
    await bulletins.tick();
    expect(valueIn(await bulletins.get(town.cadre, scheduled.id)).state).toBe('stopped');
  });
});
