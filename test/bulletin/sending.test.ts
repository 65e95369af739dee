import { beforeEach, expect, it } from 'vitest';
import { originOf } from '../../src/bulletin/index.ts';
import type { Bulletin } from '../../src/bulletin/model.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { valueIn } from '../directory/subjects.ts';
import { type BulletinTown, bulletinTown, county, named } from '../support/bulletins.ts';
import { onEachDatabase } from '../support/databases.ts';

const ALL = { limit: 100 };
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code);

onEachDatabase('a bulletin', opened => {
  let town: BulletinTown;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, '2026-11-30T02:00:00Z');
  });
  const copies = ({ id }: Bulletin) => town.rooms.deliveries.copies(originOf(id), ALL);

  it('goes to the groups of its places, less what is left out', async () => {
    const { here, near, far } = town;
    const one = await town.group(here, { building: '1栋' });
    const two = await town.group(here, { building: '2栋' });
    const three = await town.group(near);
    await town.group(far);
    expect(named(await copies(await town.sent()))).toEqual([one.id, two.id, three.id]);
    const only = { places: [county], buildings: ['2栋'] };
    expect(named(await copies(await town.sent({ audience: only })))).toEqual([two.id]);
    const tagged = { places: [county], tags: ['大型'] };
    expect(named(await copies(await town.sent({ audience: tagged })))).toEqual([three.id]);
    const without = { places: [county], except: { settlements: [near.id], groups: [one.id] } };
    expect(named(await copies(await town.sent({ audience: without })))).toEqual([two.id]);
  });

  it('says its title, its text and what it rests on, and asks for receipts with a button that nobody types', async () => {
    await town.group(town.here);
    const clauses = ['guizhou:3.1.4' as never];
    const { id } = await town.sent({ content: { title: '开会', text: '明早九点开会。', receipts: true, clauses } });
    await town.send();
    const [{ text, part } = { text: '', part: undefined }] = town.channel.sent;
    expect(text).toContain('【招工信息】开会\n\n明早九点开会。');
    expect(text).toContain('收到');
    expect(text).toMatch(/依据.*《/s);
    expect(part?.choices).toEqual([{ id: `receipt=${id}`, label: '收到', isButtonOnly: true }]);
  });

  it('is nobody’s who may not write at every place, and refusals are recorded', async () => {
    await town.group(town.here);
    const stranger = await town.staff('李干部', 'cadre', { kind: 'settlement', settlement: town.here.id });
    const { bulletins, directory } = town.rooms;
    expect(codeOf(await bulletins.write(stranger, town.draft()))).toBe('out-of-scope');
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft()));
    for (const attempt of [
      bulletins.submit(stranger, id),
      bulletins.pause(stranger, id),
      bulletins.stop(stranger, id),
      bulletins.recall(stranger, id),
      bulletins.retry(stranger, id),
      bulletins.get(stranger, id),
    ])
      expect(codeOf(await attempt)).toBe('out-of-scope');
    const audit = valueIn(await directory.audit(OPERATOR, { subject: id, limit: 50 }));
    expect(audit.filter(({ outcome }) => outcome === 'out-of-scope')).toHaveLength(5);
    expect(audit.find(({ outcome, actor }) => outcome === 'done' && actor === town.cadre.id)).toMatchObject({ reason: 'draft' });
  });

  it('waits for a second person where it is official, who is told and is not its author', async () => {
    await town.group(town.here);
    const { bulletins } = town.rooms;
    const second = await town.staff('督办', 'supervisor', county);
    await town.staff('外县', 'supervisor', { kind: 'settlement', settlement: town.far.id });
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft({ kind: 'notice' })));
    const proposed = valueIn(await bulletins.submit(town.cadre, id));
    expect(proposed.state).toBe('proposed');
    expect(await copies(proposed)).toEqual([]);
    expect((await town.told('督办')).map(({ outgoing }) => outgoing.choices)).toEqual([
      [{ id: `desk=bulletin_approve=${id}`, label: '看一看，批准或退回' }],
    ]);
    expect(await town.told('外县')).toEqual([]);
    expect(await town.told('张干部')).toEqual([]);

    expect(codeOf(await bulletins.approve(town.cadre, id, proposed.version))).toBe('own');
    expect(codeOf(await bulletins.sendBack(second, id, ' '))).toBe('invalid');
    const back = valueIn(await bulletins.sendBack(second, id, '时间写错了'));
    expect(back.state).toBe('draft');
    expect((await town.told('张干部')).at(-1)?.outgoing.text).toContain('时间写错了');

    const again = valueIn(await bulletins.submit(town.cadre, id));
    expect(codeOf(await bulletins.approve(second, id, proposed.version))).toBe('changed');
    const approved = valueIn(await bulletins.approve(second, id, again.version));
    expect(approved.state).toBe('sending');
    expect(approved.life.map(({ what }) => what)).toEqual(['written', 'proposed', 'sent-back', 'proposed', 'approved', 'begun']);
    expect(await copies(approved)).toHaveLength(1);
    expect(codeOf(await bulletins.approve(second, id, approved.version))).toBe('state');
  });

  it('goes past quiet hours and past the second person where it cannot wait, which is recorded', async () => {
    await town.group(town.here);
    const alert = await town.sent({ kind: 'alert' });
    expect(alert.life.map(({ what }) => what)).toEqual(['written', 'bypassed', 'begun']);
    expect(await copies(alert)).toMatchObject([{ urgency: 'case', evenWhenQuiet: true }]);
    const audit = valueIn(await town.rooms.directory.audit(OPERATOR, { subject: alert.id, limit: 9 }));
    expect(audit[0]).toMatchObject({ action: 'bulletin.write', reason: 'bypass', outcome: 'done' });
    expect(await copies(await town.sent())).toMatchObject([{ urgency: 'bulletin', evenWhenQuiet: false }]);
  });

  it('is held, goes on, and stops for good', async () => {
    for (let i = 0; i < 4; i++) await town.group(town.here);
    const { bulletins } = town.rooms;
    const bulletin = await town.sent();
    expect(await town.send(1)).toBe(1);
    expect(valueIn(await bulletins.pause(town.cadre, bulletin.id)).state).toBe('paused');
    expect(await town.send()).toBe(0);
    expect(codeOf(await bulletins.pause(town.cadre, bulletin.id))).toBe('state');
    expect(valueIn(await bulletins.resume(town.cadre, bulletin.id)).state).toBe('sending');
    expect(await town.send(1)).toBe(1);
    expect(valueIn(await bulletins.stop(town.cadre, bulletin.id)).state).toBe('stopped');
    expect(await town.send()).toBe(0);
    expect(valueIn(await bulletins.progress(town.cadre, bulletin.id))).toMatchObject({
      total: 4,
      sent: 2,
      stopped: 2,
      waiting: 0,
    });
    expect(await bulletins.resume(town.cadre, bulletin.id)).toMatchObject({
      refusal: { code: 'state', params: { what: 'bulletin-stopped' } },
    });
  });

  it('is over once nothing waits any more, and begins anew where what failed is tried again', async () => {
    await town.group(town.here);
    const lost = await town.group(town.near);
    const { bulletins } = town.rooms;
    const { id } = await town.sent();
    await town.send(9, ({ target }) =>
      target === lost.id ? { kind: 'refused', reason: 'restricted', closes: false } : undefined,
    );
    await bulletins.tellWatchers();
    expect(valueIn(await bulletins.get(town.cadre, id)).state).toBe('done');
    const failed = valueIn(await bulletins.ledger(town.cadre, id, { states: ['failed'], limit: 10 }));
    expect(failed).toMatchObject([{ group: lost.id, groupName: lost.name, settlementName: '惠民社区', reason: 'restricted' }]);
    expect(codeOf(await bulletins.retry(town.cadre, id, failed[0]!.delivery + 1))).toBe('unknown');
    expect(valueIn(await bulletins.retry(town.cadre, id, failed[0]!.delivery))).toBe(1);
    expect(valueIn(await bulletins.get(town.cadre, id)).state).toBe('sending');
    await town.send();
    await bulletins.tellWatchers();
    expect(valueIn(await bulletins.progress(town.cadre, id))).toMatchObject({
      bulletin: { state: 'done' },
      sent: 2,
      failed: 0,
      retried: 1,
    });
  });

  it('tells before it goes whom it leads to, and does not go where that changed', async () => {
    await town.group(town.here);
    const { bulletins } = town.rooms;
    const { id } = valueIn(await bulletins.write(town.cadre, town.draft()));
    const preview = valueIn(await bulletins.preview(town.cadre, id));
    expect(preview).toMatchObject({
      groups: 1,
      unreachable: 0,
      settlements: 2,
      unreached: [{ id: town.near.id, name: '惠民社区' }],
      channels: [{ channel: 'telegram', groups: 1, canEdit: true, canRemove: true, isJoined: true }],
    });
    expect(preview.channels[0]!.looks).toEqual(['【招工信息】缝纫工\n\n黔西服装厂招缝纫工二十名。']);
    const { chat } = await town.group(town.near);
    await town.rooms.deliveries.note({ channel: 'telegram', account: '1' }, { kind: 'closed', chat, reason: 'kicked' });
    expect(codeOf(await bulletins.submit(town.cadre, id, {}, preview.digest))).toBe('changed');
    const now = valueIn(await bulletins.reach(town.cadre, { places: [county] }));
    expect(now).toMatchObject({ groups: 2, unreachable: 1, unreached: [] });
    expect(valueIn(await bulletins.submit(town.cadre, id, {}, now.digest)).state).toBe('sending');
  });

  it('is changed by whoever saw the last version', async () => {
    const { bulletins } = town.rooms;
    const draft = valueIn(await bulletins.write(town.cadre, town.draft()));
    const changed = town.draft({ content: { title: ' 挖机手 ', text: '修路要两名。' } });
    const next = valueIn(await bulletins.change(town.cadre, draft.id, changed, draft.version));
    expect(next.content.title).toBe('挖机手');
    expect(codeOf(await bulletins.change(town.cadre, draft.id, changed, draft.version))).toBe('changed');
    expect(codeOf(await bulletins.submit(town.cadre, draft.id))).toBe('invalid');
  });

  it.each([
    ['title', { content: { title: ' ', text: '一' } }],
    ['title', { content: { title: '长'.repeat(61), text: '一' } }],
    ['text', { content: { title: '一', text: '\n' } }],
    ['text', { content: { title: '一', text: '长'.repeat(3001) } }],
    ['clauses', { content: { title: '一', text: '一', clauses: ['guizhou:99.9' as never] } }],
    ['places', { audience: { places: [] } }],
    ['places', { audience: { places: Array.from({ length: 101 }, () => county) } }],
    ['buildings', { audience: { places: [county], buildings: [] } }],
    ['tags', { audience: { places: [county], tags: [' '] } }],
  ])('is not kept where its %s is none', async (field, over) => {
    expect(await town.rooms.bulletins.write(town.cadre, town.draft(over))).toMatchObject({
      refusal: { code: 'invalid', params: { field } },
    });
  });

  it('that nobody knows is unknown, whatever is asked of it', async () => {
    const { bulletins } = town.rooms;
    for (const id of ['', 'b_0', "'; drop table bulletin", '\0', '长'.repeat(500)])
      expect([codeOf(await bulletins.get(town.cadre, id)), codeOf(await bulletins.submit(town.cadre, id))]).toEqual([
        'unknown',
        'unknown',
      ]);
  });
});
