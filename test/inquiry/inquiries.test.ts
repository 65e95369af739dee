import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { MOST_WAITING } from '../../src/inquiry/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { HouseholdId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases, onEachDatabase } from '../support/databases.ts';
import { addressOf, roomsOn, type TestRooms } from './rooms.ts';

const DAY_MS = 24 * 3600 * 1000;
const friday = '2026-11-27T02:00:00Z';
const longAgo = '2026-01-01' as Day;

onEachDatabase('questions to cadres', opened => {
  let rooms: TestRooms;
  beforeEach(async () => {
    rooms = await roomsOn(opened().storage, friday);
  });

  const numberOf = async (asked: ReturnType<TestRooms['ask']>): Promise<number> => {
    const outcome = await asked;
    if (outcome.kind !== 'asked') throw new Error(`not asked: ${outcome.kind}`);
    return outcome.inquiry.number;
  };
  const senderOf = (person: string) => ({ ...addressOf(person), chat: { id: person, kind: 'private' as const } });
  /** Files a household and links somebody to it. */
  const homeOf = async (person: string): Promise<HouseholdId> => {
    const { households, visitors } = rooms.directory;
    const members = [{ id: 'm1', name: '罗世珍', relation: 'head' as const }];
    const { id } = valueIn(
      await households.add(rooms.cadre, rooms.here.id, { building: '3栋', room: '501', members, marks: [], purpose: 'file' }),
    );
    valueIn(await visitors.redeem(senderOf(person), valueIn(await households.linkCode(rooms.cadre, id, 'm1')).letters));
    return id;
  };
  const waiting = async () => valueIn(await rooms.inquiries.waiting(rooms.cadre, 10));

  it.each([
    ['over a weekend', '2026-11-27T02:00:00Z', '2026-12-01'],
    ['asked late on a day of Shanghai', '2026-11-25T15:59:00Z', '2026-11-27'],
    ['asked a minute later', '2026-11-25T16:01:00Z', '2026-11-30'],
    ['over the holiday of 国庆', '2026-09-30T02:00:00Z', '2026-10-09'],
    ['on a Sunday that is worked in exchange (调休)', '2026-09-18T02:00:00Z', '2026-09-21'],
  ])('are due in two working days, %s', async (_, instant, due) => {
    rooms.clock.pass(Date.parse(instant) - rooms.clock.now().getTime());
    const asked = await rooms.ask('a');
    expect(asked).toMatchObject({ kind: 'asked', inquiry: { due } });
    expect(rooms.inquiries.dueNow()).toBe(due);
  });

  it('are one group where they are like, under the oldest wording, and answered together', async () => {
    const first = await numberOf(rooms.ask('a', '电梯坏了找谁', 'lift'));
    const second = await numberOf(rooms.ask('b', '电梯坏了找哪个', 'lift'));
    await rooms.ask('c', '垃圾几点收', 'litter');
    await rooms.ask('d', '垃圾几点收', 'lift');
    expect((await waiting()).map(({ number, times, question }) => [number, times, question])).toEqual([
      [first, 3, '电梯坏了找谁'],
      [first + 2, 1, '垃圾几点收'],
    ]);
    expect(valueIn(await rooms.inquiries.wordings(rooms.cadre, second))).toEqual([
      '电梯坏了找谁',
      '电梯坏了找哪个',
      '垃圾几点收',
    ]);
    const { inquiries } = valueIn(await rooms.inquiries.answer(rooms.cadre, { number: second, says: ' 打物业电话。 ' }));
    expect(inquiries.map(one => one.asker.person)).toEqual(['a', 'b', 'd']);
    expect(await rooms.heard('a')).toEqual([`${first}: 打物业电话。 (zhang干部)`]);
    expect(await rooms.heard('b')).toEqual([`${second}: 打物业电话。 (zhang干部)`]);
    expect(await rooms.heard('c')).toEqual([]);
    expect(await waiting()).toHaveLength(1);
  });

  it('of two settlements are never one', async () => {
    await rooms.appoint('li', rooms.within(rooms.there));
    await numberOf(rooms.ask('a'));
    const there = await numberOf(rooms.ask('b', '电梯坏了找谁', '电梯坏了找谁', rooms.there));
    expect(await waiting()).toMatchObject([{ times: 1, settlement: rooms.here.id }]);
    expect(await rooms.inquiries.answer(rooms.cadre, { number: there, says: '…' })).toMatchObject({
      ok: false,
      refusal: { code: 'out-of-scope' },
    });
    expect(await rooms.inquiries.wordings(rooms.cadre, there)).toMatchObject({
      ok: false,
      refusal: { code: 'out-of-scope' },
    });
  });

  it('are asked once by one person: who asks again is told the number', async () => {
    const number = await numberOf(rooms.ask('a'));
    expect(await rooms.ask('a', '电梯坏了找哪个', '电梯坏了找谁')).toMatchObject({ kind: 'waits', inquiry: { number } });
    expect(await waiting()).toMatchObject([{ times: 1 }]);
    valueIn(await rooms.inquiries.answer(rooms.cadre, { number, says: '打电话。' }));
    expect(await rooms.ask('a')).toMatchObject({ kind: 'asked' });
  });

  it('wait five at a time for one person, and not for others', async () => {
    for (let i = 0; i < MOST_WAITING; i++) await numberOf(rooms.ask('a', `问题${i}`));
    expect(await rooms.ask('a', '又一个')).toEqual({ kind: 'too-many' });
    expect(await rooms.ask('b', '又一个')).toMatchObject({ kind: 'asked' });
    const [{ number } = { number: 0 }] = await rooms.inquiries.of(addressOf('a'), 1);
    expect(await rooms.inquiries.withdraw(addressOf('b'), number)).toBe(false);
    expect(await rooms.inquiries.withdraw(addressOf('a'), number)).toBe(true);
    expect(await rooms.ask('a', '又一个')).toMatchObject({ kind: 'asked' });
  });

  it.each(['', ' \n ', '问'.repeat(201), '问'.repeat(5000)])('are not taken empty or too long (%#)', async question => {
    expect(await rooms.ask('a', question, 'x')).toEqual({ kind: 'unfit' });
    expect(await waiting()).toEqual([]);
  });

  it('are kept where they hold what a database cannot', async () => {
    await numberOf(rooms.ask('a', '电\0梯\uD800坏了', '电\0梯'));
    expect(await waiting()).toMatchObject([{ question: '电梯坏了' }]);
  });

  it('go nowhere where nobody would read them, also once the last cadre is gone', async () => {
    expect(await rooms.ask('a', '电梯坏了', 'x', rooms.there)).toEqual({ kind: 'no-cadre' });
    const [grant] = valueIn(await rooms.directory.people.roles(OPERATOR, { limit: 10 }));
    valueIn(await rooms.directory.people.revoke(OPERATOR, grant!.id));
    expect(await rooms.ask('a')).toEqual({ kind: 'no-cadre' });
  });

  it('are answered once when two cadres answer at the same time', async () => {
    const other = await rooms.appoint('wang', rooms.within(rooms.here));
    const number = await numberOf(rooms.ask('a'));
    await rooms.ask('b', '电梯坏了找哪个', '电梯坏了找谁');
    const outcomes = await Promise.all([
      rooms.inquiries.answer(rooms.cadre, { number, says: '打甲。' }),
      rooms.inquiries.answer(other, { number, says: '打乙。' }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'unknown' } });
    const [mine, ...more] = await rooms.heard('a');
    expect(more).toEqual([]);
    const [inquiry] = await rooms.inquiries.of(addressOf('a'), 1);
    expect(mine).toContain((await rooms.inquiries.answerTo(inquiry!))?.says);
    expect(await rooms.heard('b')).toHaveLength(1);
  });

  it.each([0, -1, 999_999])('say that there is no number %d', async number => {
    expect(await rooms.inquiries.answer(rooms.cadre, { number, says: '…' })).toMatchObject({ refusal: { code: 'unknown' } });
    expect(await rooms.inquiries.wordings(rooms.cadre, number)).toMatchObject({ refusal: { code: 'unknown' } });
  });

  it.each(['', '  ', '答'.repeat(1001)])('take no empty and no endless answer (%#)', async says => {
    const number = await numberOf(rooms.ask('a'));
    expect(await rooms.inquiries.answer(rooms.cadre, { number, says })).toMatchObject({ refusal: { code: 'invalid' } });
    expect(await rooms.heard('a')).toEqual([]);
  });

  it('are seen and answered by whom the table of rights allows, and refusals are recorded', async () => {
    const number = await numberOf(rooms.ask('a'));
    const supervisor = await rooms.appoint('sun', { kind: 'all' }, 'supervisor');
    const admin = await rooms.appoint('gu', { kind: 'all' }, 'admin');
    const nobody = { id: 'nobody:x', via: 'chat', rights: [] } as const;
    expect((await rooms.inquiries.waiting(supervisor, 5)).ok).toBe(true);
    for (const actor of [supervisor, admin, nobody])
      expect(await rooms.inquiries.answer(actor, { number, says: '…' })).toMatchObject({ refusal: { code: 'not-allowed' } });
    for (const actor of [admin, nobody]) {
      expect(await rooms.inquiries.waiting(actor, 5)).toMatchObject({ refusal: { code: 'not-allowed' } });
      expect(await rooms.inquiries.wordings(actor, number)).toMatchObject({ refusal: { code: 'not-allowed' } });
    }
    const record = valueIn(await rooms.directory.audit(OPERATOR, { action: 'inquiry.answer', limit: 10 }));
    expect(record.map(({ actor, outcome }) => [actor, outcome])).toEqual([
      [nobody.id, 'not-allowed'],
      [admin.id, 'not-allowed'],
      [supervisor.id, 'not-allowed'],
    ]);
  });

  it('are read by the cadres of a county and a region too', async () => {
    await rooms.appoint('county', { kind: 'county', region: rooms.here.region, county: '黔西市' });
    await rooms.appoint('region', { kind: 'region', region: rooms.here.region });
    await rooms.appoint('elsewhere', { kind: 'county', region: rooms.here.region, county: '大方县' });
    await rooms.appoint('sun', { kind: 'all' }, 'supervisor');
    const chats = await rooms.directory.cadresOf(rooms.here.id);
    expect(new Set(chats.map(({ chat }) => chat))).toEqual(new Set(['zhang', 'county', 'region']));
  });

  it('are told to the cadres of the settlement as they come in, once a day, without their words', async () => {
    await rooms.ask('a');
    await rooms.ask('b');
    expect(await rooms.heard('zhang')).toEqual(['arrived, due 2026-12-01']);
    rooms.clock.pass(DAY_MS);
    await rooms.ask('c');
    expect(await rooms.heard('zhang')).toHaveLength(1);
    expect(await rooms.heard('a')).toEqual([]);
  });

  it('are recalled to each cadre once, when they are overdue, on a working day', async () => {
    await rooms.appoint('wang', rooms.within(rooms.here));
    const number = await numberOf(rooms.ask('a'));
    await rooms.ask('b');
    for (const cadre of ['zhang', 'wang']) await rooms.heard(cadre);
    const remind = async () => {
      await rooms.inquiries.remind(longAgo);
      return [...(await rooms.heard('zhang')), ...(await rooms.heard('wang')), ...(await rooms.heard('a'))];
    };
    rooms.clock.pass(4 * DAY_MS);
    expect(await remind()).toEqual([]);
    rooms.clock.pass(DAY_MS);
    expect(await remind()).toEqual([`overdue ${number} x2`, `overdue ${number} x2`]);
    expect(await remind()).toEqual([]);
    rooms.clock.pass(DAY_MS);
    expect(await remind()).toEqual([]);
    await rooms.appoint('new', rooms.within(rooms.here));
    await remind();
    expect(await rooms.heard('new')).toEqual([`overdue ${number} x2`]);
  });

  it('are not recalled on a weekend, nor long after, nor once they are answered', async () => {
    const number = await numberOf(rooms.ask('a'));
    await rooms.heard('zhang');
    rooms.clock.pass(8 * DAY_MS);
    await rooms.inquiries.remind(longAgo);
    expect(await rooms.heard('zhang')).toEqual([]);
    rooms.clock.pass(2 * DAY_MS);
    await rooms.inquiries.remind('2026-12-02' as Day);
    expect(await rooms.heard('zhang')).toEqual([]);
    valueIn(await rooms.inquiries.answer(rooms.cadre, { number, says: '打电话。' }));
    await rooms.inquiries.remind(longAgo);
    expect(await rooms.heard('zhang')).toEqual([]);
  });

  it('whose answer reached nobody are on a list to call: by their words, never by who asked', async () => {
    const number = await numberOf(rooms.ask('a'));
    await numberOf(rooms.ask('b'));
    await numberOf(rooms.ask('c', '垃圾几点收'));
    const unreached = async (actor = rooms.cadre) => valueIn(await rooms.inquiries.unreached(actor, 10));
    expect(await unreached()).toEqual([]);
    valueIn(await rooms.inquiries.answer(rooms.cadre, { number, says: '打电话。' }));
    const { chat: _, person: __, ...account } = addressOf('a');
    await rooms.deliveries.note(account, { kind: 'closed', chat: 'a', reason: 'blocked' });
    await rooms.heard('b');
    expect(await unreached()).toEqual([
      {
        kind: 'question',
        number,
        question: '电梯坏了找谁',
        settlement: rooms.here.id,
        reason: 'blocked',
        at: rooms.clock.now(),
      },
    ]);
    expect(await unreached(await rooms.appoint('li', rooms.within(rooms.there)))).toEqual([]);
    const admin = await rooms.appoint('admin', rooms.within(rooms.here), 'admin');
    expect(await rooms.inquiries.unreached(admin, 10)).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    expect(await unreached(OPERATOR)).toHaveLength(1);
    await rooms.inquiries.erase(addressOf('a'));
    expect(await unreached()).toEqual([]);
  });

  it('whose answer reached nobody name the household, and not the question, where it agreed to be spoken to', async () => {
    const { households } = rooms.directory;
    const household = await homeOf('a');
    const number = await numberOf(rooms.ask('a'));
    valueIn(await rooms.inquiries.answer(rooms.cadre, { number, says: '打电话。' }));
    const { chat: _, person: __, ...account } = addressOf('a');
    await rooms.deliveries.note(account, { kind: 'closed', chat: 'a', reason: 'deactivated' });
    const unreached = async () => valueIn(await rooms.inquiries.unreached(rooms.cadre, 10));
    expect(await unreached()).toMatchObject([{ kind: 'question', number }]);
    valueIn(await households.consent(rooms.cadre, household, { purpose: 'contact', how: 'written', member: 'm1' }));
    const [one] = await unreached();
    expect(one).toMatchObject({ kind: 'household', household: { door: ['3栋', '501'], head: '罗**', members: 1 } });
    expect(JSON.stringify(one)).not.toMatch(/电梯|罗世珍|"number"/);
    const { person } = (await rooms.directory.visitors.behind(senderOf('a'))).actor;
    await households.withdraw(rooms.cadre, person!.id);
    expect(await unreached()).toMatchObject([{ kind: 'question', number }]);
  });

  it('are erased with who asked, and with no one else', async () => {
    await rooms.ask('a');
    await rooms.ask('b');
    await rooms.inquiries.erase(addressOf('a'));
    expect(await rooms.inquiries.of(addressOf('a'), 5)).toEqual([]);
    expect(await rooms.inquiries.of(addressOf('b'), 5)).toHaveLength(1);
  });
});

describe('questions to cadres on disk', () => {
  it('are nowhere in clear: neither question nor answer, topic, name or local knowledge', async () => {
    const opened = await databases[0]!.open();
    const rooms = await roomsOn(opened.storage, friday);
    const asked = await rooms.ask('a', 'SECRET-QUESTION', 'SECRET-TOPIC');
    if (asked.kind !== 'asked') throw new Error(asked.kind);
    valueIn(
      await rooms.inquiries.answer(rooms.cadre, { number: asked.inquiry.number, says: 'SECRET-ANSWER', name: 'SECRET-NAME' }),
    );
    const draft = { topic: 'SECRET-INFO', says: 'SECRET-SAYS', source: 'SECRET-SOURCE' };
    valueIn(await rooms.localKnowledge.add(rooms.cadre, rooms.here.id, draft));
    const { dataDir } = opened.options;
    const files = readdirSync(dataDir).map(name => readFileSync(`${dataDir}/${name}`).toString('latin1'));
    // The tables are there; what they hold is not to be read.
    expect(files.join('')).toContain('inquiry_answer');
    expect(files.join('')).not.toContain('SECRET');
    await opened.storage.close();
    await opened.drop();
  });
});
