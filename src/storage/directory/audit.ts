/**
 * The record of what was done, looked at and refused.
 */
import { type Selectable, sql } from 'kysely';
import type { Actor, AuditEntry } from '../../directory/model.ts';
import type { Scope } from '../../directory/scope.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { within } from './listing.ts';

export const auditStore = (database: Database): DirectoryStore['audit'] => ({
  async add({ at, actor, via, action, subject, place, outcome, reason }) {
    await database.db
      .insertInto('audit')
      .values({
        at,
        actor: storable(actor),
        via,
        action,
        subject: orNull(subject),
        place: orNull(place),
        outcome,
        reason: orNull(reason),
      })
      .execute();
  },

  async list({ actor, subject, action, scopes, after, limit }) {
    const before = after === undefined ? LAST : Number(after);
    if (!Number.isInteger(before)) return [];
    const rows = await database.db
      .selectFrom('audit')
      .selectAll()
      .where('id', '<', Math.max(0, Math.min(before, LAST)))
      .$if(actor !== undefined, query => query.where('actor', '=', storable(actor ?? '')))
      .$if(subject !== undefined, query => query.where('subject', '=', storable(subject ?? '')))
      .$if(action !== undefined, query => query.where('action', '=', storable(action ?? '')))
      .$if(!scopes.some(({ kind }) => kind === 'all'), query => query.where('place', 'in', placesWithin(scopes, database)))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(entryOf);
  },

  async refusals(actor, action, since) {
    const { count } = await database.db
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('actor', '=', storable(actor))
      .where('action', '=', action)
      .where('at', '>=', since.toISOString())
      .where('outcome', '!=', 'done')
      .executeTakeFirstOrThrow();
    return count;
  },
});

/** The highest number that an integer column holds. */
const LAST = 2 ** 31 - 1;

const orNull = (text: string | undefined): string | null => (text === undefined ? null : storable(text));

/** The settlements within the scopes as entries name them: `formatScope` writes them so. */
const placesWithin = (scopes: readonly Scope[], { db }: Database) =>
  db.selectFrom('settlement').select(sql<string>`'settlement:' || settlement.id`.as('place')).where(within(scopes));

const entryOf = ({ subject, place, reason, via, ...row }: Selectable<Tables['audit']>): AuditEntry => ({
  ...row,
  via: via as Actor['via'],
  subject: subject ?? undefined,
  place: place ?? undefined,
  reason: reason ?? undefined,
});
