/**
 * Claims a second: `Queue.next` as handlers call it, with all that is told of a claim, and the claim with its link of the history alone, as the
 * store makes them, beside pg-boss fetching a job with an audit row in one transaction; on the same PostgreSQL, in turn, with as many workers and
 * connections.
 */
import pg from 'pg';
import PgBoss from 'pg-boss';
import { folders } from '../../src/config.ts';
import type { Address } from '../../src/delivery/store.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { type Actor, placeOf } from '../../src/directory/model.ts';
import { covers, type Scope } from '../../src/directory/scope.ts';
import { linked, NO_HEAD } from '../../src/grievance/history.ts';
import type { Grievance } from '../../src/grievance/model.ts';
import type { Queue } from '../../src/grievance/service.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { systemRandom } from '../../src/shared/random.ts';
import { openStorage, type Storage } from '../../src/storage/index.ts';
import { grievance, guizhou, housing, resident, schools } from '../contracts/grievance-store/sample.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';

/** The connections that our pool holds, and pg-boss's as well. */
const WORKERS = 10;
const ROUNDS = 9;
const CLAIMS = 500;
const JOBS = 'cases';
const KIND = 'lift-and-building';
const COUNTY = '水城区';

/** What a worker does again and again; nothing is left where it returns false. */
type Work = () => Promise<boolean>;

/** Whose next case is measured. */
interface Handling {
  readonly what: string;
  readonly scopes: readonly Scope[];
  /** Takes cases for these units alone. */
  readonly units?: readonly (typeof housing)[];
  /** Whoever reported is told that their case is in hand. */
  readonly reporter?: Address;
}

/** So many times, by all workers together: how many a second. */
async function perSecond(work: Work, times = CLAIMS): Promise<number> {
  let left = times;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      while (left-- > 0) if (!(await work())) throw new Error('nothing was left');
    }),
  );
  return (times / (performance.now() - start)) * 1000;
}

const ours =
  (queue: Queue, actor: Actor): Work =>
  async () =>
    valueIn(await queue.next(actor)) !== undefined;

/** The claim and its link, in one transaction, by somebody whose rights are known. */
const alone =
  ({ grievances, transact }: Storage, handler: string, { scopes, units }: Handling): Work =>
  () =>
    transact(async () => {
      const waiting = await grievances.nextWaiting({ scopes, units });
      if (!waiting) return false;
      const { grievance: before, head } = waiting;
      const at = new Date();
      const after: Grievance = { ...before, state: 'working', holder: handler, handlers: [handler], version: before.version + 1 };
      const entry = linked(head, { case: before.number, by: handler, action: 'claim', at }, systemRandom);
      return grievances.putLinked(after, entry);
    });

const theirs =
  (boss: PgBoss, pool: pg.Pool): Work =>
  async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const [job] = await boss.fetch(JOBS, { db: { executeSql: (text, values) => client.query(text, values) } });
      if (!job) return false;
      await client.query('insert into audit_row (job, actor, action, at) values ($1, $2, $3, $4)', [
        job.id,
        'p_1',
        'claim',
        new Date().toISOString(),
      ]);
      await client.query('commit');
      return true;
    } finally {
      client.release();
    }
  };

/** Two settlements of a county and one of another, as handlers have them in reach. */
async function places({ directory }: ReturnType<typeof createRooms>) {
  const add = async (name: string, county: string) =>
    valueIn(await directory.settlements.add(OPERATOR, { region: guizhou, county, name, buildings: [], desks: [], tags: [] }));
  const [here, other, there] = [await add('锦绣', '黔西市'), await add('玉兰', '黔西市'), await add('白杨', COUNTY)];
  const one: Scope = { kind: 'settlement', settlement: here.id };
  const three: readonly Scope[] = [
    one,
    { kind: 'settlement', settlement: other.id },
    { kind: 'county', region: guizhou, county: COUNTY },
  ];
  const handlings: readonly Handling[] = [
    { what: 'a settlement', scopes: [one] },
    { what: 'two settlements and a county', scopes: three },
    { what: 'a region for two units', scopes: [{ kind: 'region', region: guizhou }], units: [housing, schools] },
    { what: 'two settlements and a county, reporters told', scopes: three, reporter: resident },
  ];
  return { settlements: [here, other, there], handlings };
}

/** Cases that wait, each with the first link of its chain. */
async function report({ grievances, transact }: Storage, cases: readonly Grievance[]): Promise<void> {
  await transact(async () => {
    for (const one of cases) {
      await grievances.add(one, []);
      const deed = { case: one.number, by: 'reporter', action: 'report', at: one.receivedAt, data: { text: one.record?.text } };
      await grievances.append(linked(NO_HEAD, deed, systemRandom));
    }
  });
}

/** @param waiting so many wait on either side beside those that are taken */
async function race(waiting: number): Promise<void> {
  const database = databases.find(({ name }) => name === 'PostgreSQL')!;
  const { options, drop } = await database.make();
  const storage = await openStorage(options);
  const rooms = createRooms(storage, loadWordbook(folders.locales), systemClock);
  const { settlements, handlings } = await places(rooms);
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: WORKERS });
  const schema = `boss_${process.pid}_${waiting}`;
  const boss = new PgBoss({ connectionString: options.databaseUrl!, schema, max: 2, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue(JOBS);
  await pool.query(
    'create table audit_row (id bigint generated always as identity primary key, job uuid not null, actor text not null, action text not null, at text not null)',
  );
  const { record } = grievance(1);
  let last = 0;
  const more = async (times: number, { scopes, reporter }: Handling, jobs = times) => {
    const within = settlements.filter(one => scopes.some(scope => covers(scope, placeOf(one))));
    const cases = Array.from({ length: times }, () => {
      const at = within[++last % within.length]!;
      const place = { ...placeOf(at), region: at.region };
      return grievance(last, { kind: KIND, place, unit: last % 2 === 0 ? housing : schools, reporter });
    });
    await report(storage, cases);
    await boss.insert(Array.from({ length: jobs }, () => ({ name: JOBS, data: { ...record } })));
  };
  for (const [i, handling] of handlings.entries()) {
    const { what, scopes, units } = handling;
    const actor: Actor = { id: `p_${i}`, via: 'chat', rights: scopes.map(scope => ({ role: 'handler', scope })) };
    await storage.grievances.putHandler({ actor: actor.id, units });
    if (i === 0) await more(waiting, handling);
    const works = [ours(rooms.grievances.queue, actor), alone(storage, actor.id, handling), theirs(boss, pool)];
    const rounds: number[][] = [];
    for (let round = -1; round < ROUNDS; round++) {
      await more(2 * CLAIMS, handling, CLAIMS);
      await pool.query('vacuum analyze');
      const figures: number[] = [];
      // Whoever goes first in one round goes last in the next.
      for (const i of inTurn(works.length, round)) figures[i] = await perSecond(works[i]!);
      // The first round warms up.
      if (round >= 0) rounds.push(figures);
    }
    const [claims, links, jobs] = [0, 1, 2].map(i => middle(rounds.map(figures => figures[i]!)).toFixed(0));
    console.log(
      `${waiting} waiting and those that are taken, ${what}: pg-boss ${jobs} jobs/s; next ${claims}/s, ${ratio(rounds, 0)}; claim and link alone ${links}/s, ${ratio(rounds, 1)}`,
    );
  }
  await boss.stop({ graceful: false });
  await pool.query(`drop schema ${schema} cascade`);
  await pool.end();
  await storage.close();
  await drop();
}

/** 0, 1, 2 …, beginning one later in each round. */
const inTurn = (works: number, round: number): number[] => Array.from({ length: works }, (_, i) => (i + round + works) % works);

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What stands first, or second, in each round, against what stands last. */
function ratio(rounds: readonly (readonly number[])[], at: number): string {
  const all = rounds.map(figures => figures[at]! / figures.at(-1)!).sort((a, b) => a - b);
  return `ratio ${middle(all).toFixed(2)} (${all[0]?.toFixed(2)} to ${all.at(-1)?.toFixed(2)} in ${all.length} rounds in turn)`;
}

/** Prints what came of it. */
export async function benchClaims(): Promise<void> {
  for (const waiting of [0, 10_000]) await race(waiting);
}
