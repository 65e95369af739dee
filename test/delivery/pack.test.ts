import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Group, Settlement } from '../../src/directory/model.ts';
import { onEachDatabase } from '../support/databases.ts';
import { directoryCommand, jsonLines } from '../support/directory-command.ts';
import { allowed, type Chatter, type Office, openOffice } from '../support/office.ts';

let office: Office;
let settlement: Settlement;
let cadre: Chatter;
let group: Group;

/** A group in which a cadre posted the code of the settlement. */
async function bound(to: Settlement, who: Chatter, chat: string): Promise<Group> {
  const { directory } = office.core.rooms;
  const code = allowed(await directory.groups.code(OPERATOR, to.id));
  await who.posts(chat, code.letters);
  return allowed(await directory.groups.list(OPERATOR, to.id, { limit: 10 })).find(one => one.chat === chat)!;
}

const post = (chat: string, text: string, over: { readonly kind?: 'private' } = {}) =>
  office.core.rooms.deliveries.post(
    `notice:${text}`,
    { channel: 'terminal', account: 'terminal', chat, person: '' },
    { text, note: '依据：某条', choices: [{ id: 'more', label: '说详细些' }] },
    { urgency: 'bulletin', kind: over.kind ?? 'group' },
  );

beforeEach(async () => {
  office = await openOffice();
  settlement = await office.settlement();
  cadre = await office.staff('王芳', 'cadre', { kind: 'settlement', settlement: settlement.id });
  group = await bound(settlement, cadre, 'g1');
  await post('g1', '明天停水');
  await post('g1', '后天来电');
  await post('elsewhere', '别的群');
  await post('g1', '私下的话', { kind: 'private' });
});

afterEach(() => office.close());

describe('what a cadre passes on by hand', () => {
  it('is given out one by one, and counts as sent once it was passed on', async () => {
    const groups = await cadre.says('转发没发出的');
    expect(groups.labels[0]).toContain('2条');
    const first = await cadre.picks('2条');
    expect(first.text).toContain('明天停水\n\n依据：某条');
    expect(first.text).not.toContain('说详细些');
    const second = await cadre.picks('已转发');
    expect(second.text).toContain('后天来电');
    const last = await cadre.picks('已转发');
    expect(last.text).toContain('看完了');
    const { deliveries } = office.core.rooms;
    expect((await deliveries.unsent(group, ['g1'], 10)).map(({ outgoing }) => outgoing.text)).toEqual(['私下的话']);
    expect((await cadre.picks('转发没发出的')).text).toContain('没有要转发的');
    const [entry] = await office.audit({ subject: group.id });
    expect(entry).toMatchObject({ action: 'group.bind', reason: 'passed-on', outcome: 'done' });
  });

  it('may be looked at without being passed on', async () => {
    await cadre.says('工作台');
    await cadre.picks('更多', '转发没发出的', '2条');
    const second = await cadre.picks('下一条');
    expect(second.text).toContain('后天来电');
    await cadre.picks('不转了');
    expect((await office.core.rooms.deliveries.unsent(group, ['g1'], 10)).length).toBe(3);
  });

  it('belongs to the settlement’s own people', async () => {
    const other = await office.settlement({ name: '别处社区' });
    const stranger = await office.staff('李强', 'cadre', { kind: 'settlement', settlement: other.id });
    expect((await stranger.says('转发没发出的')).text).toContain('没有要转发的');
    const { pack, directory } = office.core.rooms;
    const { actor } = await directory.visitors.behind({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: '李强', kind: 'private' },
      person: '李强',
    });
    expect(await pack.list(actor, settlement.id)).toMatchObject({ ok: false, refusal: { code: 'out-of-scope' } });
    const [waiting] = await office.core.rooms.deliveries.unsent(group, ['g1'], 10);
    const refused = await pack.passedOn(actor, settlement.id, group.id, waiting!.id);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'out-of-scope' } });
    // A number of another chat's message is not passed on by naming a group of one's own.
    const [elsewhere] = await office.core.rooms.deliveries.unsent(group, ['elsewhere'], 10);
    expect(await pack.passedOn(OPERATOR, settlement.id, group.id, elsewhere!.id)).toMatchObject({ ok: false });
    expect((await office.core.rooms.deliveries.unsent(group, ['elsewhere'], 10)).length).toBe(1);
  });

  it('goes with a group that is bound again in another chat, where it is tried again', async () => {
    const { deliveries, directory } = office.core.rooms;
    const account = { channel: 'terminal', account: 'terminal' };
    await deliveries.note(account, { kind: 'closed', chat: 'g1', reason: 'gone' });
    expect((await deliveries.unsent(group, ['g1'], 10)).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    const code = allowed(await directory.groups.codeAgain(OPERATOR, group.id));
    await cadre.posts('g9', code.letters);
    const [again] = allowed(await directory.groups.list(OPERATOR, settlement.id, { limit: 10 }));
    expect([again!.id, again!.chat]).toEqual([group.id, 'g9']);
    expect(await deliveries.unsent(group, ['g1'], 10)).toEqual([]);
    const there = await deliveries.unsent(group, ['g9'], 10);
    expect(there.map(({ state, outgoing }) => [state, outgoing.text])).toEqual([
      ['waiting', '明天停水'],
      ['waiting', '后天来电'],
      ['waiting', '私下的话'],
    ]);
  });

  it('is shown at the command line, in full and for programs', async () => {
    const bench = { actor: OPERATOR, rooms: office.core.rooms, clock: office.clock };
    const shown = await directoryCommand(bench, ['groups', 'unsent', settlement.name]);
    expect(shown.status).toBe(0);
    expect(shown.out).toContain('2条没发出');
    expect(shown.out).toContain('明天停水\n\n依据：某条');
    const listed = await directoryCommand(bench, ['groups', 'unsent', settlement.id, '--json']);
    expect(jsonLines(listed.out)).toMatchObject([
      { group: group.id, chat: 'g1', state: 'waiting', text: '明天停水\n\n依据：某条' },
      { group: group.id, text: '后天来电\n\n依据：某条' },
    ]);
  });
});

onEachDatabase('the budget and what was passed on', opened => {
  it('count what was sent, and what nobody had asked for', async () => {
    const { delivery } = opened().storage;
    const account = { channel: 'wechat', account: 'wechat' };
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 8, minute));
    const ids: number[] = [];
    for (const [i, urgency] of (['danger', 'reply', 'case', 'bulletin', 'bulletin'] as const).entries()) {
      const to = { ...account, chat: 'r1', person: '' };
      await delivery.add(`o${i}`, to, { text: String(i) }, { urgency, kind: 'group' }, at(0));
      ids.push((await delivery.unsent(account, ['r1'], 10)).at(-1)!.id);
    }
    expect(await delivery.used(account, at(0))).toEqual({ everything: 0, unasked: 0 });
    for (const [i, id] of ids.slice(0, 4).entries()) expect(await delivery.passedOn(account, 'r1', id, at(i + 1))).toBe(true);
    expect(await delivery.passedOn(account, 'r1', ids[0]!, at(9))).toBe(false);
    expect(await delivery.passedOn(account, 'r2', ids[4]!, at(9))).toBe(false);
    expect(await delivery.used(account, at(0))).toEqual({ everything: 4, unasked: 2 });
    expect(await delivery.used(account, at(3))).toEqual({ everything: 1, unasked: 1 });
    expect(await delivery.used({ ...account, account: 'other' }, at(0))).toEqual({ everything: 0, unasked: 0 });
    expect((await delivery.unsent(account, ['r1'], 10)).map(({ id }) => id)).toEqual([ids[4]]);
  });
});
