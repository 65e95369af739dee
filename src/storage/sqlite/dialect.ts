/**
 * Kysely on node-sqlite3. The one connection belongs to one caller at a time, since node-sqlite3 would run other callers' statements inside
 * somebody's transaction.
 */
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import sqlite3 from 'sqlite3';

/** @param file path of the database file, or `:memory:` */
export const sqliteDialect = (file: string): Dialect => ({
  createAdapter: () => new TransactionalAdapter(),
  createDriver: () => new SqliteDriver(file),
  createIntrospector: db => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** Patience first: the other settings may have to wait for another process. */
const SETTINGS = [
  'PRAGMA busy_timeout = 5000',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  // What is deleted or blanked leaves no trace in the file, once the log is folded into it.
  'PRAGMA secure_delete = ON',
];

/** SQLite takes back changes of the schema too: a step of it is taken whole or not at all. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #file: string;
  #connection: SqliteConnection | undefined;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    const database = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened = new sqlite3.Database(this.#file, error => (error ? reject(error) : resolve(opened)));
    });
    this.#connection = new SqliteConnection(database);
    for (const setting of SETTINGS) await set(this.#connection, setting);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    let release = () => {};
    this.#free = new Promise(resolve => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('BEGIN IMMEDIATE'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
  }

  async destroy(): Promise<void> {
    await this.#connection?.close();
  }
}

/** Going over to WAL needs the file for itself and does not wait for it as other statements do: programs that start together try again. */
async function set(connection: SqliteConnection, setting: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await connection.executeQuery(CompiledQuery.raw(setting));
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_BUSY' || tries === TRIES) throw error;
      await setTimeout(TRY_AGAIN_MS);
    }
  }
}
const TRIES = 10;
const TRY_AGAIN_MS = 100;

/** So many statements are kept ready. */
const MOST_READY = 200;

class SqliteConnection implements DatabaseConnection {
  readonly #database: sqlite3.Database;
  /** Statements that were compiled before, the last used one last. */
  readonly #ready = new Map<string, sqlite3.Statement>();

  constructor(database: sqlite3.Database) {
    this.#database = database;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = await this.#compiled(sql);
    const returnsRows = /^\s*(select|pragma|with)\b|\breturning\b/i.test(sql);
    return new Promise((resolve, reject) => {
      if (returnsRows) {
        statement.all<Row>(parameters, (error, rows) => (error ? reject(error) : resolve({ rows })));
        return;
      }
      statement.run(parameters, function (error) {
        if (error) reject(error);
        else resolve({ rows: [], numAffectedRows: BigInt(this.changes), insertId: BigInt(this.lastID) });
      });
    });
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('node-sqlite3 does not stream');
  }

  async close(): Promise<void> {
    for (const statement of this.#ready.values()) await finalized(statement);
    await new Promise<void>((resolve, reject) => this.#database.close(error => (error ? reject(error) : resolve())));
  }

  /** The statement, compiled now or before; the one that was not used for longest makes room. */
  async #compiled(sql: string): Promise<sqlite3.Statement> {
    const statement = this.#ready.get(sql) ?? (await prepared(this.#database, sql));
    this.#ready.delete(sql);
    this.#ready.set(sql, statement);
    if (this.#ready.size > MOST_READY) {
      const [[oldest, unused] = []] = this.#ready;
      if (oldest !== undefined && unused) {
        this.#ready.delete(oldest);
        await finalized(unused);
      }
    }
    return statement;
  }
}

const prepared = (database: sqlite3.Database, sql: string): Promise<sqlite3.Statement> =>
  new Promise((resolve, reject) => {
    const statement: sqlite3.Statement = database.prepare(sql, (error: Error | null) =>
      error ? reject(error) : resolve(statement),
    );
  });

const finalized = (statement: sqlite3.Statement): Promise<void> => new Promise(resolve => statement.finalize(() => resolve()));
