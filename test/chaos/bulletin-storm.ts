/**
 * A bulletin to many groups in bad weather: groups threw the assistant out or have other ids, Telegram asks to wait or is out of order, residents go
 * on asking, and the app is killed again and again. What must hold all the same is in `bulletin-laws.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCore } from '../../src/app.ts';
import { type Config, config } from '../../src/config.ts';
import type { Delivery, Target } from '../../src/delivery/store.ts';
import { openStorage } from '../../src/storage/index.ts';
import { SETTLING } from '../support/asked.ts';
import { DOCUMENTED, type Person, type Room, startBotApi } from '../support/bot-api/index.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom } from '../support/random.ts';
import {
  type Asked,
  answeredInTime,
  type Duration,
  finishedInTime,
  lastOf,
  memoryFlat,
  type Reached,
  reachedOnce,
  type Stretch,
  thirds,
  waitedAsAsked,
  waitsOf,
} from './bulletin-laws.ts';
import { townOf } from './bulletin-town.ts';
import type { Broken } from './laws.ts';

export interface BulletinStormOptions {
  readonly seed: number;
  readonly groups: number;
  readonly kills: number;
  /** Questions of residents in a second. */
  readonly questions: number;
  /** The longest that a chat is asked to wait, in seconds. */
  readonly longestWait: number;
  /** How far through it must be within what the platform's limit would take. */
  readonly factor: number;
  /** PostgreSQL; without it SQLite in a folder of its own. */
  readonly databaseUrl?: string | undefined;
  readonly logLevel?: Config['logLevel'] | undefined;
}

/** What came of it. */
export interface BulletinStormReport {
  /** Laws of what was sent. */
  readonly broken: Broken;
  /** Laws of time and memory: a machine that is busy with other things breaks them too. */
  readonly slow: Broken;
  readonly reachable: number;
  /** Groups that received it. */
  readonly received: number;
  readonly repeated: number;
  readonly doubtful: number;
  readonly duration: Duration;
  /** Seconds until the last group had it. */
  readonly last: number;
  /** How long those who asked waited, shortest first, in milliseconds. */
  readonly waits: readonly number[];
  readonly questions: number;
  /** In MiB: the middle of the first third and of the last, and the most. */
  readonly memory: readonly [first: number, last: number, most: number];
  /** What calls to groups were answered with, by status. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly kills: number;
}

const SHARES = { kicked: 0.01, migrated: 0.02 };
const WEATHER = { tooMany: 0.05, error: 0.02 };
const QUESTIONS = ['搬到城里还能吃低保不', '公益性岗位怎么申请', '看病能报多少', '孩子上学怎么办', '产业奖补怎么领'];
const RESIDENTS = 30;
const ORIGIN = 'bulletin:storm';
const TEXT = '【通知】明天上午九点在社区广场办招聘会，请带身份证。看到请回“收到”。';
const LOOK_EVERY_MS = 20;
const SAMPLE_EVERY_MS = 1_000;
/** A process that has just started fills its memory. */
const WARM_MS = 5_000;
const STILL_MS = 60_000;
/** Of those who ask 95 of 100 are answered within so long. */
const ANSWERED_WITHIN_MS = 1_000;
const MEMORY_FACTOR = 1.15;

export async function bulletinStorm(options: BulletinStormOptions): Promise<BulletinStormReport> {
  const { seed, databaseUrl, logLevel = 'silent' } = options;
  const random = createRandom(seed);
  const api = await startBotApi({ limits: DOCUMENTED });
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-bulletins-'));
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: logLevel,
    TELEGRAM_API: api.url,
    TELEGRAM_TOKEN: api.token,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const settings = config(env);
  let app: Running | undefined;
  try {
    const town = townOf(api, options.groups);
    const residents = Array.from({ length: RESIDENTS }, (_, n) => api.person(`居民${n}`));
    const account = { channel: 'telegram', account: api.token.split(':')[0]! };
    const targets = town.groups.map(
      ({ name, rooms }): Target => ({ to: { ...account, chat: idOf(rooms[0]!), person: '' }, name }),
    );

    app = await startApp(env);
    let upSince = Date.now();
    for (const who of residents) api.say(api.privateWith(who), who, SETTLING);
    await api.until(() => residents.every(who => api.sentTo(api.privateWith(who)).length > 0), STILL_MS);
    await pause(1_000);

    const spoiled = random.shuffled(town.groups);
    const kicked = spoiled.splice(0, Math.ceil(options.groups * SHARES.kicked));
    const migrated = spoiled.splice(0, Math.ceil(options.groups * SHARES.migrated));
    // Half of it is not told to the app; the other half happens, and is told, while the bulletin goes out.
    for (const group of kicked.splice(0, Math.ceil(kicked.length / 2))) town.current(group).bot = 'kicked';
    for (const group of migrated.splice(0, Math.ceil(migrated.length / 2))) town.moveUntold(group);
    api.faults({ seed, ...WEATHER, waitSeconds: options.longestWait, inGroups: true, methods: ['sendMessage'] });

    const before = api.calls.length;
    const core = await openCore(settings);
    const began = Date.now();
    await core.rooms.deliveries.postAll(
      ORIGIN,
      targets,
      { text: TEXT },
      { urgency: 'bulletin', kind: 'group', evenWhenQuiet: true },
    );
    await core.stop();

    const downs: Stretch[] = [];
    const memory: number[] = [];
    const inFlight = new Set<string>();
    const asked: { readonly who: Person; readonly at: number }[] = [];
    const over = new AbortController();
    // Residents do not know whether a process runs.
    const asking = (async () => {
      for (; !over.signal.aborted; await pause(1_000 / options.questions)) {
        const who = residents[asked.length % RESIDENTS]!;
        asked.push({ who, at: Date.now() });
        api.say(api.privateWith(who), who, QUESTIONS[asked.length % QUESTIONS.length]!);
      }
    })();
    const killAt = Array.from({ length: options.kills }, (_, n) => ((n + 1) * options.groups) / (options.kills + 1));
    const spoilAt = options.groups / 3;
    let sampledAt = 0;
    let moved = { times: 0, at: Date.now() };
    for (let lookedAt = 0; Date.now() - moved.at < STILL_MS; ) {
      await pause(LOOK_EVERY_MS);
      const now = Date.now();
      if (now - sampledAt > SAMPLE_EVERY_MS && now - upSince > WARM_MS) {
        sampledAt = now;
        memory.push(app.memory());
      }
      const times = town.received();
      if (times > moved.times) moved = { times, at: now };
      if (times >= spoilAt) {
        for (const group of kicked.splice(0))
          if (town.timesIn(group) === 0) api.bot(town.current(group), residents[0]!, 'kicked');
        for (const group of migrated.splice(0)) town.move(group);
      }
      if (times >= (killAt[0] ?? Number.POSITIVE_INFINITY)) {
        killAt.shift();
        await pause(random.below(120));
        const from = Date.now();
        await app.kill();
        for (const { target } of await copiesOf(settings, { states: ['sending'] })) inFlight.add(target!);
        app = await startApp(env);
        upSince = Date.now();
        downs.push({ from, to: upSince });
      }
      // The ledger is only looked into when all that can be reached may have it.
      if (killAt.length === 0 && now - lookedAt > SAMPLE_EVERY_MS && times >= options.groups * (1 - SHARES.kicked) - 1) {
        lookedAt = now;
        const ledger = await copiesOf(settings, {});
        if (ledger.every(({ state }) => state === 'sent' || state === 'failed')) break;
      }
    }
    over.abort();
    await asking;
    const answersNow = () =>
      asked.map(({ who, at }): Asked => {
        const room = api.privateWith(who).chat.id;
        return { at, answeredAt: api.sent.find(one => one.message.chat.id === room && one.at >= at)?.at };
      });
    await api.until(() => answersNow().every(({ answeredAt }) => answeredAt !== undefined), STILL_MS).catch(() => {});
    await app.stop();
    const answered = answersNow();
    const ledger = new Map((await copiesOf(settings, {})).map(copy => [copy.target!, copy]));

    const calls = api.calls.slice(before).filter(({ fields }) => Number(fields['chat_id']) < 0);
    const brokenIn = new Set(calls.filter(({ status }) => status >= 500).map(({ fields }) => String(fields['chat_id'])));
    const reached = town.groups.map((group): Reached => {
      const copy = ledger.get(group.name);
      return {
        name: group.name,
        isReachable: town.current(group).bot !== 'kicked',
        times: town.timesIn(group),
        state: copy?.state ?? 'not there',
        reason: copy?.reason,
        isDoubtful: copy?.doubtful === true,
        wasInFlight: inFlight.has(group.name),
        wasBroken: group.rooms.some(room => brokenIn.has(idOf(room))),
      };
    });
    const longestWait = Math.max(0, ...calls.map(({ waitS = 0 }) => waitS));
    const waited = new Map<string, number>();
    for (const { fields, waitS = 0 } of calls) {
      const chat = String(fields['chat_id']);
      waited.set(chat, (waited.get(chat) ?? 0) + waitS);
    }
    const arrivals = town.groups.map(group => ({
      seconds: Math.max(0, town.lastIn(group) - began) / 1_000,
      waited: group.rooms.reduce((sum, room) => sum + (waited.get(idOf(room)) ?? 0), 0),
    }));
    const duration: Duration = {
      seconds: lastOf(arrivals, longestWait),
      messages: options.groups,
      limit: DOCUMENTED.overall!,
      factor: options.factor,
      longestWait,
      down: downs.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000,
    };
    const statuses = new Map<number, number>();
    for (const { status } of calls) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return {
      broken: [
        ...reachedOnce(reached),
        ...waitedAsAsked(
          calls.map(({ fields, at, waitS }) => ({
            chat: String(fields['chat_id']),
            at,
            waitMs: waitS === undefined ? undefined : waitS * 1_000,
          })),
        ),
      ],
      slow: [
        ...finishedInTime(duration),
        ...answeredInTime(answered, downs, ANSWERED_WITHIN_MS),
        ...memoryFlat(memory, MEMORY_FACTOR),
      ],
      reachable: reached.filter(({ isReachable }) => isReachable).length,
      repeated: reached.reduce((sum, { times }) => sum + Math.max(0, times - 1), 0),
      doubtful: reached.filter(({ isDoubtful }) => isDoubtful).length,
      received: reached.filter(({ times }) => times > 0).length,
      duration,
      last: Math.max(...arrivals.map(({ seconds }) => seconds)),
      waits: waitsOf(answered, downs),
      questions: asked.length,
      memory: [...thirds(memory), Math.max(0, ...memory)],
      statuses,
      kills: options.kills - killAt.length,
    };
  } finally {
    if (app?.isRunning) await app.kill();
    await api.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const idOf = ({ chat }: Room): string => String(chat.id);

async function startApp(env: NodeJS.ProcessEnv): Promise<Running> {
  const app = startProcess(new URL('../support/app-process.ts', import.meta.url), env, ['--max-semi-space-size=4']);
  await app.hears();
  return app;
}

/** Copies as the ledger has them, whoever works on the database meanwhile. */
async function copiesOf(
  settings: Config,
  filter: { readonly states?: readonly Delivery['state'][] },
): Promise<readonly Delivery[]> {
  const storage = await openStorage(settings);
  const copies = await storage.delivery.copies(ORIGIN, { ...filter, limit: 1_000_000 });
  await storage.close();
  return copies;
}
