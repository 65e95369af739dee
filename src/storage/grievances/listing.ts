/**
 * Lists of grievances, a page at a time.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { ALARMS, OPEN, QUEUED } from '../../grievance/model.ts';
import type { GrievanceFilter, GrievanceStore, Reaches } from '../../grievance/store.ts';
import { dayAfter } from '../../shared/calendar.ts';
import type { Database } from '../database.ts';
import { beginningOf } from './history.ts';
import { QUEUE_ORDER } from './queue.ts';
import { anyOf, IS_QUEUED, oneOf, withinReach } from './reach.ts';
import { askable, type GrievanceRow, grievanceRows, wasHandledBy } from './rows.ts';
import { grievanceWords } from './words.ts';

export function grievanceLists(
  database: Database,
): Pick<GrievanceStore, 'list' | 'alike' | 'reportedBy' | 'toCall' | 'dueForClock'> {
  const { grievanceOf } = grievanceRows(database);
  const words = grievanceWords(database);
  const found = async (conditions: readonly RawBuilder<SqlBool>[], order: RawBuilder<unknown>, limit: number) => {
    const { rows } = await sql<GrievanceRow>`
      select * from grievance where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit}`.execute(database.db);
    return rows.map(grievanceOf);
  };
  /** SQLite is told by which index: it knows little of how the rows are spread. */
  const byIndex = (index: string) => (database.kind === 'sqlite' && index !== '' ? sql`indexed by ${sql.ref(index)}` : sql``);
  /** Within which numbers cases lie that were received on some days, as far as a page goes; nothing where none can. */
  const numbersOf = async ({ from, to, after, order }: GrievanceFilter): Promise<Numbers | undefined> => {
    const before = after === undefined || order === 'queue' ? undefined : askable(Number(after)) - 1;
    if (from === undefined && to === undefined) return { greatest: before };
    const end = to && beginningOf(dayAfter(to));
    const first = from && firstSince(beginningOf(from));
    const { rows } = await sql<{ first: number | null; last: number | null }>`
      select ${first ?? sql`0`} as first, ${end === undefined ? sql`0` : lastBefore(end)} as last`.execute(database.db);
    const { first: least, last } = rows[0] ?? { first: null, last: null };
    if (least === null || last === null) return undefined;
    const ends = [before, end === undefined ? undefined : last].filter(one => one !== undefined);
    return { least: from && least, greatest: ends.length > 0 ? Math.min(...ends) : undefined };
  };
  return {
    async list(reaches, filter) {
      const numbers = await numbersOf(filter);
      if (!numbers) return [];
      const areFew = filter.settlement !== undefined || reaches.scopes.every(({ kind }) => kind === 'settlement');
      const having = await words.have(filter.words ?? [], { ...numbers, areFew });
      const among = [withinReach(reaches), ...narrowing(filter, numbers), having];
      const order = filter.order === 'queue' ? QUEUE_ORDER : NEWEST;
      const { states = [], limit } = filter;
      const isOpen = states.length > 0 && states.every(state => OPEN.includes(state));
      const piece = (index: string, conditions: readonly RawBuilder<SqlBool>[]) =>
        sql`select number from (select number from grievance ${byIndex(index)}
          where ${sql.join([...conditions, ...among], sql` and `)} order by ${order} limit ${limit}) as piece`;
      // Indexes alone say which have the words: the others are not read.
      if (filter.words?.length) return found([sql`number in (${piece('', [])})`], order, limit);
      if (!isOpen || isNarrow(reaches, filter)) return found(among, order, limit);
      // What is open is little beside what ended: it is gone through by itself, in its order.
      const pieces =
        filter.order === 'queue'
          ? [
              ...(states.some(state => QUEUED.includes(state)) ? [piece('', [IS_QUEUED])] : []),
              ...states
                .filter(state => !QUEUED.includes(state))
                .map(state => piece('grievance_held', [IS_HELD, sql`state = ${sql.lit(state)}`])),
            ]
          : [piece(isLate(filter) ? 'grievance_late_open' : 'grievance_open', [IS_OPEN])];
      return found([sql`number in (${sql.join(pieces, sql` union all `)})`], order, limit);
    },

    alike: (settlement, kind, limit) =>
      found([sql`settlement = ${settlement}`, sql`kind = ${kind}`, sql`state in ${anyOf(OPEN)}`], NEWEST, limit),

    reportedBy: ({ channel, account, person }, limit) =>
      found([sql`channel = ${channel}`, sql`account = ${account}`, sql`person = ${person}`], NEWEST, limit),

    async toCall(reaches, actor, limit) {
      const called = sql`${withinReach(reaches)} and not ${wasHandledBy(actor)}`;
      const inTurn = ['calling-back', 'answered'].map(
        (state, turn) => sql`select * from (select grievance.*, ${sql.lit(turn)} as turn from grievance
          where state = ${sql.lit(state)} and ${called} order by answered_at, number limit ${limit}) as one`,
      );
      const { rows } = await sql<GrievanceRow>`
        select * from (${sql.join(inTurn, sql` union all `)}) as found order by turn, answered_at, number limit ${limit}`.execute(
        database.db,
      );
      return rows.map(grievanceOf);
    },

    async dueForClock(now, limit) {
      const at = now.toISOString();
      const due = [
        sql`select number, lease_until as since from grievance where lease_until <= ${at} order by lease_until limit ${limit}`,
        sql`select number, alarm_at as since from grievance where alarm_at <= ${at} order by alarm_at limit ${limit}`,
        sql`select number, due_at as since from grievance inner join handler on handler.actor = grievance.holder
          where handler.away_until > ${at} and state = 'working' order by due_at limit ${limit}`,
      ].map(one => sql`select number, since from (${one}) as one`);
      const { rows } = await sql<GrievanceRow>`
        select grievance.* from grievance inner join
          (select number, min(since) as since from (${sql.join(due, sql` union all `)}) as found group by number) as due
          on due.number = grievance.number
        order by due.since, grievance.number limit ${limit}`.execute(database.db);
      return rows.map(grievanceOf);
    },
  };
}

const NEWEST = sql`number desc`;
/** As the indexes of what is open say it. */
const IS_OPEN = sql<SqlBool>`state in ${anyOf(OPEN)}`;
const IS_HELD = sql<SqlBool>`state in ${anyOf(OPEN.filter(state => !QUEUED.includes(state)))}`;

/** Whether another index than those of what is open leaves fewer to go through. */
const isNarrow = ({ scopes }: Reaches, { settlement, holder, words = [] }: GrievanceFilter): boolean =>
  settlement !== undefined || holder !== undefined || words.length > 0 || scopes.every(({ kind }) => kind === 'settlement');

/** Whether only those are looked for of which supervisors were told. */
const isLate = ({ alarm }: GrievanceFilter): boolean => alarm === 'supervisor' || alarm === 'county';

/** Cases are numbered as they come in; who comes at the same time may be changed for each other, as far as this. */
const NEIGHBOURS = 1000;

/** From which number to which, both included. */
interface Numbers {
  readonly least?: number | undefined;
  readonly greatest?: number | undefined;
}

const firstSince = (instant: string) => sql`(select min(number) from (
  select number from grievance where received_at >= ${instant} order by received_at limit ${sql.lit(NEIGHBOURS)}) as first)`;
const lastBefore = (instant: string) => sql`(select max(number) from (
  select number from grievance where received_at < ${instant} order by received_at desc limit ${sql.lit(NEIGHBOURS)}) as last)`;

/** What a filter asks for, apart from words. */
function* narrowing(filter: GrievanceFilter, { least, greatest }: Numbers): Generator<RawBuilder<SqlBool>> {
  const { states, kinds, units, settlement, holder, alarm, from, to, after, order } = filter;
  if (states) yield oneOf('state', states);
  if (kinds) yield oneOf('kind', kinds);
  if (units) yield oneOf('unit', units);
  if (settlement !== undefined) yield sql`settlement = ${settlement}`;
  if (holder !== undefined) yield sql`holder = ${holder}`;
  if (alarm !== undefined) yield sql`alarm >= ${ALARMS.indexOf(alarm)}`;
  // An index of some of the rows is used where what it asks for stands in the statement.
  if (isLate(filter)) yield sql`alarm >= 2`;
  if (from !== undefined) yield sql`received_at >= ${beginningOf(from)}`;
  if (to !== undefined) yield sql`received_at < ${beginningOf(dayAfter(to))}`;
  if (least !== undefined) yield sql`number >= ${least}`;
  if (greatest !== undefined) yield sql`number <= ${greatest}`;
  if (filter.isUndecided) yield sql`undecided = 1`;
  // A page of the newest ends with its greatest number.
  if (after !== undefined && order === 'queue')
    yield sql`(${QUEUE_ORDER}) > (select ${QUEUE_ORDER} from grievance where number = ${askable(Number(after))})`;
}
