/**
 * A double of Telegram's Bot API: a real HTTP server on this machine that answers one bot as Telegram would, refuses what Telegram refuses, and
 * lets tests be the people, the groups and the bad weather. What a bot makes of it is left to the bot.
 */
import { createFaults, type Fault, type FaultPlan, type Faults } from './faults.ts';
import { createRates, type RateLimits } from './limits.ts';
import { type Account, type ApiCommand, plainMethods } from './methods.ts';
import { tooMany } from './refusal.ts';
import { createScenes, type Scenes } from './scenes.ts';
import { type Method, sendingMethods } from './sending.ts';
import { type Called, serveBot } from './server.ts';
import type { ApiMessage } from './shapes.ts';
import { createUpdates } from './updates.ts';
import { createWorld, type World } from './world.ts';

export type { FaultPlan } from './faults.ts';
export { DOCUMENTED } from './limits.ts';
export type { ApiMessage, ApiUpdate } from './shapes.ts';
export type { Person, Room } from './world.ts';

export interface BotApiOptions {
  readonly faults?: FaultPlan | undefined;
  readonly limits?: RateLimits | undefined;
  /** Whether the bot hears only what is meant for it in groups. Default true, as Telegram's is. */
  readonly privacy?: boolean | undefined;
}

/** A message that the bot sent. */
export interface SentMessage {
  readonly method: string;
  readonly message: ApiMessage;
  /** Milliseconds. */
  readonly at: number;
}

export interface BotApi extends Scenes, Pick<World, 'person' | 'group' | 'privateWith' | 'rooms' | 'files'> {
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** All that the bot sent, oldest first. */
  readonly sent: readonly SentMessage[];
  /** What it sent to a chat. */
  sentTo(room: Room): readonly ApiMessage[];
  /** All calls but polls. */
  readonly calls: readonly Called[];
  readonly commands: ReadonlyMap<string, readonly ApiCommand[]>;
  /** Whether a pressed button was answered. */
  isAnswered(press: string): boolean;
  /** Another weather from now on. */
  faults(plan: FaultPlan | undefined): void;
  limits(limits: RateLimits): void;
  /** How often what went wrong, and how many updates went out once more. */
  readonly trouble: Readonly<Partial<Record<Fault, number>>> & { readonly twice: number };
  /** Updates that are not confirmed. */
  readonly waiting: number;
  /** Waits until the bot has sent so many messages more than now, or the condition holds. @throws where it takes too long */
  until(holds: (sent: readonly SentMessage[]) => boolean, withinMs?: number): Promise<void>;
  /** All connections break at once. */
  cut(): void;
  stop(): Promise<void>;
}

type Room = ReturnType<World['group']>;

const TOKEN = '7000000001:AAdoubleOfTheBotApi_0123456789abcdef';

export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const { privacy = true } = options;
  const username = 'anjia_test_bot';
  const world = createWorld(TOKEN, username, Date.now);
  const account: Account = { commands: new Map(), pressed: new Map() };
  let limits = options.limits ?? {};
  let faults: Faults = createFaults(options.faults);
  const updates = createUpdates(() => faults.isTwice());
  const rate = createRates(() => limits, Date.now);
  const sent: SentMessage[] = [];
  const calls: Called[] = [];
  const watchers = new Set<() => void>();
  const methods: Readonly<Record<string, Method>> = {
    ...plainMethods(world, updates, account, privacy),
    ...sendingMethods({
      world,
      pace(room) {
        const wait = rate(room);
        if (wait > 0) throw tooMany(Math.max(1, Math.ceil(wait / 1000)));
      },
      onSent(method, message) {
        sent.push({ method, message, at: Date.now() });
        for (const look of watchers) look();
      },
    }),
  };

  const server = await serveBot({
    token: TOKEN,
    methods,
    updates,
    files: world.files,
    faults: () => faults,
    onCalled: call => calls.push(call),
  });

  return {
    ...createScenes(world, updates, account, privacy),
    person: world.person,
    group: world.group,
    privateWith: world.privateWith,
    rooms: world.rooms,
    files: world.files,
    url: server.url,
    token: TOKEN,
    username,
    sent,
    sentTo: ({ chat }) => sent.flatMap(({ message }) => (message.chat.id === chat.id ? [message] : [])),
    calls,
    commands: account.commands,
    isAnswered: press => account.pressed.get(press) === true,
    faults(plan) {
      faults = createFaults(plan);
    },
    limits(to) {
      limits = to;
    },
    get trouble() {
      return { ...faults.counts, twice: updates.doubled };
    },
    get waiting() {
      return updates.waiting;
    },
    until: (holds, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = () => {
          if (!holds(sent)) return;
          end();
          resolve();
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`not within ${withinMs} ms; ${sent.length} messages were sent`));
        }, withinMs);
        watchers.add(look);
        look();
      }),
    cut: server.cut,
    async stop() {
      updates.stop();
      await server.stop();
    },
  };
}
