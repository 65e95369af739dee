/**
 * Residents report on the web page, one after the other in each of several browsers, while the app is killed as by power cuts and started again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createAssistant } from '../../src/assistant.ts';
import { config } from '../../src/config.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openStorage } from '../../src/storage/index.ts';
import { type Running, startProcess } from '../support/process.ts';
import { createRandom, type Random } from '../support/random.ts';
import { Visitor } from '../support/visitor.ts';

export interface FireOptions {
  readonly seed: number;
  /** So often is the app killed. */
  readonly kills: number;
  /** PostgreSQL; without it SQLite in a folder of its own. */
  readonly databaseUrl?: string | undefined;
  readonly onKill?: (kills: number) => void;
}

/** What came of it. */
export interface FireReport {
  readonly kills: number;
  /** Kills while somebody waited for an answer. */
  readonly during: number;
  /** Numbers that residents were told. */
  readonly told: number;
  /** Cases that the database holds. */
  readonly kept: number;
  readonly links: number;
  readonly seconds: number;
  /** Sentences on what must not be. */
  readonly broken: readonly string[];
}

/** So many report at the same time. */
const BROWSERS = 6;
/** The app runs at least so long and at most so much longer. */
const RUNS_MS = { least: 100, more: 1_500 };
/** Nobody waits longer for the app to come back. */
const PATIENCE_MS = 60_000;
/** Nobody presses more buttons for one report. */
const MOST_PRESSES = 20;

/** A report whose number was told. */
interface Told {
  readonly text: string;
  readonly number: number;
}

export async function intakeUnderFire({ seed, kills, databaseUrl, onKill = () => {} }: FireOptions): Promise<FireReport> {
  const random = createRandom(seed);
  const began = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-fire-'));
  const env = {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const url = `http://127.0.0.1:${env.PORT}`;
  const state = { isOver: false, waiting: 0 };
  const told: Told[] = [];
  const asked: string[] = [];
  let app = await begun(env);
  const browsers = Array.from({ length: BROWSERS }, (_, i) => reporting(url, i, random, state, asked, told));
  let during = 0;
  for (let killed = 1; killed <= kills; killed++) {
    await pause(RUNS_MS.least + random.below(RUNS_MS.more));
    if (state.waiting > 0) during++;
    await app.kill();
    app = await begun(env);
    onKill(killed);
  }
  state.isOver = true;
  await Promise.all(browsers);
  await app.stop();
  try {
    const { broken, kept, links } = await judged(env, asked, told);
    return { kills, during, told: told.length, kept, links, seconds: (performance.now() - began) / 1000, broken };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function begun(env: NodeJS.ProcessEnv): Promise<Running> {
  const app = startProcess(new URL('../support/app-process.ts', import.meta.url), env);
  await app.hears();
  return app;
}

const PLACES = ['三栋', '五栋', '七栋二单元', '一栋'];
/** Opens a report. */
const REPORT = '我要反映';
const TROUBLES = ['电梯坏了没人修', '楼道灯不亮', '垃圾堆了没人运', '卫生间往下漏水', '停水三天了没人管'];

/** Reports one thing after the other, each as a new browser, until it is over; what was begun is finished. */
async function reporting(
  url: string,
  browser: number,
  random: Random,
  state: { readonly isOver: boolean; waiting: number },
  asked: string[],
  told: Told[],
): Promise<void> {
  for (let turn = 0; !state.isOver; turn++) {
    const text = `${random.pick(PLACES)}${random.pick(TROUBLES)}，第${browser}家第${turn}回`;
    asked.push(text);
    const visitor = new Visitor(url);
    const page = () => patiently(state, () => visitor.get());
    const send = (fields: Record<string, string>) => patiently(state, () => visitor.send(fields));
    await page();
    await send({ choice: 'region=guizhou' });
    await page();
    await send({ text });
    let again = 0;
    for (let presses = 0; presses < MOST_PRESSES; presses++) {
      const { text: html } = await page();
      // Longer numbers are parted, so that they can be read aloud.
      const [, number] = /编号：(\d[\d ]*)/.exec(html) ?? [];
      if (number !== undefined) {
        told.push({ text, number: Number(number.replaceAll(' ', '')) });
        break;
      }
      const choice = nextChoice(html);
      // It was lost on the way, or taken for a question: as a person does, it is written once more, and after that what the assistant says to write.
      await send(choice === undefined ? { text: again++ % 2 === 0 ? text : REPORT } : { choice });
    }
  }
}

/** What somebody presses who wants to report: to report it, else the kind that is suggested first. */
function nextChoice(html: string): string | undefined {
  const choices = [...html.matchAll(/name="choice" value="(form=[^"]+)"/g)].map(([, choice]) => choice ?? '');
  return choices.find(choice => choice.endsWith('=named')) ?? choices.find(choice => /^form=kind=(?!all$)/.test(choice));
}

/** Tries until the app answers: a browser shows an error meanwhile, and is asked to load the page again. */
async function patiently<T>(state: { waiting: number }, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    state.waiting++;
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(50);
    } finally {
      state.waiting--;
    }
  }
}

/** Holds what is kept against what was told. */
async function judged(
  env: NodeJS.ProcessEnv,
  asked: readonly string[],
  told: readonly Told[],
): Promise<{ readonly broken: readonly string[]; readonly kept: number; readonly links: number }> {
  const storage = await openStorage(config(env));
  try {
    const { wordbook } = createAssistant();
    const { grievances } = createRooms(storage, wordbook, systemClock);
    const broken: string[] = [];
    const kept = new Map<number, string>();
    for (let after = 0; ; ) {
      const numbers = await storage.grievances.numbers(after, 500);
      for (const number of numbers) {
        const text = (await storage.grievances.get(number))?.record?.text;
        if (text !== undefined) kept.set(number, text);
      }
      after = numbers.at(-1) ?? after;
      if (numbers.length < 500) break;
    }
    const seen = new Map<number, string>();
    for (const { number, text } of told) {
      if (kept.get(number) !== text) broken.push(`${number} was told for “${text}” and holds “${kept.get(number) ?? 'nothing'}”`);
      if (seen.has(number)) broken.push(`${number} was told for “${text}” and for “${seen.get(number)}”`);
      seen.set(number, text);
    }
    const times = new Map<string, number>();
    for (const text of kept.values()) times.set(text, (times.get(text) ?? 0) + 1);
    for (const [text, count] of times) if (count > 1) broken.push(`“${text}” was filed ${count} times`);
    for (const text of asked) if (!told.some(one => one.text === text)) broken.push(`“${text}” never got a number`);
    const { faults, links } = await grievances.verify();
    for (const fault of faults) broken.push(`history: ${JSON.stringify(fault)}`);
    return { broken, kept: kept.size, links };
  } finally {
    await storage.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
