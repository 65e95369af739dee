/**
 * What grievances are found by: a digest of each word, and the sealed word that it is made from, so that a new key can make it anew.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../database.ts';
import { digestColumn } from '../sealing/columns.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';

const COLUMN = digestColumn('grievance_word', 'digest');

/** A word that is in so many is not what to begin with: the newest ones soon show enough that have it. */
const FREQUENT = 5000;
/** The same where few cases are gone through otherwise. */
const FREQUENT_AMONG_FEW = 500;

/** Among which cases words are looked for. */
export interface Among {
  /** Numbers within which the case lies. */
  readonly least?: number | undefined;
  readonly greatest?: number | undefined;
  /** Whether other conditions leave few, as those of one settlement are. */
  readonly areFew: boolean;
}

/** The words of grievances. */
export interface GrievanceWords {
  add(grievance: number, words: readonly string[]): Promise<void>;
  /** Whether all of the words are in a grievance. */
  have(words: readonly string[], among: Among): Promise<RawBuilder<SqlBool>>;
}

export function grievanceWords(database: Database): GrievanceWords {
  const { sealer } = database;
  const value = sealedText(sealer, 'grievance_word.value');
  return {
    async add(grievance, words) {
      const distinct = [...new Set(words.map(storable))].filter(word => word !== '');
      if (distinct.length === 0) return;
      await database.db
        .insertInto('grievance_word')
        .values(distinct.map(word => ({ grievance, digest: sealer.digest(COLUMN, word), value: value.seal(word) })))
        .execute();
    },

    async have(words, { least, greatest, areFew }) {
      const distinct = [...new Set(words.map(storable))].filter(word => word !== '');
      if (distinct.length === 0) return sql<SqlBool>`1 = 1`;
      const among = distinct.map(word => sql`digest in (${sql.join(sealer.digests(COLUMN, word))})`);
      const counts = among.map(
        (one, i) =>
          sql`select ${sql.lit(i)} as word, count(*) as times from (select 1 from grievance_word where ${one} limit ${sql.lit(FREQUENT)}) as found`,
      );
      const { rows } = await sql<{ word: number; times: number }>`${sql.join(counts, sql` union all `)} order by times`.execute(
        database.db,
      );
      const within = [
        ...(least === undefined ? [] : [sql`grievance >= ${least}`]),
        ...(greatest === undefined ? [] : [sql`grievance <= ${greatest}`]),
      ];
      // PostgreSQL reads of a list as much as it needs, SQLite all of it.
      const most = areFew ? FREQUENT_AMONG_FEW : database.kind === 'postgres' ? Number.POSITIVE_INFINITY : FREQUENT;
      const [rarest, ...others] = rows;
      if (!rarest || rarest.times >= most)
        // `offset` keeps PostgreSQL from reading all that have a word: it is looked into for each case.
        return all(
          rows.map(
            ({ word }) =>
              sql`exists (select 1 from grievance_word where grievance = grievance.number and ${among[word]} limit 1 offset 0)`,
          ),
        );
      // What has the rarest word is gone through, beside what has the others.
      const withOther = ({ word }: { readonly word: number }) =>
        sql`exists (select 1 from grievance_word where grievance = rare.grievance and ${all([among[word], ...within])})`;
      const each = [among[rarest.word], ...within, ...others.map(withOther)];
      return sql<SqlBool>`number in (select grievance from grievance_word as rare where ${all(each)})`;
    },
  };
}

const all = (conditions: readonly unknown[]): RawBuilder<SqlBool> => sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
