/**
 * The composition root: builds every room and joins them.
 */
import { pino } from 'pino';
import { wechatRoute } from './account-page.ts';
import { createDirectoryApi } from './api/index.ts';
import { type Assistant, createAssistant } from './assistant.ts';
import { createWebChat, ENTRY } from './channels/web/index.ts';
import type { Config } from './config.ts';
import { addressed } from './conversation/etiquette.ts';
import { hello } from './conversation/hello.ts';
import { type Conversation, createConversation } from './conversation/index.ts';
import { type ChatLimits, DEFAULT_CHAT_LIMITS } from './conversation/limits.ts';
import { createTurns, type TakeTurn } from './conversation/turn.ts';
import { nobody } from './directory/actors.ts';
import type { Code } from './directory/codes.ts';
import type { Actor } from './directory/model.ts';
import { refused } from './directory/outcome.ts';
import { createServer, type Limits, type Server } from './http/index.ts';
import { jobsOf } from './jobs.ts';
import { loadOriginals } from './knowledge/originals.ts';
import { createLines, type Lines } from './lines.ts';
import { linksOf } from './links.ts';
import type { Channel } from './message/channel.ts';
import { createMetrics, createProbes, type Metrics } from './operations/index.ts';
import { openPlatforms, type Platform, type PlatformParts } from './platforms.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { createSchedule, type Schedule } from './schedule/index.ts';
import { createLoop, type Loop } from './schedule/loop.ts';
import { sends } from './sending.ts';
import { dayAt } from './shared/calendar.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import { type Log, traceOf } from './shared/log.ts';
import { StartError } from './shared/start-error.ts';
import { yearWithoutHolidays } from './shared/working-days.ts';
import { shipped } from './shipped.ts';
import { openStorage, type Storage } from './storage/index.ts';

/** What the app is built of besides its configuration; tests put their own clock here. */
export interface AppParts {
  readonly clock?: Clock;
  readonly assistant?: Assistant;
  /** Default: lines of JSON to standard error, from the configured level. */
  readonly log?: Log;
  /** Default: those of the web server. */
  readonly limits?: Limits;
  /** Default: those of the conversation. */
  readonly chatLimits?: ChatLimits;
  /** Default: those that the configuration names. */
  readonly channels?: readonly Channel[];
  /** Told what is to be scanned with a telephone for an account to come back. */
  readonly onLogin?: (channel: string, login: string) => void;
  /** Default true; a second process beside the server leaves the server's messages alone. */
  readonly resume?: boolean;
}

/** The assistant with its memory, before any channel is open. */
export interface Core {
  readonly assistant: Assistant;
  readonly conversation: Conversation;
  readonly storage: Storage;
  readonly rooms: Rooms;
  /** Those to be joined. */
  readonly channels: readonly Platform[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** What went wrong with messages of an earlier process that could not be answered now either. */
  readonly left: readonly unknown[];
  /** Waits for the turns in hand and closes the database. */
  stop(): Promise<void>;
}

/** The whole assistant, reached by its web page. */
export interface App {
  /** Where the page is, once it started. */
  readonly url: string;
  /** A code for the first administrator, until there is one. */
  adminCode(): Promise<Code | undefined>;
  /**
   * Opens the storage, answers what an earlier process left unanswered, and serves.
   * @throws {StartError} and what `createAssistant` and `loadOriginals` throw; nothing stays open then
   */
  start(): Promise<void>;
  /** Takes nothing new, finishes what is in hand, closes the storage. */
  stop(): Promise<void>;
}

/** How far bulletins are is told so often. */
const TELL_EVERY_MS = 2_000;
/** Calls of webhooks that are due are looked for so often. */
const CALL_EVERY_MS = 1_000;

/** Builds the app; nothing is opened before `start`. */
export function createApp(config: Config, parts: AppParts = {}): App {
  const log = parts.log ?? pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  let running:
    | {
        readonly core: Core;
        readonly server: Server;
        readonly schedule: Schedule;
        readonly lines: Lines;
        readonly loops: readonly Loop[];
      }
    | undefined;
  return {
    get url() {
      if (!running) throw new Error('the app has no address before it started');
      return running.server.url;
    },
    async adminCode() {
      return running?.core.rooms.directory.firstAdminCode(running.core.assistant.wordbook.in('zh-CN')('directory:role.admin'));
    },
    async start() {
      const join: Join = platform => (parts.channels ? Promise.resolve(parts.channels) : openPlatforms(config, platform));
      const core = await openCore(config, { ...parts, log }, join);
      for (const error of core.left) log.error(traceOf(error), 'message left unanswered');
      const server = serverOf(config, core, log, parts.limits);
      try {
        await server.start();
      } catch (cause) {
        await core.stop();
        throw new StartError('address', cause);
      }
      const schedule = createSchedule(jobsOf(core, config), log, core.metrics.ran);
      schedule.start();
      const { wordbook } = core.assistant;
      const greeting = hello(wordbook.in('zh-CN'), config.callPrefix);
      const lines = createLines({ ...core, wordbook, hello: greeting, log, onLogin: parts.onLogin });
      await lines.start();
      const loops = [
        createLoop(core.rooms.bulletins.tellWatchers, TELL_EVERY_MS, error =>
          log.error(traceOf(error), 'watchers of bulletins were not told'),
        ),
        createLoop(core.rooms.webhooks.send, CALL_EVERY_MS, error => log.error(traceOf(error), 'webhooks were not called')),
      ];
      for (const loop of loops) loop.start();
      running = { core, server, schedule, lines, loops };
      const year = yearWithoutHolidays(dayAt(core.clock.now()));
      if (year !== undefined) log.error({ year }, 'statutory holidays are not known');
      log.info({ port: Number(new URL(server.url).port) }, 'started');
    },
    async stop() {
      if (!running) return;
      const { core, server, schedule, lines, loops } = running;
      running = undefined;
      await lines.quiet();
      await server.stop();
      await schedule.stop();
      for (const loop of loops) await loop.stop();
      await core.rooms.webhooks.rest();
      await core.conversation.stop();
      await core.rooms.tables.stop();
      await lines.stop();
      await core.stop();
      log.info({}, 'stopped');
    },
  };
}

/** Opens the channels on the rooms; none is connected yet. */
type Join = (parts: PlatformParts) => Promise<readonly Platform[]>;

/**
 * Opens the storage and answers what an earlier process left unanswered.
 * @param join without it there is no channel to be joined
 * @throws {StartError} and what `createAssistant` and `loadOriginals` throw; nothing stays open then
 */
export async function openCore(
  config: Config,
  {
    clock = systemClock,
    assistant = createAssistant(),
    resume = true,
    chatLimits = DEFAULT_CHAT_LIMITS,
    log = pino({ level: 'silent' }),
  }: AppParts = {},
  join: Join = () => Promise.resolve([]),
): Promise<Core> {
  const { wordbook } = assistant;
  const { callPrefix, keepDays, keep } = config;
  const originals = loadOriginals(config.dataDir);
  const storage = await openStorage(config);
  const metrics = createMetrics(storage.figures, clock);
  const respond = counted(assistant.respond, metrics);
  const onFault = (error: unknown) => log.error(traceOf(error), 'message left unanswered');
  const rooms = createRooms(storage, wordbook, clock, {
    fileDays: keep.attachments,
    webhookNetworks: config.webhookNetworks,
    onFault,
  });
  const channels = await join({ wordbook, clock, log, rooms });
  const canRemove = (channel: string) => channels.some(one => one.name === channel && one.remove !== undefined);
  const takeTurn = measured(
    createTurns({ ...assistant, respond, originals, callPrefix, keepDays, wishDays: keep.wishes, canRemove }),
    metrics,
  );
  const conversation = createConversation({
    store: storage.conversation,
    takeTurn,
    clock,
    rooms,
    links: linksOf(config.publicUrl && `${config.publicUrl}${ENTRY}`, channels),
    wordbook,
    sends,
    isCalled: incoming => addressed(incoming, callPrefix) !== undefined,
    isDanger: text => assistant.danger(text) !== 'none',
    limits: chatLimits,
    onFault,
  });
  const stop = async () => {
    await conversation.stop();
    await rooms.tables.stop();
    await storage.close();
  };
  let left: readonly unknown[];
  try {
    if (resume) await rooms.tables.resume();
    left = resume ? await conversation.resume() : [];
  } catch (cause) {
    await stop();
    throw new StartError('storage', cause);
  }
  return { assistant, conversation, storage, rooms, channels, clock, metrics, left, stop };
}

/** Whoever calls a hook without its secret. */
const STRANGER: Actor = { ...nobody({ channel: 'hook', account: '', person: '' }), via: 'api' };

/** Turns as they are, with their time taken. */
const measured =
  (takeTurn: TakeTurn, metrics: Metrics): TakeTurn =>
  (...asked) => {
    const start = performance.now();
    const outcome = takeTurn(...asked);
    metrics.turned(performance.now() - start);
    return outcome;
  };

/** Replies as they are, with what they do counted. */
const counted =
  (respond: Assistant['respond'], metrics: Metrics): Assistant['respond'] =>
  request => {
    const reply = respond(request);
    metrics.understood(reply.action);
    return reply;
  };

function serverOf({ host, port, metricsToken, wechat }: Config, core: Core, log: Log, limits: Limits | undefined): Server {
  const { assistant, conversation, storage, rooms, channels, clock, metrics } = core;
  const chat = createWebChat({
    wordbook: assistant.wordbook,
    regions: [...assistant.policy.regions.values()].map(region => ({
      id: region.id,
      name: { 'zh-CN': region.name.zh, en: region.name.en },
    })),
    clock,
    handle: incoming => {
      metrics.received(incoming.channel);
      return conversation.handle(incoming);
    },
    history: (key, limit) => conversation.history(key, limit),
    settings: key => storage.conversation.session(key),
  });
  rooms.attachments.join(chat.source);
  const api = createDirectoryApi({
    ...rooms,
    gaps: { list: (regions, most) => storage.conversation.gaps(most, regions) },
    policy: assistant.policy,
    rules: () => assistant.rules,
    householdWording: shipped.householdWords,
    wordbook: assistant.wordbook,
    clock,
    log,
  });
  const t = assistant.wordbook.in('zh-CN');
  const probes = createProbes({ metrics, askDatabase: storage.figures, token: metricsToken, t });
  const hooks = channels.flatMap(({ hook }) => hook ?? []);
  const onForged = (subject: string) =>
    rooms.directory.guard.record(STRANGER, { action: 'hook.call', place: {}, subject }, refused('unknown', { what: 'token' }));
  const routes = [...chat.routes, ...(wechat ? [wechatRoute(wechat, core, chat.assets[0]!.href)] : [])];
  const served = { ...chat, routes, api, probes, hooks, onForged, observe: metrics.answered };
  return createServer({ host, port, ...served, clock, log, ...(limits ? { limits } : {}) });
}
