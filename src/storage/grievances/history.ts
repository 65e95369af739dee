/**
 * Numbers of cases, what was done with each of them, and the anchors of each day.
 */
import { sql } from 'kysely';
import { type Entry, NO_HEAD, type Payload } from '../../grievance/history.ts';
import { numberAt, sequenceOf } from '../../grievance/number.ts';
import type { Anchor, HistoryStore } from '../../grievance/store.ts';
import { type Day, dayAfter, dayAt } from '../../shared/calendar.ts';
import type { Database } from '../database.ts';
import { createKeptQueries, slot } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { askable } from './rows.ts';

/** When a day of Asia/Shanghai begins. */
export const beginningOf = (day: Day): string => new Date(`${day}T00:00:00+08:00`).toISOString();

/** How links are sealed. */
const payloadOf = ({ sealer }: Pick<Database, 'sealer'>) => sealedDocument<Payload>(sealer, 'case_link.payload');

/** A link as a row. */
export function linkRowOf(database: Pick<Database, 'sealer'>) {
  const sealed = payloadOf(database);
  return ({ case: number, by, payload, ...link }: Entry) => ({
    ...link,
    case_number: number,
    by_actor: by,
    payload: payload ? sealed.seal(payload) : null,
  });
}

export function historyStore(database: Database): HistoryStore {
  const payload = payloadOf(database);
  const toRow = linkRowOf(database);
  const links = () => database.db.selectFrom('case_link');
  const appended = createKeptQueries();
  const written = () =>
    database.db
      .insertInto('case_link')
      .values({
        case_number: slot('case_number'),
        seq: slot('seq'),
        before: slot('before'),
        by_actor: slot('by_actor'),
        action: slot('action'),
        at: slot('at'),
        digest: slot('digest'),
        hash: slot('hash'),
        payload: slot('payload'),
      })
      .modifyEnd(sql.raw(KEPT_READY));
  return {
    async newNumber() {
      const { id } = await database.db.insertInto('case_number').defaultValues().returning('id').executeTakeFirstOrThrow();
      return numberAt(id);
    },

    async head(number) {
      const head = await links()
        .select(['seq', 'hash'])
        .where('case_number', '=', askable(number))
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return head ?? NO_HEAD;
    },

    async append(entry) {
      await appended.run(database.db, 'append', written, toRow(entry));
    },

    async entries(number) {
      const rows = await links().selectAll().where('case_number', '=', askable(number)).orderBy('seq').execute();
      return rows.map(
        (row): Entry => ({
          case: row.case_number,
          seq: row.seq,
          before: row.before,
          by: row.by_actor,
          action: row.action,
          at: row.at,
          digest: row.digest,
          hash: row.hash,
          ...(row.payload === null ? {} : { payload: payload.open(row.payload) }),
        }),
      );
    },

    async numbers(after, limit) {
      const rows = await database.db
        .selectFrom('case_number')
        .select('id')
        .where('id', '>', sequenceOf(after))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => numberAt(id));
    },

    async headsOf(day) {
      const within = sql`at >= ${beginningOf(day)} and at < ${beginningOf(dayAfter(day))}`;
      const { rows } = await sql<{ case: number; seq: number; hash: string }>`
        select case_link.case_number as "case", case_link.seq, case_link.hash
        from (select case_number, max(seq) as seq from case_link where ${within} group by case_number) last
        inner join case_link on case_link.case_number = last.case_number and case_link.seq = last.seq
        order by case_link.case_number`.execute(database.db);
      return rows;
    },

    async anchor({ day, cases, hash, at }) {
      await database.db.insertInto('case_anchor').values({ day, cases, hash, at: at.toISOString() }).execute();
    },

    async anchors() {
      const rows = await database.db.selectFrom('case_anchor').selectAll().orderBy('day').execute();
      return rows.map(({ day, cases, hash, at }): Anchor => ({ day: day as Day, cases, hash, at: new Date(at) }));
    },

    async firstDay() {
      const first = await links().select('at').orderBy('at').limit(1).executeTakeFirst();
      return first && dayAt(new Date(first.at));
    },

    async erasePayloads(number) {
      await database.db.updateTable('case_link').set({ payload: null }).where('case_number', '=', askable(number)).execute();
    },
  };
}
