/**
 * Every state by every move by every role, written by hand beside the table that the program goes by.
 *
 * R whoever reported it; H the handler who has it in hand, or had; O another handler; C a call-back officer; S a supervisor; X a supervisor who had it
 * in hand as a handler. Where a letter is missing, the move is refused.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/directory/model.ts';
import { placeOf } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { MoveName } from '../../src/grievance/life.ts';
import { type Grievance, type GrievanceState, STATES } from '../../src/grievance/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld, unit } from '../support/grievances.ts';

const TABLE = `
                  received accepted forwarded working ruling answered calling-back reopened closed declined merged withdrawn
add               R        R        R         R       R      R        R            R        .      .        .      .
withdraw          R        R        R         R       R      R        R            R        .      .        .      .
confirm           .        .        .         .       .      R        .            .        .      .        .      .
object            .        .        .         .       .      R        R            .        R      R        .      R
claim             HO       HO       HO        .       .      .        .            HO       .      .        .      .
release           .        .        .         H       .      .        .            .        .      .        .      .
note              .        .        .         H       .      .        .            .        .      .        .      .
ask               .        .        .         H       .      .        .            .        .      .        .      .
answer            .        .        .         H       .      .        .            .        .      .        .      .
decline           .        .        .         H       .      .        .            .        .      .        .      .
forward           .        .        .         H       .      .        .            .        .      .        .      .
sendBack          .        .        .         H       .      .        .            .        .      .        .      .
askExtension      .        .        .         H       .      .        .            .        .      .        .      .
merge             .        .        .         H       .      .        .            .        .      .        .      .
link              .        .        .         H       .      .        .            .        .      .        .      .
assign            SX       SX       SX        SX      SX     .        .            SX       .      .        .      .
decideExtension   SX       SX       SX        SX      SX     .        .            SX       .      .        .      .
unmerge           .        .        .         .       .      .        .            .        .      .        SX     .
closeUnreached    .        .        .         .       .      SX       SX           .        .      .        .      .
callInVain        .        .        .         .       .      CS       CS           .        .      .        .      .
callConfirmed     .        .        .         .       .      CS       CS           .        .      .        .      .
callDenied        .        .        .         .       .      CS       CS           .        .      .        .      .
`;

const [, ...lines] = TABLE.trim().split('\n');
const HEAD = TABLE.trim().split('\n')[0]!.trim().split(/\s+/) as GrievanceState[];
const rows = new Map(
  lines.map(line => {
    const [move = '', ...cells] = line.trim().split(/\s+/);
    return [move as MoveName, cells] as const;
  }),
);
const mayAt = (move: MoveName, state: GrievanceState): string => rows.get(move)?.[HEAD.indexOf(state)] ?? '';

/** To whom the table of rights gives each kind of move; to the others it is `not-allowed`. */
const RIGHTFUL: Readonly<Record<string, string>> = {
  H: 'claim release note ask answer decline forward sendBack askExtension merge link',
  O: 'claim release note ask answer decline forward sendBack askExtension merge link',
  C: 'callInVain callConfirmed callDenied',
  S: 'assign decideExtension unmerge closeUnreached callInVain callConfirmed callDenied',
  X: 'assign decideExtension unmerge closeUnreached callInVain callConfirmed callDenied',
};
const OF_REPORTER: readonly MoveName[] = ['add', 'withdraw', 'confirm', 'object'];

/** Why a move is refused. */
function expected(move: MoveName, state: GrievanceState, who: string): string {
  if (mayAt(move, state).includes(who)) return 'done';
  if (OF_REPORTER.includes(move)) return who === 'R' ? 'state' : 'unknown';
  if (!RIGHTFUL[who]?.split(' ').includes(move)) return 'not-allowed';
  if (who === 'O' && state === 'working') return 'held';
  const isCall = move.startsWith('call') && (state === 'answered' || state === 'calling-back');
  return who === 'X' && isCall ? 'own' : 'state';
}

let world: Caseworld;
let actors: Readonly<Record<string, Actor>>;
let other: number;
beforeAll(async () => {
  world = await openCaseworld();
  other = await world.reported(world.resident('别人'));
  const X = await world.staff('supervisor', '经办过的督办');
  actors = {
    H: await world.staff('handler', '王经办'),
    O: await world.staff('handler', '李经办'),
    C: await world.staff('callback-officer', '赵回访'),
    S: await world.staff('supervisor', '钱督办'),
    X,
    cadre: await world.staff('cadre', '孙干部'),
    admin: await world.staff('admin', '周管理'),
  };
});
afterAll(() => world.close());

const DAY_MS = 24 * 3600 * 1000;
const ENDED: readonly GrievanceState[] = ['closed', 'declined', 'merged', 'withdrawn'];

/** A case that stands there, long enough for what takes its time. @param isAsked whether its holder asked for more time */
async function caseIn(state: GrievanceState, isAsked: boolean): Promise<number> {
  const { storage, clock, settlement, resident } = world;
  const number = await storage.grievances.newNumber();
  const ago = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const holder = actors['H']!.id;
  const grievance: Grievance = {
    number,
    state,
    kind: 'lift-and-building',
    danger: 'none',
    isSafety: true,
    place: { ...placeOf(settlement), region: settlement.region },
    unit: unit('housing'),
    holder: state === 'working' ? holder : undefined,
    leaseUntil: state === 'working' ? ago(-1) : undefined,
    reporter: resident('罗世珍').at,
    receivedAt: ago(20),
    dueAt: ago(1),
    alarm: 'none',
    returns: 0,
    reopenings: 0,
    calls: 3,
    extensions: 0,
    handlers: [holder, actors['X']!.id],
    answeredAt: state === 'answered' || state === 'calling-back' ? ago(11) : undefined,
    endedAt: ENDED.includes(state) ? ago(9) : undefined,
    mergedInto: state === 'merged' ? other : undefined,
    supporters: 0,
    record: {
      text: '电梯坏了',
      isAnonymous: false,
      additions: [],
      notes: [],
      extension: isAsked ? { why: '等配件', by: holder, at: ago(2).toISOString() } : undefined,
    },
    version: 1,
  };
  await storage.grievances.add(grievance, []);
  return number;
}

/** Makes a move: as whoever reported it where it is theirs, else as staff. */
async function make(move: MoveName, who: string, number: number): Promise<string> {
  const { intake, queue, callBacks, supervision } = world.grievances;
  const reporter = world.resident(who === 'R' ? '罗世珍' : `account of ${who}`);
  const actor = actors[who] ?? reporter.visitor.actor;
  const ways: Readonly<Partial<Record<MoveName, () => Promise<Outcome<unknown>>>>> = {
    add: () => intake.add(reporter, number, '还没修'),
    withdraw: () => intake.withdraw(reporter, number),
    confirm: () => intake.confirm(reporter, number),
    object: () => intake.object(reporter, number, '没修好'),
    claim: () => queue.claim(actor, number),
    release: () => queue.release(actor, number, '轮休'),
    note: () => queue.note(actor, number, '已派人'),
    ask: () => queue.ask(actor, number, '是哪一部电梯'),
    answer: () => queue.answer(actor, number, { says: '修好了' }),
    decline: () => queue.decline(actor, number, '不归我们', '找供电所'),
    forward: () => queue.forward(actor, number, unit('civil-affairs'), '归民政'),
    sendBack: () => queue.sendBack(actor, number, unit('civil-affairs'), '归民政'),
    askExtension: () => queue.askExtension(actor, number, '等配件'),
    merge: () => queue.merge(actor, number, other),
    link: () => queue.link(actor, number, other),
    assign: () => supervision.assign(actor, number, { unit: unit('civil-affairs') }, '归民政'),
    decideExtension: () => supervision.decideExtension(actor, number, true),
    unmerge: () => supervision.unmerge(actor, number),
    closeUnreached: () => supervision.closeUnreached(actor, number),
    callInVain: () => callBacks.inVain(actor, number),
    callConfirmed: () => callBacks.confirmed(actor, number),
    callDenied: () => callBacks.denied(actor, number, '没修好'),
  };
  const outcome = await ways[move]!();
  return outcome.ok ? 'done' : outcome.refusal.code;
}

const EVERYBODY = ['R', 'H', 'O', 'C', 'S', 'X', 'cadre', 'admin', 'nobody'];

it('the table has every state', () => {
  expect(HEAD).toEqual(STATES);
});

describe.each([...rows.keys()])('%s', move => {
  it('is made by whom the table says, from where it says, and by nobody else', async () => {
    const wrong: string[] = [];
    for (const state of STATES) {
      // Those who are refused leave it as it is.
      const inOrder = EVERYBODY.toSorted(
        (a, b) => Number(mayAt(move, state).includes(a)) - Number(mayAt(move, state).includes(b)),
      );
      let number: number | undefined;
      for (const who of inOrder) {
        number ??= await caseIn(state, move === 'decideExtension');
        const came = await make(move, who, number);
        const right = expected(move, state, who);
        if (came !== right) wrong.push(`${who} from ${state}: ${came}, not ${right}`);
        if (came === 'done') number = undefined;
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('what can be done', () => {
  it.each(STATES)('is told of one that stands at %s as the table says', async state => {
    const { queue, intake } = world.grievances;
    for (const isAsked of [false, true]) {
      const number = await caseIn(state, isAsked);
      const without = isAsked ? 'askExtension' : 'decideExtension';
      const movesOf = (who: string) =>
        [...rows.keys()].filter(move => move !== without && mayAt(move, state).includes(who)).toSorted();
      for (const who of ['H', 'O', 'C', 'S', 'X'])
        expect([who, ...valueIn(await queue.get(actors[who]!, number)).can.toSorted()]).toEqual([who, ...movesOf(who)]);
      expect(valueIn(await intake.own(world.resident('罗世珍'), number)).can.toSorted()).toEqual(movesOf('R'));
    }
  });
});
