/**
 * Deletes what has been kept long enough.
 */
import { type RawBuilder, sql } from 'kysely';
import { type ByKind, RETENTION_KINDS } from '../operations/retention.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Rows of a table that have served before an instant. */
interface Served {
  readonly table: keyof Tables;
  readonly before: (instant: string) => RawBuilder<unknown>;
}

/** Bulletins that nothing more comes of. */
const over = (instant: string): RawBuilder<unknown> =>
  sql`at < ${instant} and coalesce(start_at, at) < ${instant} and state not in ('scheduled', 'sending', 'paused', 'repeating')`;

/** What belongs to each kind, in the order in which it goes. */
const SERVED: ByKind<readonly Served[]> = {
  audit: [{ table: 'audit', before: at => sql`at < ${at}` }],
  imports: [
    {
      table: 'household_before',
      before: at => sql`import in (select id from household_import where at < ${at} and state <> 'running')`,
    },
  ],
  reports: [{ table: 'household_import', before: at => sql`at < ${at} and state <> 'running'` }],
  codes: [{ table: 'code', before: at => sql`coalesce(used_at, expires_at) < ${at}` }],
  tokens: [{ table: 'token', before: at => sql`coalesce(revoked_at, expires_at) < ${at}` }],
  requests: [{ table: 'once', before: at => sql`at < ${at}` }],
  questions: [
    { table: 'inquiry', before: at => sql`answer in (select id from inquiry_answer where answered_at < ${at})` },
    {
      table: 'inquiry_answer',
      before: at => sql`answered_at < ${at} and not exists (select 1 from inquiry where answer = inquiry_answer.id)`,
    },
  ],
  deliveries: [{ table: 'delivery', before: at => sql`ended_at < ${at} and target is null` }],
  bulletins: [
    { table: 'delivery', before: at => sql`ended_at < ${at} and target is not null` },
    { table: 'receipt', before: at => sql`bulletin in (select id from bulletin where ${over(at)})` },
    { table: 'bulletin_watch', before: at => sql`bulletin in (select id from bulletin where ${over(at)})` },
    { table: 'delivery_halt', before: at => sql`at < ${at}` },
    { table: 'bulletin', before: over },
  ],
  postings: [
    { table: 'posting', before: at => sql`valid_until < ${at} and added_at < ${at}` },
    { table: 'posting_import', before: at => sql`at < ${at}` },
  ],
  wishes: [{ table: 'job_wish', before: at => sql`updated_at < ${at}` }],
  placements: [
    { table: 'placement', before: at => sql`updated_at < ${at}` },
    { table: 'training_signup', before: at => sql`training in (select id from training where closes_on < ${at})` },
    { table: 'training', before: at => sql`closes_on < ${at} and at < ${at}` },
  ],
  attachments: [{ table: 'attachment', before: at => sql`at < ${at} and case_number is null` }],
  information: [{ table: 'local_info', before: at => sql`ended_at < ${at}` }],
  webhooks: [
    { table: 'webhook_call', before: at => sql`at < ${at} and due_at is null` },
    {
      table: 'webhook',
      before: at => sql`ended_at < ${at} and not exists (select 1 from webhook_call where webhook = webhook.id)`,
    },
  ],
};

/** Deletes by kind. */
export interface RetentionStore {
  /** Deletes what has served before the instant of its kind. @returns how many rows of each kind */
  forget(before: ByKind<Date>): Promise<ByKind<number>>;
}

/** @param database closing it is the caller's business */
export function createRetention(database: Database): RetentionStore {
  return {
    async forget(before) {
      const counts = await database.transact(() =>
        byKind(async kind => {
          let rows = 0;
          for (const served of SERVED[kind]) {
            const { numAffectedRows = 0n } = await sql`
              delete from ${sql.table(served.table)} where ${served.before(before[kind].toISOString())}`.execute(database.db);
            rows += Number(numAffectedRows);
          }
          return rows;
        }),
      );
      await database.wipe();
      return counts;
    },
  };
}

/** How many rows of each kind have served before the instant and are still there. */
export const countServed = ({ db }: Pick<Database, 'db'>, before: ByKind<Date>): Promise<ByKind<number>> =>
  byKind(async kind => {
    let rows = 0;
    for (const { table, before: served } of SERVED[kind]) {
      const found = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(table)} where ${served(before[kind].toISOString())}`.execute(db);
      rows += found.rows[0]?.n ?? 0;
    }
    return rows;
  });

/** One kind after the other. */
async function byKind(count: (kind: (typeof RETENTION_KINDS)[number]) => Promise<number>): Promise<ByKind<number>> {
  const counts: [string, number][] = [];
  for (const kind of RETENTION_KINDS) counts.push([kind, await count(kind)]);
  return Object.fromEntries(counts) as unknown as ByKind<number>;
}
