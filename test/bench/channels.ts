/**
 * `npm run bench:channels`: updates answered a second through Telegram by the whole assistant, everything on disk before it is confirmed, beside a
 * bare grammY bot that echoes, against the same Bot API in one run. Fifty people write at once; that each hears the answers to their own
 * questions, in their order and nothing else, is checked word by word.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCore } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import { LIMITS } from '../../src/channels/telegram/limits.ts';
import { config } from '../../src/config.ts';
import { partsOf } from '../../src/message/parts.ts';
import { labelledMessages } from '../eval/labelled.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom } from '../support/random.ts';
import type { Round, RoundResult } from './channels-server.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const CHATS = 50;
const MESSAGES = 40;
/** So many different ways of asking; several people ask the same. */
const KINDS = 10;
const SETTLING = '贵州';
const SEED = 5;
/** As `npm start` starts it. */
const FLAGS = ['--max-semi-space-size=4'];

const random = createRandom(SEED);
const assistant = createAssistant();
/** What tells of danger is answered before what was asked earlier: it has no place in a row. */
const questions = labelledMessages('guizhou').filter(({ chat, text }) => chat === 'private' && assistant.danger(text) === 'none');
const kinds = Array.from({ length: KINDS }, () => random.shuffled(questions.map(({ text }) => text)).slice(0, MESSAGES));
const kindOf = <T>(of: readonly T[]): readonly T[] => Array.from({ length: CHATS }, (_, chat) => of[chat % of.length]!);

/** What each way of asking is answered with, as the same assistant says it elsewhere, one message after the other. */
async function expected(): Promise<{ settled: readonly string[]; answers: readonly (readonly string[])[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
  const { conversation, stop } = await openCore(config({ DATA_DIR: dataDir }), { assistant });
  let sent = 0;
  const ask = async (person: string, text: string): Promise<readonly string[]> => {
    const outgoing = await conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: person, kind: 'private' },
      person,
      platformId: String(sent++),
      text,
      mentioned: true,
      at: new Date(),
    });
    return outgoing.flatMap(one => partsOf(one, LIMITS).map(part => part.text.trim()));
  };
  const settled = await ask('first', SETTLING);
  const answers = await Promise.all(
    kinds.map(async (texts, kind) => {
      const said: string[] = [];
      await ask(`person ${kind}`, SETTLING);
      for (const text of texts) said.push(...(await ask(`person ${kind}`, text)));
      return said;
    }),
  );
  await stop();
  rmSync(dataDir, { recursive: true });
  return { settled, answers };
}

const { settled, answers } = await expected();
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
    await play({ said: kindOf([[SETTLING]]), answers: CHATS * settled.length });
    const wanted = kindOf(answers);
    const result = await play({ goesOn: true, said: kindOf(kinds), answers: wanted.flat().length });
    for (const [chat, heard] of result.heard.entries()) check(chat, heard, wanted[chat]!);
    return perSecond(result);
  });
}

const echoRound = (): Promise<number> =>
  during(startProcess(new URL('channels-echo.ts', import.meta.url), bot, FLAGS), async () => {
    await play({ said: kindOf([[SETTLING]]), answers: CHATS });
    return perSecond(await play({ goesOn: true, said: kindOf(kinds), answers: CHATS * MESSAGES }));
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
