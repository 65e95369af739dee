/**
 * A chat gets another id on its platform: it is the same chat wherever it is known.
 */
import { sql } from 'kysely';
import type { AccountKey } from '../delivery/store.ts';
import type { Database } from './database.ts';

/** Tables that name a chat by its id; what would stand twice after the move stays as the new id has it. */
const NAMED = [
  { table: 'message', unique: [] },
  { table: 'inquiry', unique: [] },
  { table: 'delivery', unique: ['origin', 'person'] },
  { table: 'bulletin_watch', unique: ['bulletin', 'person'] },
  { table: 'receipt', unique: [] },
  { table: 'job_wish', unique: [] },
  { table: 'placement', unique: [] },
  { table: 'training_signup', unique: [] },
  { table: 'grievance', unique: [] },
  { table: 'grievance_supporter', unique: [] },
  { table: 'hardship', unique: [] },
  { table: 'chat_group', unique: [''] },
  { table: 'chat', unique: [''] },
] as const;

/** @param at when it was moved */
export const moveChat = (
  database: Database,
  { channel, account }: AccountKey,
  from: string,
  to: string,
  at: Date,
): Promise<void> =>
  database.transact(async () => {
    const { db } = database;
    const there = (table: string, chat: string) =>
      sql`${sql.ref(`${table}.channel`)} = ${channel} and ${sql.ref(`${table}.account`)} = ${account} and ${sql.ref(`${table}.chat`)} = ${chat}`;
    for (const { table, unique } of NAMED) {
      if (unique.length > 0) {
        const same = unique.map(column =>
          column === '' ? sql`true` : sql`other.${sql.ref(column)} = ${sql.ref(`${table}.${column}`)}`,
        );
        const twice = sql`exists (select 1 from ${sql.table(table)} as other where ${there('other', to)} and ${sql.join(same, sql` and `)})`;
        await sql`delete from ${sql.table(table)} where ${there(table, from)} and ${twice}`.execute(db);
      }
      await sql`update ${sql.table(table)} set chat = ${to} where ${there(table, from)}`.execute(db);
    }
    await db
      .insertInto('chat')
      .values({ channel, account, chat: to, kind: 'group', since: at.toISOString() })
      .onConflict(conflict => conflict.columns(['channel', 'account', 'chat']).doUpdateSet({ closed: null, hold_until: null }))
      .execute();
    const beginning = JSON.stringify([channel, account, from]).slice(0, -1);
    const sessions = await db
      .selectFrom('session')
      .select('key')
      .where(({ eb, fn, val }) => eb(fn('substr', ['key', val(1), val(beginning.length + 1)]), '=', `${beginning},`))
      .execute();
    for (const { key } of sessions) {
      const moved = JSON.stringify((JSON.parse(key) as string[]).with(2, to));
      const taken = await db.selectFrom('session').select('key').where('key', '=', moved).executeTakeFirst();
      if (taken) await db.deleteFrom('session').where('key', '=', key).execute();
      else await db.updateTable('session').set({ key: moved }).where('key', '=', key).execute();
    }
  });
