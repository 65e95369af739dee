import { beforeEach, expect, it } from 'vitest';
import { folders } from '../../../src/config.ts';
import type { Address } from '../../../src/delivery/store.ts';
import { type Right, ROLES } from '../../../src/directory/access.ts';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../../src/directory/model.ts';
import type { Outcome } from '../../../src/directory/outcome.ts';
import type { HardshipDraft } from '../../../src/grievance/hardship/model.ts';
import type { Hardships } from '../../../src/grievance/hardship/service.ts';
import { verify } from '../../../src/grievance/history.ts';
import type { Reporter } from '../../../src/grievance/service.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../../src/rooms.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { clockAt, type TestClock } from '../../support/clock.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { aHousehold, aSettlement } from '../../support/directory.ts';

const wordbook = loadWordbook(folders.locales);
const at: Address = { channel: 'web', account: 'anjia', chat: 'c1', person: 'p1' };

onEachDatabase('reports of hardship', opened => {
  let rooms: Rooms;
  let room: Hardships;
  let clock: TestClock;
  let home: Settlement;
  let person: Reporter;
  let cadre: Actor;
  let supervisor: Actor;
  let draft: HardshipDraft;

  const actor = (id: string, role: (typeof ROLES)[number]): Actor => ({
    id,
    via: 'chat',
    rights: [{ role, scope: { kind: 'settlement', settlement: home.id } } satisfies Right],
  });
  const value = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    return outcome.value;
  };
  const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code);
  const on = (instant: string) => clock.pass(Date.parse(instant) - clock.now().getTime());
  const state = async (number: number) => value(await room.get(cadre, number)).report.state;
  const told = async (to: Address) => (await rooms.deliveries.list(to, 50)).map(({ outgoing }) => outgoing.text);

  beforeEach(async () => {
    const { storage } = opened();
    clock = clockAt('2026-11-20T02:00:00Z');
    rooms = createRooms(storage, wordbook, clock);
    room = rooms.hardships;
    home = aSettlement({ name: '锦绣社区' });
    await storage.directory.settlements.put(home, clock.now());
    person = { at, visitor: { actor: { id: 'nobody:x', via: 'chat', rights: [] } } };
    cadre = actor('p_cadre', 'cadre');
    supervisor = actor('p_boss', 'supervisor');
    draft = { settlement: home.id, risk: 'accident', people: 4, text: '我男人摔断了腿', name: '罗世珍', building: '3栋' };
  });

  const report = async () => value(await room.report(person, draft)).number;
  /** As far as the notice, posted on a day. */
  const publicised = async (number: number, day: string) => {
    value(await room.check(cadre, number, '上门看过，属实'));
    value(await room.assess(cadre, number, { says: '符合', isProposed: true }));
    value(await room.publicise(cadre, number, day));
  };

  it('goes from the report to the decision, each step on record, and whoever reported is told', async () => {
    const number = await report();
    expect(String(number)).toMatch(/^\d{4}$/);
    value(await room.missing(cadre, number, '住院的单子'));
    value(await room.add(person, number, '单子在这里'));
    await publicised(number, '2026-11-20');
    expect(value(await room.notice(cadre, number))).toContain('锦绣社区3栋罗某某一户（4口人），因突发意外');
    value(await room.dispute(cadre, number, '邻居说他家有车'));
    on('2026-11-25T15:59:00Z');
    expect(code(await room.decide(supervisor, number, { isIncluded: true, why: '属实' }))).toBe('state');
    on('2026-11-25T16:00:00Z');
    value(await room.decide(supervisor, number, { isIncluded: true, why: '属实' }));
    value(await room.end(supervisor, number, '找到工作了'));
    const entries = value(await room.history(cadre, number));
    expect(entries.map(({ action, by }) => `${by} ${action}`)).toEqual([
      'nobody:x report',
      'p_cadre missing',
      'nobody:x add',
      'p_cadre check',
      'p_cadre assess',
      'p_cadre publicise',
      'p_cadre dispute',
      'p_boss include',
      'p_boss end',
    ]);
    expect(verify(entries)).toEqual({ ok: true, links: 9, erased: 0 });
    const words = (await told(at)).join('\n');
    expect(words).toContain('还差：住院的单子');
    expect(words).toContain('到2026-11-25止');
    expect(words).toContain('纳入监测帮扶了');
    expect(words).not.toContain('罗世珍');
  });

  it('lets nobody decide who assessed it, whatever roles they have', async () => {
    const number = await report();
    const both: Actor = { ...cadre, rights: [...cadre.rights, ...supervisor.rights] };
    value(await room.check(both, number, '看过'));
    value(await room.assess(both, number, { says: '不符合', isProposed: false }));
    const decision = { isIncluded: false, why: '收入够' };
    expect(code(await room.decide(both, number, decision))).toBe('own');
    expect(value(await room.get(both, number)).can).not.toContain('notInclude');
    value(await room.decide(supervisor, number, decision));
    expect(await state(number)).toBe('not-included');
  });

  it('checks once more where the person does not agree within ten days; the time limit stays', async () => {
    const number = await report();
    value(await room.check(cadre, number, '看过'));
    value(await room.assess(cadre, number, { says: '不符合', isProposed: false }));
    value(await room.decide(supervisor, number, { isIncluded: false, why: '收入够' }));
    const { dueAt } = value(await room.own(person, number)).report;
    const again = value(await room.object(person, number, '没算药钱'));
    expect(again.report).toMatchObject({ state: 'checking', dueAt, endedAt: undefined, decidedAt: undefined });
    value(await room.assess(cadre, number, { says: '重新看过', isProposed: false }));
    value(await room.decide(supervisor, number, { isIncluded: false, why: '收入够' }));
    on('2026-12-01T02:00:00Z');
    expect(code(await room.object(person, number, '还是不同意'))).toBe('too-late');
  });

  it('is withdrawn at any time: what was collected is gone, the figures and the chain stay', async () => {
    const number = await report();
    await publicised(number, '2026-11-20');
    expect(value(await room.withdraw(person, number)).report).toMatchObject({ state: 'withdrawn', record: undefined });
    expect(await room.mine(person, 10)).toEqual([]);
    const { report: left, can } = value(await room.get(cadre, number));
    expect(left).toMatchObject({ record: undefined, reporter: undefined, household: undefined, risk: 'accident', people: 4 });
    expect(can).toEqual([]);
    const entries = value(await room.history(cadre, number));
    expect(entries.filter(({ payload }) => payload)).toEqual([]);
    expect(verify(entries)).toMatchObject({ ok: true, links: 5 });
    for (const act of [room.check(cadre, number, 'x'), room.decide(supervisor, number, { isIncluded: true, why: 'x' })])
      expect(code(await act)).toBe('state');
  });

  it('shows and moves what is theirs to nobody else, and refuses each role what is not its own', async () => {
    const number = await report();
    const other: Reporter = { ...person, at: { ...at, person: 'p2' } };
    expect(code(await room.own(other, number))).toBe('unknown');
    expect(code(await room.withdraw(other, number))).toBe('unknown');
    expect(code(await room.own(person, 2 ** 40))).toBe('unknown');
    for (const role of ROLES) {
      const one = actor('p_one', role);
      const may = (roles: readonly string[]) => (roles.includes(role) ? 'done' : 'not-allowed');
      expect([role, code(await room.get(one, number))]).toEqual([role, may(['cadre', 'supervisor'])]);
      expect([role, code(await room.check(one, number, '看过'))]).toEqual([role, may(['cadre'])]);
    }
    const elsewhere: Actor = {
      ...cadre,
      rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: aSettlement().id } }],
    };
    expect(code(await room.get(elsewhere, number))).toBe('out-of-scope');
    expect(value(await room.list(elsewhere, { limit: 10 }))).toEqual([]);
  });

  it('refuses what is no report', async () => {
    const over: readonly Partial<HardshipDraft>[] = [
      { risk: 'none' },
      { people: 0 },
      { people: 31 },
      { people: 1.5 },
      { people: Number.NaN },
      { text: '  ' },
      { text: 'x'.repeat(1001) },
      { name: '' },
      { name: 'x'.repeat(41) },
      { building: 'x'.repeat(41) },
      { guardian: '' },
    ];
    for (const one of over) expect([one, code(await room.report(person, { ...draft, ...one }))]).toEqual([one, 'invalid']);
    expect(code(await room.report(person, { ...draft, settlement: aSettlement().id }))).toBe('unknown');
    for (let open = 0; open < 3; open++) await report();
    expect(code(await room.report(person, draft))).toBe('exists');
  });

  it('takes a notice of a day from the assessment until today alone', async () => {
    const number = await report();
    value(await room.check(cadre, number, '看过'));
    value(await room.assess(cadre, number, { says: '符合', isProposed: true }));
    for (const day of ['2026-11-19', '2026-11-21', '', 'x', '2026-02-30'])
      expect([day, code(await room.publicise(cadre, number, day))]).toEqual([day, 'invalid']);
    value(await room.publicise(cadre, number));
    expect(await state(number)).toBe('publicised');
  });

  it('lets a guardian agree for somebody under 14, and writes down for whoever cannot write', async () => {
    const household = aHousehold(home.id, {
      members: [{ id: 'm1', name: '罗小宝', relation: 'head', birth: '2014-01-01' as Day }],
    });
    await opened().storage.directory.households.put([{ household, keys: [] }], clock.now());
    const child = value(await rooms.directory.households.linkCode(OPERATOR, household.id, 'm1'));
    const sender = { channel: 'web', account: 'anjia', chat: { id: 'c9', kind: 'private' as const }, person: 'p9' };
    value(await rooms.directory.visitors.redeem(sender, child.letters));
    const young = { at: { ...at, chat: 'c9', person: 'p9' }, visitor: await rooms.directory.visitors.behind(sender) };
    expect(code(await room.report(young, draft))).toBe('invalid');
    const reported = value(await room.report(young, { ...draft, guardian: '罗世珍' }));
    expect(reported).toMatchObject({ household: household.id, record: { authorisation: { guardian: '罗世珍', how: 'chat' } } });

    const form = { ...draft, consent: 'spoken', witness: '邻居王大姐', household: household.id } as const;
    expect(code(await room.reportFor(supervisor, form))).toBe('not-allowed');
    expect(code(await room.reportFor(cadre, { ...form, witness: ' ' }))).toBe('invalid');
    const written = value(await room.reportFor(cadre, form));
    expect(written).toMatchObject({ takenBy: 'p_cadre', record: { authorisation: { how: 'spoken' } } });
    expect(written.reporter).toBeUndefined();
    value(await room.withdrawFor(cadre, written.number, '本人说不报了'));
    expect(await state(written.number)).toBe('withdrawn');

    await rooms.directory.households.erase(cadre, household.id);
    expect(value(await room.get(cadre, reported.number)).report).toMatchObject({ state: 'withdrawn', record: undefined });
  });

  it('tells its cadres at 80 %, its supervisors at 100 % and those of the county at 150 % of the fifteen days, once each', async () => {
    const chat = (id: string): Address => ({ channel: 'web', account: 'anjia', chat: id, person: id });
    const invite = async (id: string, role: 'cadre' | 'supervisor', scope: Right['scope']) => {
      const { directory } = rooms;
      const issued = value(
        await directory.people.invite(
          { ...cadre, rights: [{ role: 'admin', scope: { kind: 'all' } }], id: 'operator' },
          { role, scope, name: id },
        ),
      );
      const sender = { channel: 'web', account: 'anjia', chat: { id, kind: 'private' as const }, person: id };
      value(await directory.visitors.redeem(sender, issued.letters));
    };
    const here = { kind: 'settlement', settlement: home.id } as const;
    await invite('cadre', 'cadre', here);
    await invite('boss', 'supervisor', here);
    await invite('county', 'supervisor', { kind: 'county', region: home.region, county: home.county });
    const number = await report();
    const count = async () => {
      await room.tick();
      await room.tick();
      return [(await told(chat('cadre'))).length, (await told(chat('boss'))).length, (await told(chat('county'))).length];
    };
    // Due at the end of the fifteenth day after the one on which it came in: a holiday counts like any other day.
    expect(value(await room.get(cadre, number)).report.dueAt.toISOString()).toBe('2026-12-05T16:00:00.000Z');
    expect(await count()).toEqual([1, 0, 0]);
    on('2026-12-02T15:59:59Z');
    expect(await count()).toEqual([1, 0, 0]);
    on('2026-12-02T16:00:00Z');
    expect(await count()).toEqual([2, 0, 0]);
    on('2026-12-05T16:00:00Z');
    expect(await count()).toEqual([2, 1, 1]);
    on('2026-12-13T04:00:00Z');
    expect(await count()).toEqual([2, 1, 2]);
    on('2027-02-01T04:00:00Z');
    expect(await count()).toEqual([2, 1, 2]);
    const actions = value(await room.history(cadre, number)).map(({ action }) => action);
    expect(actions).toEqual(['report', 'warn', 'escalate', 'escalate']);
  });

  it('tells those who decide once a notice hung long enough, once', async () => {
    const issued = value(
      await rooms.directory.people.invite(OPERATOR, {
        role: 'supervisor',
        scope: { kind: 'settlement', settlement: home.id },
        name: '李主任',
      }),
    );
    const sender = { channel: 'web', account: 'anjia', chat: { id: 'boss', kind: 'private' as const }, person: 'boss' };
    value(await rooms.directory.visitors.redeem(sender, issued.letters));
    const boss: Address = { channel: 'web', account: 'anjia', chat: 'boss', person: 'boss' };
    const number = await report();
    await publicised(number, '2026-11-20');
    on('2026-11-25T15:59:59Z');
    await room.tick();
    expect(await told(boss)).toEqual([]);
    on('2026-11-25T16:00:00Z');
    await room.tick();
    await room.tick();
    expect(await told(boss)).toEqual([`${number}号困难申报公示期满了，请决定纳不纳入，最晚2026-12-05。`]);
    on('2026-12-02T16:00:00Z');
    await room.tick();
    expect(value(await room.get(cadre, number)).report.alarm).toBe('warned');
    expect(await told(boss)).toHaveLength(1);
  });

  it('forgets what is personal a year after it ended, and all of somebody who wants to be forgotten', async () => {
    const number = await report();
    const mine = await report();
    value(await room.check(cadre, number, '看过'));
    value(await room.assess(cadre, number, { says: '不符合', isProposed: false }));
    value(await room.decide(supervisor, number, { isIncluded: false, why: '收入够' }));
    on('2027-11-19T02:00:00Z');
    expect(await room.forget()).toBe(0);
    on('2027-11-21T02:00:00Z');
    expect(await room.forget()).toBe(1);
    expect(await room.forget()).toBe(0);
    expect(value(await room.get(cadre, number)).report).toMatchObject({ state: 'not-included', record: undefined });
    await room.erase(at);
    expect(value(await room.get(cadre, mine)).report).toMatchObject({
      state: 'withdrawn',
      record: undefined,
      reporter: undefined,
    });
  });

  it('lists what is due first in front, page by page', async () => {
    const numbers: number[] = [];
    for (let i = 0; i < 3; i++) {
      on(`2026-11-2${3 - i}T02:00:00Z`);
      numbers.push(await report());
    }
    const [first, ...rest] = value(await room.list(cadre, { limit: 1 }));
    const others = value(await room.list(cadre, { limit: 10, after: first?.number, states: ['reported'] }));
    expect([first, ...rest, ...others].map(one => one?.number)).toEqual(numbers.toReversed());
    expect(value(await room.list(cadre, { limit: 10, states: ['included'] }))).toEqual([]);
    expect(value(await room.list(cadre, { limit: 10, settlement: aSettlement().id }))).toEqual([]);
  });

  it('gives one change of two at once its way, and the other is told to look again', async () => {
    const number = await report();
    const outcomes = await Promise.allSettled([room.check(cadre, number, '甲'), room.check(actor('p_b', 'cadre'), number, '乙')]);
    const done = outcomes.filter(one => one.status === 'fulfilled' && one.value.ok).length;
    expect(done).toBeGreaterThanOrEqual(1);
    const entries = value(await room.history(cadre, number));
    expect(entries).toHaveLength(1 + done);
    expect(verify(entries)).toMatchObject({ ok: true });
    expect(value(await room.get(cadre, number)).report.record?.checks).toHaveLength(done);
  });
});
