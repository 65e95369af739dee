import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The process behind `npm start`, what it printed so far, and its exit status. */
interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
}

describe('npm start', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-start-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(env: NodeJS.ProcessEnv = {}): Started {
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'start'], {
      env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'info', ...env },
    });
    children.push(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', data => {
      out += String(data);
    });
    child.stderr.on('data', data => {
      err += String(data);
    });
    return { child, out: () => out, err: () => err, exit: new Promise(resolve => child.once('close', resolve)) };
  }

  const address = async ({ out }: Started): Promise<string> => {
    await expect.poll(out, { timeout: 20_000 }).toMatch(/http:\/\/\S+/);
    return /http:\/\/\S+/.exec(out())?.[0] ?? '';
  };

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address and the code for the first administrator, serves, and ends well on %s',
    async signal => {
      const started = start();
      const url = await address(started);
      await expect.poll(() => started.out().trim().split('\n')[1], { timeout: 20_000 }).toMatch(/[0-9A-Z]{5}-[0-9A-Z]{5}$/);
      expect(started.out().trim().split('\n')).toHaveLength(2);
      expect((await fetch(url)).status).toBe(200);
      started.child.kill(signal);
      expect(await started.exit).toBe(0);
      expect(started.err()).toContain('"msg":"stopped"');
    },
  );

  it('takes a signal that arrives several times within one press as one', async () => {
    const started = start();
    await address(started);
    started.child.kill('SIGINT');
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
  });

  it('says what to do where the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>(resolve => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const started = start({ PORT: String(port) });
    expect(await started.exit).toBe(1);
    expect(started.err()).toContain(String(port));
    expect(started.err()).toContain('PORT=');
    expect(started.err()).not.toMatch(/^\s+at /m);
    other.close();
  });

  it('says what to do where the data directory cannot be used', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    const started = start({ DATA_DIR: join(file, 'data') });
    expect(await started.exit).toBe(1);
    expect(started.err()).toContain('DATA_DIR');
    expect(started.err()).not.toMatch(/^\s+at /m);
  });

  it('says what to do where the database cannot be reached, without its password', async () => {
    const started = start({ DATABASE_URL: 'postgres://anjia:s3cret-word@127.0.0.1:1/anjia' });
    expect(await started.exit).toBe(1);
    expect(started.err()).toContain('DATABASE_URL');
    expect(started.err()).toContain('127.0.0.1:1');
    expect(started.err()).not.toContain('s3cret-word');
  });

  it('names the settings that are wrong', async () => {
    const started = start({ PORT: 'many', KEEP_DAYS: '0' });
    expect(await started.exit).toBe(1);
    expect(started.err()).toContain('PORT');
    expect(started.err()).toContain('KEEP_DAYS');
  });
});
