/**
 * The store of questions to cadres and of local knowledge, on both databases.
 */
import { type Selectable, sql } from 'kysely';
import type { Address } from '../delivery/store.ts';
import type { Inquiry, InquiryGroup, InquiryStore, LocalInfo } from '../inquiry/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Day } from '../shared/calendar.ts';
import type { RegionId, SettlementId } from '../shared/ids.ts';
import type { Database } from './database.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createInquiryStore(database: Database): InquiryStore {
  const { sealer } = database;
  const inquiryOf = (row: Selectable<Tables['inquiry']>): Inquiry => ({
    number: row.id,
    settlement: row.settlement as SettlementId,
    region: row.region as RegionId,
    topic: sealer.open('inquiry.topic_text', row.topic_text),
    question: sealer.open('inquiry.question', row.question),
    askedAt: new Date(row.asked_at),
    due: row.due as Day,
    asker: { channel: row.channel, account: row.account, chat: row.chat, person: row.person },
    answer: row.answer ?? undefined,
  });
  const infoOf = (row: Selectable<Tables['local_info']>): LocalInfo => ({
    id: row.id,
    settlement: row.settlement as SettlementId,
    topic: sealer.open('local_info.topic', row.topic),
    says: sealer.open('local_info.says', row.says),
    source: sealer.open('local_info.source', row.source),
    recordedBy: row.recorded_by,
    recordedOn: row.recorded_on as Day,
  });
  const askedBy = ({ channel, account, person }: Omit<Address, 'chat'>) =>
    database.db
      .selectFrom('inquiry')
      .selectAll()
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('person', '=', person);

  return {
    async ask({ settlement, region, topic, question, asker, askedAt, due }) {
      const text = storable(topic);
      const { id } = await database.db
        .insertInto('inquiry')
        .values({
          settlement,
          region,
          topic: sealer.digest('inquiry.topic', text),
          topic_text: sealer.seal('inquiry.topic_text', text),
          question: sealer.seal('inquiry.question', storable(question)),
          ...asker,
          asked_at: askedAt.toISOString(),
          due,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async get(number) {
      const row = await database.db.selectFrom('inquiry').selectAll().where('id', '=', number).executeTakeFirst();
      return row && inquiryOf(row);
    },

    async waiting(settlements, limit) {
      if (settlements.length === 0) return [];
      const groups = await database.db
        .selectFrom('inquiry')
        .select(({ fn }) => [
          fn.min('id').as('number'),
          fn.countAll<number>().as('times'),
          fn.min('due').as('due'),
          fn.min('asked_at').as('asked_at'),
        ])
        .where('answer', 'is', null)
        .$if(settlements !== 'all', query => query.where('settlement', 'in', [...settlements]))
        .groupBy(['settlement', 'topic'])
        .orderBy('due')
        .orderBy('number')
        .limit(limit)
        .execute();
      if (groups.length === 0) return [];
      const rows = await database.db
        .selectFrom('inquiry')
        .select(['id', 'settlement', 'question'])
        .where(
          'id',
          'in',
          groups.map(({ number }) => number),
        )
        .execute();
      const first = new Map(rows.map(row => [row.id, row]));
      return groups.flatMap(({ number, times, due, asked_at }): InquiryGroup[] => {
        const row = first.get(number);
        if (!row) return [];
        return [
          {
            number,
            settlement: row.settlement as SettlementId,
            question: sealer.open('inquiry.question', row.question),
            times,
            askedAt: new Date(asked_at),
            due: due as Day,
          },
        ];
      });
    },

    async alike(settlement, topic) {
      const rows = await database.db
        .selectFrom('inquiry')
        .selectAll()
        .where('settlement', '=', settlement)
        .where('topic', 'in', [...sealer.digests('inquiry.topic', storable(topic))])
        .where('answer', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(inquiryOf);
    },

    async answer({ id, settlement, says, by, name, at }, numbers) {
      if (numbers.length === 0) return [];
      // Another answer may be under way: it is waited for, and what it took is left out.
      const taken = await database.db
        .updateTable('inquiry')
        .set({ answer: id })
        .where('id', 'in', [...numbers])
        .where('answer', 'is', null)
        .returning('id')
        .execute();
      if (taken.length === 0) return [];
      await database.db
        .insertInto('inquiry_answer')
        .values({
          id,
          settlement,
          says: sealer.seal('inquiry_answer.says', storable(says)),
          person: by,
          name: sealer.seal('inquiry_answer.name', storable(name)),
          answered_at: at.toISOString(),
        })
        .execute();
      return taken.map(row => row.id);
    },

    async answered(id) {
      const row = await database.db.selectFrom('inquiry_answer').selectAll().where('id', '=', id).executeTakeFirst();
      return (
        row && {
          id,
          settlement: row.settlement as SettlementId,
          says: sealer.open('inquiry_answer.says', row.says),
          by: row.person,
          name: sealer.open('inquiry_answer.name', row.name),
          at: new Date(row.answered_at),
        }
      );
    },

    async unreached(settlements, limit) {
      if (settlements.length === 0) return [];
      const rows = await database.db
        .selectFrom('inquiry')
        .innerJoin('delivery', join =>
          join
            .on('delivery.origin', '=', sql`'inquiry:' || inquiry.id`)
            .onRef('delivery.channel', '=', 'inquiry.channel')
            .onRef('delivery.account', '=', 'inquiry.account')
            .onRef('delivery.person', '=', 'inquiry.person'),
        )
        .selectAll('inquiry')
        .select(['delivery.reason', 'delivery.ended_at'])
        .where('delivery.state', '=', 'failed')
        .$if(settlements !== 'all', query => query.where('inquiry.settlement', 'in', [...settlements]))
        .orderBy('delivery.id')
        .limit(limit)
        .execute();
      return rows.map(({ reason, ended_at, ...row }) => ({
        inquiry: inquiryOf(row),
        reason: (reason ?? undefined) as Reason | undefined,
        at: new Date(ended_at ?? row.asked_at),
      }));
    },

    async of(asker, limit) {
      return (await askedBy(asker).orderBy('id', 'desc').limit(limit).execute()).map(inquiryOf);
    },

    async waitingOf(asker) {
      return (await askedBy(asker).where('answer', 'is', null).orderBy('id').execute()).map(inquiryOf);
    },

    async withdraw(number, { channel, account, person }) {
      const { numDeletedRows } = await database.db
        .deleteFrom('inquiry')
        .where('id', '=', number)
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .where('answer', 'is', null)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async erase({ channel, account, person }) {
      await database.db
        .deleteFrom('inquiry')
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .execute();
    },

    async info(settlement) {
      const rows = await database.db
        .selectFrom('local_info')
        .selectAll()
        .where('settlement', '=', settlement)
        .where('ended_at', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(infoOf);
    },

    async infoOf(id) {
      const row = await database.db
        .selectFrom('local_info')
        .selectAll()
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return row && infoOf(row);
    },

    async addInfo({ id, settlement, topic, says, source, recordedBy, recordedOn }) {
      await database.db
        .insertInto('local_info')
        .values({
          id,
          settlement,
          topic: sealer.seal('local_info.topic', storable(topic)),
          says: sealer.seal('local_info.says', storable(says)),
          source: sealer.seal('local_info.source', storable(source)),
          recorded_by: recordedBy,
          recorded_on: recordedOn,
        })
        .execute();
    },

    async endInfo(id, at) {
      const { numUpdatedRows } = await database.db
        .updateTable('local_info')
        .set({ ended_at: at.toISOString() })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
