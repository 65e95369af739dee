/**
 * `npm run bench:channels`: updates answered a second through Telegram by the whole assistant, everything on disk before it is confirmed, beside a
 * bare grammY bot that echoes, against the same Bot API in one run. Fifty people write at once; that each hears the answers to their own
 * questions, in their order and nothing else, is checked word by word. `-- --others` has it on the server that others wrote, a number sets the rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askedInPrivate, SETTLING } from '../support/asked.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom } from '../support/random.ts';
import type { BotAddress, Round, RoundResult } from './channels-server.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { others: { type: 'boolean', default: false } } });
const ROUNDS = Number(positionals[0] ?? 5);
const CHATS = 50;
const MESSAGES = 40;
/** So many different ways of asking. */
const WAYS = 10;
const SEED = 5;
/** As `npm start` starts it. */
const FLAGS = ['--max-semi-space-size=4'];

const { settled, ways } = await askedInPrivate(createRandom(SEED), WAYS, MESSAGES);
/** Several people ask in the same way. */
const everybody = Array.from({ length: CHATS }, (_, chat) => ways[chat % WAYS]!);

const server = startProcess(new URL(values.others ? 'channels-others.ts' : 'channels-server.ts', import.meta.url));
const [toEcho, toAssistant] = (await server.hears()) as readonly [BotAddress, BotAddress];

const play = async (round: Round): Promise<RoundResult> => {
  server.tell(round);
  return (await server.hears(200_000)) as RoundResult;
};

/** A round as it is told. */
interface Figures {
  readonly perSecond: number;
  /** Milliseconds of a processor for each message. */
  readonly cpuMs: number;
}

/** New people say where they live, then ask: that is measured. @param answers so many for what each says first, and for all that they ask */
async function round(bot: number, process: Running, answers: readonly [number, number]): Promise<Figures & RoundResult> {
  await play({ bot, said: everybody.map(() => [SETTLING]), answers: CHATS * answers[0] });
  const before = process.cpuMs();
  const result = await play({ bot, goesOn: true, said: everybody.map(({ said }) => said), answers: answers[1] });
  const messages = CHATS * MESSAGES;
  return { ...result, perSecond: (messages * 1000) / result.ms, cpuMs: (process.cpuMs() - before) / messages };
}

async function assistantRound(): Promise<Figures> {
  const result = await round(1, assistant, [settled.length, everybody.flatMap(({ answers }) => answers).length]);
  for (const [chat, heard] of result.heard.entries()) check(chat, heard, everybody[chat]!.answers);
  return result;
}

/** @throws where a chat heard anything but its answers in their order */
function check(chat: number, heard: readonly string[], wanted: readonly string[]): void {
  const at = wanted.findIndex((text, n) => heard[n] !== text);
  if (at >= 0) throw new Error(`chat ${chat}, answer ${at}: “${heard[at]}” instead of “${wanted[at]}”`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const dataDir = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
const assistant = startProcess(
  new URL('../support/app-process.ts', import.meta.url),
  { ...toAssistant, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
  FLAGS,
);
const echoBot = startProcess(new URL('channels-echo.ts', import.meta.url), { ...toEcho }, FLAGS);
await Promise.all([assistant.hears(), echoBot.hears()]);

const ours: Figures[] = [];
const echo: Figures[] = [];
const shown = ({ perSecond, cpuMs }: Figures): string =>
  `${perSecond.toFixed(0)} a second (${cpuMs.toFixed(2)} ms of a processor each)`;
for (let n = 0; n <= ROUNDS; n++) {
  const figures = { echo: await round(0, echoBot, [1, CHATS * MESSAGES]), ours: await assistantRound() };
  console.log(
    `${n === 0 ? 'warm-up: ' : ''}answers with everything on disk: ${shown(figures.ours)}; the bare echo: ${shown(figures.echo)}`,
  );
  if (n === 0) continue;
  ours.push(figures.ours);
  echo.push(figures.echo);
}
for (const process of [assistant, echoBot, server]) await process.stop();
rmSync(dataDir, { recursive: true });
const middle = (of: readonly Figures[]): Figures => ({
  perSecond: median(of.map(({ perSecond }) => perSecond)),
  cpuMs: median(of.map(({ cpuMs }) => cpuMs)),
});
const ratio = middle(ours).perSecond / middle(echo).perSecond;
console.log(
  `${CHATS} chats at once, ${MESSAGES} questions each, every answer in its place: ${shown(middle(ours))}, ` +
    `the bare echo ${shown(middle(echo))}: ratio ${ratio.toFixed(2)} (medians of ${ROUNDS})`,
);
