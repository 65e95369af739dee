import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anjia } from '../support/command.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { withDatabase } from '../support/opened.ts';

const DAY_MS = 24 * 3600 * 1000;
const envOf = ({ options }: Caseworld): Record<string, string> => ({
  DATA_DIR: options.dataDir,
  ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
});

describe.each(databases.map(database => [database.name, database] as const))('anjia queue verify on %s', (_, database) => {
  let world: Caseworld;
  let number: number;
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database);
    number = await world.reported();
    world.clock.pass(2 * DAY_MS);
    await world.grievances.anchor();
  });
  afterEach(() => world?.close());

  it('ends with 0 where nothing was changed, with 1 where something was, and with 2 where it is called wrongly', async () => {
    const whole = await anjia(['queue', 'verify'], '', envOf(world));
    expect(whole).toMatchObject({ status: 0 });
    expect(whole.out).toMatch(/^核对完：1 件，1 条记录.+没有被改过的。\n最近一个日结是 \d{4}-\d\d-\d\d:\S{43}。/);
    const [anchor = ''] = /\d{4}-\d\d-\d\d:[\w-]{43}/.exec(whole.out) ?? [];
    expect(await anjia(['queue', 'verify', '--anchor', anchor], '', envOf(world))).toMatchObject({ status: 0 });
    const other = `${anchor.slice(0, -1)}${anchor.endsWith('A') ? 'B' : 'A'}`;
    const exchanged = await anjia(['queue', 'verify', '--anchor', other], '', envOf(world));
    expect(exchanged).toMatchObject({ status: 1, out: '' });
    expect(exchanged.error).toContain(`${anchor.slice(0, 10)} 的日结没有了，或者被换过`);
    expect(await anjia(['queue', 'verify', '--anchor', 'yesterday'], '', envOf(world))).toMatchObject({ status: 2, out: '' });

    await withDatabase(world.options, ({ db }) => db.updateTable('case_link').set({ by_actor: 'p_other' }).execute());
    const changed = await anjia(['queue', 'verify'], '', envOf(world));
    expect(changed).toMatchObject({ status: 1, out: '' });
    expect(changed.error).toContain(`${number} 号第 1 条：记录被改过`);
  });

  it('says how far it is, and stops when it is told to, with nothing said of the rest', async () => {
    // So many numbers without a history: each of them is looked at.
    const given = database.name === 'SQLite' ? '' : 'overriding system value';
    const many = `insert into case_number (id) ${given} with recursive n(i) as (select 100 union all select i + 1 from n where i < 200000) select i from n`;
    await withDatabase(world.options, ({ db }) => sql.raw(many).execute(db));
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'queue', 'verify'], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { ...process.env, NO_COLOR: '1', ...envOf(world) },
    });
    let [out, error] = ['', ''];
    let isStopped = false;
    child.stdout.on('data', data => (out += String(data)));
    child.stderr.on('data', data => {
      error += String(data);
      // Once: a second one ends it at once.
      if (!isStopped && error.includes('已经核对')) isStopped = child.kill('SIGINT');
    });
    const [status, signal] = await new Promise<readonly unknown[]>(resolve => child.on('close', (...ended) => resolve(ended)));
    expect([status, signal, out]).toEqual([1, null, '']);
    expect(error).toMatch(/正在逐件核对[\s\S]*已经核对 5000 件[\s\S]*已经停下，什么都没有改动。\s*$/);
    expect(error).not.toMatch(/\n\s+at /);
    // It held nothing: the world goes on.
    expect((await world.storage.grievances.get(number))?.state).toBe('received');
  });
});
