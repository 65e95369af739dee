/**
 * Schemas of PostgreSQL with all our tables. To make one takes the server a second, to empty it a moment: one whose test is over is given to the next
 * as it was when it was new.
 */
import { rmSync } from 'node:fs';
import pg from 'pg';
import { once } from '../../src/shared/once.ts';

/** Every schema of a run of the tests begins so, whichever process made it: what is left when the run is over goes with it. */
export const schemasOf = (run: string | number): string => `anjia_${run}_`;
const PREFIX = schemasOf(process.env['ANJIA_TEST_RUN'] ?? process.pid);

/** A schema that is not in use, and the folder with its keys. */
export interface KeptSchema {
  readonly schema: string;
  readonly dataDir: string;
  /** What its tables were like. */
  readonly shape: string;
  /** The rows that were in it when it was new, by their table. */
  readonly rows: ReadonlyMap<string, string>;
}

/** The server, and the schemas that are ready to be used. */
export interface Schemas {
  /** An empty one, without tables. @returns its name */
  create(): Promise<string>;
  drop(schema: string): Promise<void>;
  /** Remembers what a new schema is like. @param dataDir the folder with its keys */
  asNew(schema: string, dataDir: string): Promise<KeptSchema>;
  /** Takes one that is ready. */
  take(): KeptSchema | undefined;
  /** Gives one back: empties it, or drops it where it is no longer what it was. */
  giveBack(kept: KeptSchema): Promise<void>;
}

/** @param url of the server */
export function createSchemas(url: string): Schemas {
  const pool = once(() => new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true, options: '-c lock_timeout=10s' }));
  const ask = async (sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, string>[]> =>
    (await pool().query<Record<string, string>>(sql, [...values])).rows;
  const ready: KeptSchema[] = [];
  let made = 0;

  const rowsOf = async (schema: string, table: string): Promise<string> =>
    (await ask(`SELECT coalesce(json_agg(t ORDER BY t::text), '[]')::text AS rows FROM ${schema}."${table}" t`))[0]!['rows']!;
  const tablesOf = async (schema: string): Promise<readonly string[]> =>
    (await ask('SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1', [schema])).map(({ name }) => name!);
  const filled = async (schema: string): Promise<readonly string[]> => {
    const each = (await tablesOf(schema)).map(name => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${schema}."${name}")`);
    return (await ask(each.join(' UNION ALL '))).map(({ name }) => name!);
  };
  const shapeOf = async (schema: string): Promise<string> =>
    (
      await ask(
        `SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY c.relname, a.attnum)) AS shape
         FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = $1::regnamespace`,
        [schema],
      )
    )[0]!['shape']!;
  const emptied = async ({ schema, rows, shape }: KeptSchema): Promise<void> => {
    if ((await shapeOf(schema)) !== shape) throw new Error(`${schema} has other tables than it had`);
    const used = (await filled(schema)).filter(table => !rows.has(table));
    if (used.length > 0) await ask(`TRUNCATE ${used.map(table => `${schema}."${table}"`).join()} CASCADE`);
    await ask(
      `SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
       WHERE schemaname = $1 AND last_value IS NOT NULL`,
      [schema],
    );
    for (const [table, before] of rows) {
      if ((await rowsOf(schema, table)) === before) continue;
      const name = `${schema}."${table}"`;
      await ask(`DELETE FROM ${name}`);
      await ask(`INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, $1)`, [before]);
    }
  };

  const schemas: Schemas = {
    async create() {
      const schema = `${PREFIX}${process.pid}_${Date.now()}_${++made}`;
      await ask(`CREATE SCHEMA ${schema}`);
      return schema;
    },
    async drop(schema) {
      await ask(`DROP SCHEMA ${schema} CASCADE`);
    },
    async asNew(schema, dataDir) {
      const rows = new Map<string, string>();
      for (const table of await filled(schema)) rows.set(table, await rowsOf(schema, table));
      return { schema, dataDir, shape: await shapeOf(schema), rows };
    },
    take: () => ready.pop(),
    async giveBack(kept) {
      try {
        await emptied(kept);
        ready.push(kept);
      } catch {
        await schemas.drop(kept.schema);
        rmSync(kept.dataDir, { recursive: true, force: true });
      }
    },
  };
  return schemas;
}
