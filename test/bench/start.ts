/**
 * `npm run bench:start`: from the start of the node process to the first answer, and the memory it then holds; first where nothing was learned yet.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { folders } from '../../src/config.ts';

const RUNS = 7;
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const question = JSON.stringify({ id: '1', region: 'guizhou', chat: 'private', mentioned: true, text: '搬到城里还能吃低保不' });

interface Run {
  readonly ms: number;
  readonly mib: number;
}

async function once(): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--import', 'tsx', main, 'reply', '--jsonl'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answered = new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data))));
  child.stdin.write(`${question}\n`);
  const answer = await answered;
  const ms = performance.now() - start;
  if (!answer.includes('"action":"answer"')) throw new Error(`not an answer: ${answer}`);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  child.stdin.end();
  await new Promise(resolve => child.once('exit', resolve));
  return { ms, mib: Number(peak) / 1024 };
}

rmSync(folders.cache, { recursive: true, force: true });
const untaught = await once();
const runs: Run[] = [];
for (let n = 0; n < RUNS; n++) runs.push(await once());
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(
  `first answer after ${median(runs.map(({ ms }) => ms)).toFixed(0)} ms (median of ${RUNS}), peak memory ${median(runs.map(({ mib }) => mib)).toFixed(0)} MiB; ${untaught.ms.toFixed(0)} ms, ${untaught.mib.toFixed(0)} MiB the first time after a change`,
);
