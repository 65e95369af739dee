/**
 * The queue: who is given the next one has it alone, whoever else asks at the same time.
 */
import { type RawBuilder, sql } from 'kysely';
import { NO_HEAD } from '../../grievance/history.ts';
import type { GrievanceStore, Reaches } from '../../grievance/store.ts';
import type { Database } from '../database.ts';
import { createKeptQueries } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import { IS_QUEUED, partsOf, withinReach } from './reach.ts';
import { type GrievanceRow, grievanceRows } from './rows.ts';

/** The most urgent ones first: the last column tells any two apart. */
export const QUEUE_ORDER = sql`due_at, rank, number`;

/** A row that waits, and where its chain ends. */
type WaitingRow = GrievanceRow & { readonly head: string | null };

export function queueStore(database: Database): Pick<GrievanceStore, 'nextWaiting' | 'countQueued'> {
  const { grievanceOf } = grievanceRows(database);
  const kept = createKeptQueries<WaitingRow>();
  const first = database.kind === 'postgres' ? firstFree : firstOfAll;

  return {
    async nextWaiting(reaches) {
      const parts = partsOf(reaches);
      if (parts.length === 0) return undefined;
      const compile = () => sql`${first(parts)} ${sql.raw(KEPT_READY)}`.compile(database.db);
      const { rows } = await kept.run(database.db, JSON.stringify(parts), () => ({ compile }), {});
      const [row] = rows;
      return row && { grievance: grievanceOf(row), head: headOf(row.head) };
    },

    async countQueued(reaches) {
      const { rows } = await sql<{ waiting: number }>`
        select count(*) as waiting from grievance where ${IS_QUEUED} and ${withinReach(reaches)}`.execute(database.db);
      return rows[0]?.waiting ?? 0;
    },
  };
}

const HEAD = sql`(select seq || ' ' || hash from case_link where case_number = grievance.number order by seq desc limit 1) as head`;

/** The first that wait in a part, as an index has them. */
const firstsOf = (part: Reaches, most: number): RawBuilder<unknown> => sql`select * from (
  select due_at, rank, number from grievance where ${IS_QUEUED} and ${withinReach(part)} order by ${QUEUE_ORDER} limit ${sql.lit(most)}) as part`;
const merged = (parts: readonly Reaches[], most: number) =>
  sql.join(
    parts.map(part => firstsOf(part, most)),
    sql` union all `,
  );

/** More than ever take one at the same time: among so many one is free. */
const MOST_AT_ONCE = 128;

/**
 * What somebody else is just taking is passed over, not waited for: the parts are merged as far as one comes that is free. Whether it still waits
 * within reach is asked of the row itself, as it is when it is locked; `case`, for no index is of use there.
 */
function firstFree(parts: readonly Reaches[]): RawBuilder<unknown> {
  const [only] = parts;
  if (only && parts.length === 1)
    return sql`select grievance.*, ${HEAD} from grievance where ${IS_QUEUED} and ${withinReach(only)}
      order by ${QUEUE_ORDER} limit 1 for update skip locked`;
  return sql`select grievance.*, ${HEAD} from (${merged(parts, MOST_AT_ONCE)}) as waiting
    inner join grievance on grievance.number = waiting.number
    where case when ${IS_QUEUED} and (${sql.join(parts.map(withinReach), sql` or `)}) then true end
    order by waiting.due_at, waiting.rank, waiting.number limit 1 for update of grievance skip locked`;
}

/** Who writes to SQLite writes alone: the first one is free. */
const firstOfAll = (parts: readonly Reaches[]): RawBuilder<unknown> => sql`select grievance.*, ${HEAD} from grievance
  where number = (select number from (${merged(parts, 1)}) as waiting order by ${QUEUE_ORDER} limit 1)`;

function headOf(text: string | null) {
  const [seq = '', hash = ''] = text?.split(' ') ?? [];
  return seq === '' ? NO_HEAD : { seq: Number(seq), hash };
}
