/**
 * The same as `channels-server.ts` on the Bot API server that others wrote, behind the proxy that holds requests for updates: slower itself, and so
 * nearer to a server across a network.
 */
import { openWorld, TOKEN, type World } from '../channels/telegram/telegram-server.ts';
import { onMessage, onStop, say } from '../support/process.ts';
import type { BotAddress, Round, RoundResult } from './channels-server.ts';

const MOST_MS = 180_000;
const LOOK_EVERY_MS = 10;
const worlds: readonly World[] = [await openWorld(), await openWorld()];
let first = 1;

/** What was sent in each chat since the world had been asked so often, in its order. */
function sentSince(world: World, from: number): Map<number, string[]> {
  const heard = new Map<number, string[]>();
  for (const { method, body } of world.asked.slice(from)) {
    if (method !== 'sendMessage') continue;
    const chat = Number(body['chat_id']);
    heard.set(chat, [...(heard.get(chat) ?? []), String(body['text'])]);
  }
  return heard;
}

async function play({ bot, goesOn = false, said, answers }: Round): Promise<RoundResult> {
  const world = worlds[bot]!;
  if (!goesOn) first += said.length;
  const clients = said.map((_, n) => world.server.getClient(TOKEN, { userId: first + n, chatId: first + n, type: 'private' }));
  const before = world.asked.length;
  let [looked, count] = [before, 0];
  const start = performance.now();
  const longest = Math.max(...said.map(({ length }) => length));
  for (let n = 0; n < longest; n++)
    for (const [at, client] of clients.entries()) {
      const text = said[at]?.[n];
      if (text !== undefined) await world.server.addUserMessage(client.makeMessage(text));
    }
  while (count < answers) {
    if (performance.now() - start > MOST_MS) throw new Error(`${count} of ${answers} answers in time`);
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
    for (; looked < world.asked.length; looked++) if (world.asked[looked]?.method === 'sendMessage') count++;
  }
  const ms = performance.now() - start;
  const heard = sentSince(world, before);
  return { ms, heard: said.map((_, n) => heard.get(first + n) ?? []) };
}

onMessage(round => {
  play(round as Round).then(say, error => {
    console.error(error);
    process.exit(1);
  });
});
onStop(async () => void (await Promise.all(worlds.map(world => world.stop()))));
say(worlds.map(({ api }): BotAddress => ({ TELEGRAM_API: api, TELEGRAM_TOKEN: TOKEN })));
