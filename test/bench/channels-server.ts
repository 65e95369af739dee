/**
 * Two bots on the Bot API for `bench:channels`, and the people who write to them: each in a chat of their own, all at once.
 */
import { type Person, type Room, startBotApi } from '../support/bot-api/index.ts';
import { onMessage, onStop, say } from '../support/process.ts';

/** Where a bot is, as the environment says it. */
export interface BotAddress {
  readonly TELEGRAM_API: string;
  readonly TELEGRAM_TOKEN: string;
}

/** What people are to say: one list of messages for each chat. */
export interface Round {
  /** To which of the bots. */
  readonly bot: number;
  /** The same people go on. Default: new ones come. */
  readonly goesOn?: boolean;
  readonly said: readonly (readonly string[])[];
  /** How many messages are waited for. */
  readonly answers: number;
}

/** What came of it. */
export interface RoundResult {
  /** From the first message to the last answer. */
  readonly ms: number;
  /** What was answered, chat by chat, in the order in which it came. */
  readonly heard: readonly (readonly string[])[];
}

const MOST_MS = 180_000;
const bots = [await startBotApi(), await startBotApi()] as const;
let chats: readonly { readonly person: Person; readonly room: Room }[] = [];

async function play({ bot, goesOn = false, said, answers }: Round): Promise<RoundResult> {
  const api = bots[bot]!;
  if (!goesOn)
    chats = said.map((_, n) => {
      const person = api.person(`居民${n}`);
      return { person, room: api.privateWith(person) };
    });
  const before = api.sent.length;
  const start = performance.now();
  const longest = Math.max(...said.map(({ length }) => length));
  for (let n = 0; n < longest; n++)
    for (const [at, { person, room }] of chats.entries()) {
      const text = said[at]?.[n];
      if (text !== undefined) api.say(room, person, text);
    }
  await api.until(({ length }) => length >= before + answers, MOST_MS);
  const ms = performance.now() - start;
  const heard = new Map(chats.map(({ room }) => [room.chat.id, [] as string[]]));
  for (const { message } of api.sent.slice(before)) heard.get(message.chat.id)?.push(message.text ?? '');
  return { ms, heard: [...heard.values()] };
}

onMessage(round => {
  play(round as Round).then(say, error => {
    console.error(error);
    process.exit(1);
  });
});
onStop(async () => void (await Promise.all(bots.map(api => api.stop()))));
say(bots.map(({ url, token }): BotAddress => ({ TELEGRAM_API: url, TELEGRAM_TOKEN: token })));
