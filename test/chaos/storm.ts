/**
 * A storm: many people write at once, Telegram's answers are late, broken, or come to nothing, and the app is killed again and again. What must
 * hold all the same is in `laws.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, config } from '../../src/config.ts';
import { askedInPrivate, SETTLING } from '../support/asked.ts';
import { type ApiMessage, type BotApi, type FaultPlan, type Person, type Room, startBotApi } from '../support/bot-api/index.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom, type Random } from '../support/random.ts';
import { type Inspection, inspect, settleDistrict } from './district.ts';
import { type Broken, heardAsWanted, type Replied, repliedToAll } from './laws.ts';

export interface StormOptions {
  readonly seed: number;
  /** Private chats, and how many messages each. */
  readonly chats: number;
  readonly each: number;
  /** Groups with five people each, and how many messages a person. */
  readonly groups: number;
  readonly eachInGroups: number;
  /** So often is the app killed and started again. */
  readonly kills: number;
  /** PostgreSQL; without it SQLite in a folder of its own. */
  readonly databaseUrl?: string | undefined;
  readonly logLevel?: Config['logLevel'] | undefined;
}

/** What came of it. */
export interface StormReport {
  readonly broken: Broken;
  readonly messages: number;
  readonly sent: number;
  /** Answers that the record holds to be in doubt, and how many of all were heard once more. */
  readonly doubtful: number;
  readonly repeated: number;
  readonly kills: number;
  readonly trouble: BotApi['trouble'];
  readonly seconds: number;
}

/** What happens to calls. */
const WEATHER: Omit<FaultPlan, 'seed'> = {
  twice: 0.1,
  tooMany: 0.05,
  error: 0.015,
  errorAfter: 0.005,
  cut: 0.01,
  cutAfter: 0.005,
  garbage: 0.003,
  garbageAfter: 0.002,
};
const WAYS = 8;
const PEOPLE_IN_GROUP = 5;
/** So many messages wait for their answer at the same time. */
const AT_ONCE = 150;
/** Nothing was sent for so long: nothing comes any more. */
const STILL_MS = 45_000;
/** Nothing more comes at once when nothing came for so long. */
const AFTERWARDS_MS = 1_500;
const MOST_TRIES = 5;

/** A message as somebody is to say it. */
interface Saying {
  readonly room: Room;
  readonly who: Person;
  readonly text: string;
}

export async function storm(options: StormOptions): Promise<StormReport> {
  const { seed, databaseUrl, logLevel = 'silent' } = options;
  const random = createRandom(seed);
  const began = performance.now();
  const api = await startBotApi();
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-chaos-'));
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
    const residents = Array.from({ length: options.chats }, (_, n) => api.person(`居民${n}`));
    const groups = Array.from({ length: options.groups }, (_, n) =>
      api.group(`群${n}`, { type: n % 2 === 0 ? 'group' : 'supergroup' }),
    );
    await settleDistrict(settings, api, groups);
    const before = await inspect(settings);
    const { settled, ways } = await askedInPrivate(random, WAYS, options.each);
    const wayOf = (resident: number) => ways[resident % WAYS]!;

    app = await startApp(env);
    for (const who of residents) api.say(api.privateWith(who), who, SETTLING);
    await api.until(({ length }) => length >= residents.length * settled.length, STILL_MS);

    const base = api.sent.length;
    const inPrivate = residents.map((who, n) => wayOf(n).said.map((text): Saying => ({ room: api.privateWith(who), who, text })));
    const inGroups = groups.flatMap((room, g) =>
      Array.from({ length: PEOPLE_IN_GROUP }, (_, n) => {
        const who = api.person(`群${g}的居民${n}`);
        const said = random.shuffled(ways.flatMap(way => way.said)).slice(0, options.eachInGroups);
        return said.map((text): Saying => ({ room, who, text: `@${api.username} ${text}` }));
      }),
    );
    const sayings = interleaved([...inPrivate, ...inGroups], random);
    const killedAt = Array.from({ length: options.kills }, (_, n) =>
      Math.floor(((n + 1) * sayings.length) / (options.kills + 1)),
    );
    const asked: { readonly who: Person; readonly message: ApiMessage }[] = [];
    api.faults({ seed, ...WEATHER });

    let given = 0;
    let moved = { sent: base, at: Date.now() };
    const isOver = () =>
      given === sayings.length &&
      residents.every((who, n) => api.sentTo(api.privateWith(who)).length >= settled.length + wayOf(n).answers.length) &&
      asked.every(({ message }) => answersTo(api, message).length > 0);
    while (Date.now() - moved.at < STILL_MS) {
      for (; given < sayings.length && given - (api.sent.length - base) < AT_ONCE; given++) {
        const { room, who, text } = sayings[given]!;
        const message = api.say(room, who, text);
        if (room.chat.type !== 'private') asked.push({ who, message });
      }
      if (api.sent.length > moved.sent) moved = { sent: api.sent.length, at: Date.now() };
      if (api.sent.length - base >= (killedAt[0] ?? Number.POSITIVE_INFINITY)) {
        killedAt.shift();
        await pause(random.below(50));
        await app.kill();
        app = await startApp(env);
      }
      await pause(20);
      if (killedAt.length === 0 && isOver()) break;
    }
    const { trouble } = api;
    api.faults(undefined);
    await quiet(api);
    await app.stop();
    let after = await inspect(settings);
    // What was to be tried again later is sent once there is no storm any more.
    for (let tries = 0; after.deliveries.some(({ state }) => state === 'waiting') && tries < MOST_TRIES; tries++) {
      app = await startApp(env);
      await quiet(api);
      await app.stop();
      after = await inspect(settings);
    }

    const privately = residents.map((who, n) => {
      const { chat } = api.privateWith(who);
      const doubtful = after.deliveries.filter(one => one.chat === String(chat.id)).flatMap(partsOf);
      return {
        chat: chat.first_name!,
        wanted: wayOf(n).answers,
        heard: api
          .sentTo(api.privateWith(who))
          .slice(settled.length)
          .map(({ text = '' }) => text),
        doubtful: doubtful.slice(settled.length),
      };
    });
    const inGroup = asked.map(({ who, message }): Replied => {
      const { chat, message_id } = message;
      const rows = after.deliveries.filter(row => row.chat === String(chat.id) && row.replyTo === String(message_id));
      return {
        who: `${who.user.first_name} in ${chat.title}`,
        message: message_id,
        answers: answersTo(api, message),
        wanted: rows.length,
        isDoubtful: rows.some(({ isDoubtful }) => isDoubtful),
      };
    });
    const broken = [...privately.flatMap(heardAsWanted), ...repliedToAll(inGroup), ...keptWell(before, after)];
    if (given < sayings.length) broken.push(`only ${given} of ${sayings.length} messages were said: the app stood still`);
    const wanted = privately.flatMap(one => one.wanted).length + inGroup.reduce((sum, one) => sum + one.wanted, 0);
    const heard = privately.flatMap(one => one.heard).length + inGroup.flatMap(one => one.answers).length;
    return {
      broken,
      messages: given,
      sent: api.sent.length - base,
      doubtful: after.deliveries.filter(({ isDoubtful }) => isDoubtful).length,
      repeated: heard - wanted,
      kills: options.kills - killedAt.length,
      trouble,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    if (app?.isRunning) await app.kill();
    await api.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startApp(env: NodeJS.ProcessEnv): Promise<Running> {
  const app = startProcess(new URL('../support/app-process.ts', import.meta.url), env, ['--max-semi-space-size=4']);
  await app.hears();
  return app;
}

/** Everybody's messages in their order, all through each other. */
function interleaved(rows: readonly (readonly Saying[])[], random: Random): readonly Saying[] {
  const left = rows.map(row => [...row]).filter(row => row.length > 0);
  const mixed: Saying[] = [];
  while (left.length > 0) {
    const at = random.below(left.length);
    mixed.push(left[at]!.shift()!);
    if (left[at]!.length === 0) left.splice(at, 1);
  }
  return mixed;
}

/** Where among all that was sent the answers to a message stand. */
const answersTo = (api: BotApi, { chat, message_id }: ApiMessage): readonly number[] =>
  api.sent.flatMap(({ message }, n) =>
    message.chat.id === chat.id && message.reply_to_message?.message_id === message_id ? [n] : [],
  );

/** Waits until nothing is sent any more. */
async function quiet(api: BotApi): Promise<void> {
  for (let sent = -1; sent !== api.sent.length; ) {
    sent = api.sent.length;
    await pause(AFTERWARDS_MS);
  }
}

/** One for each part. */
const partsOf = ({ parts, isDoubtful }: Inspection['deliveries'][number]): readonly boolean[] =>
  Array.from({ length: parts }, () => isDoubtful);

function keptWell(before: Inspection, after: Inspection): Broken {
  const changed = [...before.directory].filter(([table, rows]) => after.directory.get(table) !== rows);
  const unsent = after.deliveries.filter(({ state }) => state !== 'sent').length;
  return [
    ...changed.map(([table]) => `the directory is not what it was: ${table}`),
    ...(after.unanswered === 0 ? [] : [`${after.unanswered} messages were taken and not answered`]),
    ...(unsent === 0 ? [] : [`${unsent} answers were not sent`]),
    ...(after.health === 'ok' ? [] : [`the database is damaged: ${after.health}`]),
  ];
}
