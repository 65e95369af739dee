/**
 * Runs the command line as a person or a program would: a process of its own.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly out: string;
  readonly error: string;
  readonly status: number | null;
}

/** `anjia <args>` with some text on standard input. */
export function anjia(args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let out = '';
  let error = '';
  child.stdout.on('data', data => {
    out += String(data);
  });
  child.stderr.on('data', data => {
    error += String(data);
  });
  child.stdin.end(input);
  return new Promise(resolve => child.on('close', status => resolve({ out, error, status })));
}
