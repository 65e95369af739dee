/**
 * `npm run bench:channels`: updates answered a second through Telegram by the whole assistant, everything on disk before it is confirmed, beside a
 * bare grammY bot that echoes, against the same Bot API in one run. Fifty people write at once; that each hears the answers to their own
 * questions, in their order and nothing else, is checked word by word.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedInPrivate, SETTLING } from '../support/asked.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom } from '../support/random.ts';
import type { Round, RoundResult } from './channels-server.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
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
const settling: Round = { said: everybody.map(() => [SETTLING]), answers: CHATS * settled.length };
const asking = { goesOn: true, said: everybody.map(({ said }) => said) };

const server = startProcess(new URL('channels-server.ts', import.meta.url));
const { url, token } = (await server.hears()) as { readonly url: string; readonly token: string };
const bot = { TELEGRAM_API: url, TELEGRAM_TOKEN: token };

const play = async (round: Round): Promise<RoundResult> => {
  server.tell(round);
  return (await server.hears(200_000)) as RoundResult;
};
const perSecond = ({ ms }: RoundResult): number => (CHATS * MESSAGES * 1000) / ms;

/** The assistant keeps its database from round to round, as in life. */
async function assistantRound(dataDir: string): Promise<number> {
  const env = { ...bot, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
  return during(startProcess(new URL('../support/app-process.ts', import.meta.url), env, FLAGS), async () => {
    await play(settling);
    const result = await play({ ...asking, answers: everybody.flatMap(({ answers }) => answers).length });
    for (const [chat, heard] of result.heard.entries()) check(chat, heard, everybody[chat]!.answers);
    return perSecond(result);
  });
}

const echoRound = (): Promise<number> =>
  during(startProcess(new URL('channels-echo.ts', import.meta.url), bot, FLAGS), async () => {
    await play({ ...settling, answers: CHATS });
    return perSecond(await play({ ...asking, answers: CHATS * MESSAGES }));
  });

async function during(process: Running, work: () => Promise<number>): Promise<number> {
  await process.hears();
  const figure = await work();
  await process.stop();
  return figure;
}

/** @throws where a chat heard anything but its answers in their order */
function check(chat: number, heard: readonly string[], wanted: readonly string[]): void {
  const at = wanted.findIndex((text, n) => heard[n] !== text);
  if (at >= 0) throw new Error(`chat ${chat}, answer ${at}: “${heard[at]}” instead of “${wanted[at]}”`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const dataDir = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
const ours: number[] = [];
const echo: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  echo.push(await echoRound());
  ours.push(await assistantRound(dataDir));
  console.log(`${ours.at(-1)?.toFixed(0)} answers a second with everything on disk; the bare echo ${echo.at(-1)?.toFixed(0)}`);
}
await server.stop();
rmSync(dataDir, { recursive: true });
console.log(
  `${CHATS} chats at once, ${MESSAGES} questions each, every answer in its place: ${median(ours).toFixed(0)} a second, ` +
    `the bare echo ${median(echo).toFixed(0)}, ratio ${(median(ours) / median(echo)).toFixed(2)} (medians of ${ROUNDS})`,
);
