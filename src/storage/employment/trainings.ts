/**
 * Trainings, and who signed up for them.
 */
import type { Selectable } from 'kysely';
import type { Address } from '../../delivery/store.ts';
import type { Training } from '../../employment/model.ts';
import type { EmploymentStore, KeptSignup, Signup, SignupState } from '../../employment/store.ts';
import type { Day } from '../../shared/calendar.ts';
import type { SettlementId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { startOf } from '../directory/listing.ts';
import { putVersion } from '../put-version.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import type { Tables } from '../tables.ts';
import { addressOf } from './addressed.ts';
import { belongsOf, placeColumns, placedWithin } from './placed.ts';

export function trainingStore(database: Database): EmploymentStore['trainings'] {
  const record = sealedDocument<Training['record']>(database.sealer, 'training.record');
  const words = sealedDocument<Signup['record']>(database.sealer, 'training_signup.record');
  const trainingOf = (row: Selectable<Tables['training']>): Training => ({
    id: row.id,
    of: belongsOf(row),
    state: row.state as Training['state'],
    record: record.open(row.record),
    closesOn: row.closes_on as Day,
    version: row.version,
  });
  const signupOf = (row: Selectable<Tables['training_signup']>): KeptSignup => ({
    number: row.id,
    training: row.training,
    to: addressOf(row),
    settlement: (row.settlement ?? undefined) as SettlementId | undefined,
    household: row.household ?? undefined,
    member: row.member ?? undefined,
    record: words.open(row.record),
    state: row.state as SignupState,
    at: new Date(row.at),
  });
  const signups = () => database.db.selectFrom('training_signup').selectAll().orderBy('id');
  return {
    async get(id) {
      const row = await database.db.selectFrom('training').selectAll().where('id', '=', id).executeTakeFirst();
      return row && trainingOf(row);
    },

    async put({ id, of, state, record: content, closesOn, version }, at) {
      const row = {
        id,
        ...placeColumns(of),
        state,
        record: record.seal(content),
        closes_on: closesOn,
        at: at.toISOString(),
        version,
      };
      return putVersion(database.db, 'training', row);
    },

    async list({ scopes, states, ...page }) {
      let query = database.db.selectFrom('training').selectAll().where('id', '>', startOf(page));
      if (scopes) query = query.where(placedWithin(scopes));
      if (states) query = query.where('state', 'in', [...states]);
      return (await query.orderBy('id').limit(page.limit).execute()).map(trainingOf);
    },

    async signups(training) {
      return (await signups().where('training', '=', training).execute()).map(signupOf);
    },

    async signupsOf({ channel, account, person }: Omit<Address, 'chat'>) {
      const rows = await signups()
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .execute();
      return rows.map(signupOf);
    },

    // Writing nothing new takes the row's lock on either database.
    async hold(id) {
      await database.db
        .updateTable('training')
        .set(({ ref }) => ({ version: ref('version') }))
        .where('id', '=', id)
        .execute();
    },

    async sign({ training, to, settlement, household, member, record: content, state, at }) {
      const row = {
        chat: to.chat,
        settlement: settlement ?? null,
        household: household ?? null,
        member: member ?? null,
        record: words.seal(content),
        state,
        at: at.toISOString(),
      };
      await database.db
        .insertInto('training_signup')
        .values({ training, ...addressOf(to), ...row })
        .onConflict(conflict => conflict.columns(['training', 'channel', 'account', 'person']).doUpdateSet(row))
        .execute();
    },
  };
}
