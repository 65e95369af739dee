import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { type Entry, verify } from '../../src/grievance/history.ts';
import { type Grievance, type GrievanceDraft, type GrievanceState, OPEN, STATES } from '../../src/grievance/model.ts';
import { type Caseworld, openCaseworld, unit } from '../support/grievances.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** One shared world: each run reports a case of its own in it. */
let world: Caseworld;
/** An open case that others are merged into. */
let whole: number;
const people = new Map<string, Actor>();
beforeAll(async () => {
  world = await openCaseworld();
  for (const name of ['王经办', '李经办']) people.set(name, await world.staff('handler', name));
  for (const name of ['钱督办', '孙督办']) people.set(name, await world.staff('supervisor', name));
  for (const name of ['周回访', '吴回访']) people.set(name, await world.staff('callback-officer', name));
  whole = await world.reported(world.resident('别人'));
});
afterAll(() => world.close());

const moves: Readonly<Record<string, (who: Actor, number: number) => Promise<Outcome<unknown>>>> = {
  claim: (who, number) => world.grievances.queue.claim(who, number),
  release: (who, number) => world.grievances.queue.release(who, number, '忙'),
  note: (who, number) => world.grievances.queue.note(who, number, '看了'),
  ask: (who, number) => world.grievances.queue.ask(who, number, '哪一部'),
  answer: (who, number) => world.grievances.queue.answer(who, number, { says: '修好了' }),
  decline: (who, number) => world.grievances.queue.decline(who, number, '不归这里', '去县里'),
  forward: (who, number) => world.grievances.queue.forward(who, number, unit('finance'), '归财政'),
  sendBack: (who, number) => world.grievances.queue.sendBack(who, number, unit('civil-affairs'), '归民政'),
  sendBackOn: (who, number) => world.grievances.queue.sendBack(who, number, unit('health'), '归卫健'),
  merge: (who, number) => world.grievances.queue.merge(who, number, whole),
  unmerge: (who, number) => world.grievances.supervision.unmerge(who, number),
  askExtension: (who, number) => world.grievances.queue.askExtension(who, number, '等配件'),
  assign: (who, number) => world.grievances.supervision.assign(who, number, { unit: unit('finance') }, '定了'),
  granted: (who, number) => world.grievances.supervision.decideExtension(who, number, true),
  refused: (who, number) => world.grievances.supervision.decideExtension(who, number, false),
  closeUnreached: (who, number) => world.grievances.supervision.closeUnreached(who, number),
  inVain: (who, number) => world.grievances.callBacks.inVain(who, number),
  confirmed: (who, number) => world.grievances.callBacks.confirmed(who, number),
  denied: (who, number) => world.grievances.callBacks.denied(who, number, '没修好'),
};
const reporter = () => world.resident('罗世珍');
const ownMoves: Readonly<Record<string, (number: number) => Promise<Outcome<unknown>>>> = {
  add: number => world.grievances.intake.add(reporter(), number, '还有一件'),
  withdraw: number => world.grievances.intake.withdraw(reporter(), number),
  confirm: number => world.grievances.intake.confirm(reporter(), number),
  object: number => world.grievances.intake.object(reporter(), number, '又坏了'),
};

type Step = { readonly does: string; readonly who?: string } | { readonly waits: number };
const staff = ['王经办', '李经办', '钱督办', '孙督办', '周回访', '吴回访'];
const byStaff = fc.record({ does: fc.constantFrom(...Object.keys(moves)), who: fc.constantFrom(...staff) });
/** Those that lead on come more often, so that runs get further than the queue. */
const leadsOn = fc.constantFrom(
  { does: 'claim', who: '王经办' },
  { does: 'claim', who: '李经办' },
  { does: 'answer', who: '王经办' },
  { does: 'answer', who: '李经办' },
  { does: 'sendBack', who: '王经办' },
  { does: 'inVain', who: '周回访' },
  { does: 'confirmed', who: '周回访' },
  { does: 'askExtension', who: '王经办' },
  { does: 'granted', who: '钱督办' },
  { does: 'closeUnreached', who: '钱督办' },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  byStaff,
  leadsOn,
  fc.record({ does: fc.constantFrom(...Object.keys(ownMoves)) }),
  fc.record({ waits: fc.constantFrom(HOUR_MS, DAY_MS, 4 * DAY_MS, 11 * DAY_MS) }),
);

const ENDED = STATES.filter(state => !OPEN.includes(state));

const rowOf = async (number: number): Promise<Grievance> => (await world.storage.grievances.get(number))!;
const chainOf = (number: number): Promise<readonly Entry[]> => world.storage.grievances.entries(number);

/** What a move that was made may have changed. */
function lawful(before: Grievance, after: Grievance, does: string, who: string | undefined): void {
  if (does !== 'granted') expect(after.dueAt).toEqual(before.dueAt);
  if (before.holder && after.holder) expect(after.holder).toBe(before.holder);
  expect(after.holder !== undefined).toBe(after.state === 'working');
  const isBack = does.startsWith('sendBack');
  expect(after.returns).toBe(before.returns + (isBack ? 1 : 0));
  if (isBack) expect(after.state).toBe(after.returns >= 2 ? 'ruling' : 'forwarded');
  if (after.state !== 'closed' || before.state === 'closed') return;
  expect(['confirm', 'confirmed', 'closeUnreached']).toContain(does);
  if (does === 'confirmed') expect(after.handlers).not.toContain(people.get(who!)!.id);
  if (does !== 'closeUnreached') return;
  expect(before.calls).toBeGreaterThanOrEqual(3);
  expect(world.clock.now().getTime() - before.answeredAt!.getTime()).toBeGreaterThan(10 * DAY_MS);
}

async function take(number: number, one: Step): Promise<void> {
  const before = await rowOf(number);
  const chain = await chainOf(number);
  if ('waits' in one) {
    world.clock.pass(one.waits);
    await world.grievances.tick();
    const after = await rowOf(number);
    expect(after.dueAt).toEqual(before.dueAt);
    expect(after.state === before.state || (before.state === 'working' && after.state === 'accepted')).toBe(true);
    return;
  }
  const { does, who } = one;
  const outcome = await (who === undefined ? ownMoves[does]!(number) : moves[does]!(people.get(who)!, number));
  const after = await rowOf(number);
  const links = await chainOf(number);
  if (!outcome.ok) {
    expect(after).toEqual(before);
    expect(links).toEqual(chain);
    return;
  }
  expect(links).toHaveLength(chain.length + 1);
  expect(links.slice(0, -1)).toEqual(chain);
  lawful(before, after, does, who);
}

/** A way to each state, of moves that are all made: whatever happens by chance begins there. */
const CALLED = { kind: 'wages-labour', text: '工资拖了三个月', phone: '13800138000' };
const claim: Step = { does: 'claim', who: '王经办' };
const answer: Step = { does: 'answer', who: '王经办' };
const sendBack: Step = { does: 'sendBack', who: '王经办' };
const WAYS: Readonly<Record<GrievanceState, { readonly by: readonly Step[]; readonly draft?: Partial<GrievanceDraft> }>> = {
  received: { by: [] },
  accepted: { by: [claim, { does: 'release', who: '王经办' }] },
  forwarded: { by: [claim, { does: 'forward', who: '王经办' }] },
  working: { by: [claim] },
  ruling: { by: [claim, { does: 'forward', who: '王经办' }, claim, sendBack, claim, { does: 'sendBackOn', who: '王经办' }] },
  answered: { by: [claim, answer] },
  'calling-back': { by: [claim, answer], draft: CALLED },
  reopened: { by: [claim, answer, { does: 'object' }] },
  closed: { by: [claim, answer, { does: 'confirm' }] },
  declined: { by: [claim, { does: 'decline', who: '王经办' }] },
  merged: { by: [claim, { does: 'merge', who: '王经办' }] },
  withdrawn: { by: [{ does: 'withdraw' }] },
};

describe('whatever anybody does with a case, in any order, as time passes', () => {
  const reached = new Map<string, number>();

  it.each(STATES)(
    'keeps its clock, its one holder, its way to an end and its history, from where it is %s',
    async state => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async steps => {
          const { by, draft } = WAYS[state];
          const number = await world.reported(reporter(), draft);
          for (const one of by) await take(number, one);
          expect((await rowOf(number)).state).toBe(state);
          for (const one of steps) {
            const { state: at } = await rowOf(number);
            reached.set(at, (reached.get(at) ?? 0) + 1);
            await take(number, one);
          }
          if (!ENDED.includes((await rowOf(number)).state)) await world.grievances.intake.withdraw(reporter(), number);
          expect(verify(await chainOf(number))).toMatchObject({ ok: true });
        }),
        { numRuns: 8 },
      );
    },
    120_000,
  );

  it('was held from every state, and all histories verify', async () => {
    // As many at least as runs began there.
    expect(
      [...reached]
        .filter(([, times]) => times >= 8)
        .map(([state]) => state)
        .toSorted(),
    ).toEqual(STATES.toSorted());
    expect((await world.grievances.verify()).faults).toEqual([]);
  });
});
