/**
 * Replaces a case together with the link that says what was done with it: neither is ever there without the other.
 */
import { type Compilable, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { GrievanceStore, HistoryStore } from '../../grievance/store.ts';
import type { Database } from '../database.ts';
import { createKeptQueries, slot } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import { linkRowOf } from './history.ts';
import { grievanceRows } from './rows.ts';

export function linkedPut(database: Database, { append }: Pick<HistoryStore, 'append'>): Pick<GrievanceStore, 'putLinked'> {
  const { rowOf } = grievanceRows(database);
  const toLinkRow = linkRowOf(database);
  const kept = createKeptQueries();
  const written = (statement: RawBuilder<unknown>) => (): Compilable => ({
    compile: () => sql`${statement} ${sql.raw(KEPT_READY)}`.compile(database.db),
  });

  return {
    async putLinked(grievance, entry) {
      const [row, link] = [rowOf(grievance), toLinkRow(entry)];
      const values = { ...link, ...row, link_at: link.at, last_version: grievance.version - 1 };
      const put = replaced(Object.keys(row));
      // One statement where the database has such.
      if (database.kind === 'postgres')
        return hasChanged(
          await kept.run(database.db, 'both', written(sql`with put as (${put} returning number) ${ADDED}`), values),
        );
      const isPut = hasChanged(await kept.run(database.db, 'put', written(put), values));
      if (isPut) await append(entry);
      return isPut;
    },
  };
}

const hasChanged = ({ numAffectedRows = 0n }: QueryResult<unknown>): boolean => numAffectedRows > 0n;

const replaced = (columns: readonly string[]): RawBuilder<unknown> => sql`
  update grievance set ${sql.join(columns.map(column => sql`${sql.ref(column)} = ${slot(column)}`))}
  where number = ${slot('number')} and version = ${slot('last_version')}
    and not exists (select 1 from case_link where case_number = ${slot('case_number')} and seq = ${slot('seq')})`;

const ADDED = sql`
  insert into case_link (case_number, seq, before, by_actor, action, at, digest, hash, payload)
  select number, cast(${slot('seq')} as integer), ${sql.join(
    ['before', 'by_actor', 'action', 'link_at', 'digest', 'hash', 'payload'].map(name => sql`cast(${slot(name)} as text)`),
  )} from put`;
