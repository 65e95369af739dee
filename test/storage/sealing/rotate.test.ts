import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import { type Database, openDatabase, type StorageOptions } from '../../../src/storage/database.ts';
import { columnName, digestColumn, SEALED_TABLES } from '../../../src/storage/sealing/columns.ts';
import { listKeys } from '../../../src/storage/sealing/key-list.ts';
import { linesOf, newKeyLine, parseKey } from '../../../src/storage/sealing/keys.ts';
import { keyFileIn } from '../../../src/storage/sealing/open-keys.ts';
import { beginRotation, reseal } from '../../../src/storage/sealing/rotate.ts';
import { createSealer, keyIdOf } from '../../../src/storage/sealing/sealer.ts';
import { databases, type FreshDatabase } from '../../support/databases.ts';
import { fillDatabase, messageRow } from '../../support/rows.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const at = new Date('2026-11-29T10:00:00Z');

describe.each(databases.filter(({ missing }) => missing === undefined).map(kind => [kind.name, kind] as const))(
  'changing the key on %s',
  (_, kind) => {
    let place: FreshDatabase;
    let options: StorageOptions;
    let database: Database;
    const others: Database[] = [];
    beforeEach(async () => {
      place = await kind.make();
      ({ options } = place);
      database = await openDatabase(options);
      await fillDatabase(database, 350);
    });
    afterEach(async () => {
      for (const other of others.splice(0)) await other.close();
      await database.close();
      await place.drop();
    });

    const again = async (): Promise<Database> => {
      const other = await openDatabase(options);
      others.push(other);
      return other;
    };
    const keysHere = () => linesOf(keyFileIn(options.dataDir)).map(line => parseKey(line).id);
    const rotate = async (settleMs = 0) => {
      const begun = await beginRotation(database, new Date(Date.now() - 1));
      return { begun, done: await reseal(database, { clock: systemClock, settleMs }) };
    };

    /** Opens every sealed value with the keys that are here, and makes each digest again: how many there were, and under which keys. */
    async function openAll(from: Database): Promise<{ values: number; keys: readonly string[] }> {
      const sealer = createSealer(from.keys);
      const keys = new Set<string>();
      let values = 0;
      for (const { table, sealed, digests = [] } of SEALED_TABLES) {
        const rows = (await from.db.selectFrom(table).selectAll().execute()) as unknown as readonly Record<
          string,
          string | null
        >[];
        for (const row of rows) {
          for (const column of sealed) {
            const value = row[column] ?? '';
            sealer.open(columnName(table, column), value);
            if (value === '') continue;
            keys.add(keyIdOf(value) ?? '');
            values++;
          }
          for (const { digest, of, within } of digests) {
            const name = digestColumn(table, digest, within === undefined ? undefined : String(row[within]));
            const text = sealer.open(columnName(table, of), row[of] ?? '');
            expect(sealer.digests(name, text)).toContain(row[digest]);
            keys.add(String(row[digest]).slice(0, 8));
          }
        }
      }
      return { values, keys: [...keys] };
    }

    it('seals every value and digest with the new key, and lets the old one go', async () => {
      const [old] = keysHere();
      const before = await openAll(database);
      const { begun, done } = await rotate();
      expect(begun).toMatchObject({ kind: 'begun' });
      expect(done).toMatchObject({ damaged: 0, retired: [old], codes: 1 });
      const fresh = await again();
      expect(await openAll(fresh)).toEqual({ values: before.values, keys: keysHere() });
      expect(keysHere()).toHaveLength(1);
      expect(keysHere()).not.toContain(old);
      expect(await fresh.db.selectFrom('sealing_key').select('id').execute()).toEqual([{ id: keysHere()[0] }]);
      expect(statSync(keyFileIn(options.dataDir)).mode & 0o077).toBe(0);
      expect(await listKeys(fresh)).toMatchObject([{ id: keysHere()[0], seals: true, values: before.values }]);
    });

    it('loses nothing that a server writes and changes meanwhile', async () => {
      const server = await again();
      const end = new AbortController();
      let written = 0;
      const serve = async () => {
        while (!end.signal.aborted) {
          await server.db
            .insertInto('message')
            .values(messageRow(server.sealer, `s${written}`, `新 ${written}`))
            .execute();
          await server.db
            .updateTable('person')
            .set({ name: server.sealer.seal('person.name', `第 ${written} 次`) })
            .execute();
          written++;
        }
      };
      const served = serve();
      await expect.poll(() => written, { timeout: 20_000 }).toBeGreaterThan(3);
      // As long as the server may go on with the old key, and then wait to write.
      const { done } = await rotate(6000);
      end.abort();
      await served;
      expect(done).toMatchObject({ damaged: 0 });
      const fresh = await again();
      expect((await openAll(fresh)).keys).toEqual(keysHere());
      const { name } = await fresh.db.selectFrom('person').select('name').executeTakeFirstOrThrow();
      expect(fresh.sealer.open('person.name', name)).toBe(`第 ${written - 1} 次`);
      const { n } = await fresh.db
        .selectFrom('message')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      expect(n).toBe(350 + written);
    });

    it('waits for a transaction that sealed with the old key and is not committed, and seals that too', async () => {
      const slow = await again();
      const [old] = keysHere();
      const row = messageRow(slow.sealer, 'late', '晚到');
      await beginRotation(database, at);
      let inserted = false;
      const late = slow.transact(async () => {
        await slow.db.insertInto('message').values(row).execute();
        inserted = true;
        await pause(1000);
      });
      await expect.poll(() => inserted, { timeout: 20_000 }).toBe(true);
      const [done] = await Promise.all([reseal(database, { clock: systemClock, settleMs: 0 }), late]);
      expect(done).toMatchObject({ retired: [old] });
      expect((await openAll(await again())).keys).toEqual(keysHere());
    });

    it('goes on after it was stopped, and makes no further key meanwhile', async () => {
      const before = await openAll(database);
      const begun = await beginRotation(database, at);
      const stop = new AbortController();
      const progress = () => stop.abort();
      await expect(reseal(database, { clock: systemClock, progress, signal: stop.signal })).rejects.toThrow(/abort/i);
      expect(await openAll(await again())).toMatchObject({ values: before.values });
      expect(keysHere()).toHaveLength(2);
      expect(await beginRotation(database, at)).toEqual({ ...begun, kind: 'unfinished' });
      await reseal(database, { clock: systemClock, settleMs: 0 });
      expect(keysHere()).toHaveLength(1);
      expect(await openAll(await again())).toEqual({ values: before.values, keys: keysHere() });
    });

    it('keeps every key while a row does not open, and says how many there are', async () => {
      const damaged = database.sealer.seal('person.name', '坏').slice(0, -4);
      await database.db.updateTable('person').set({ name: damaged }).execute();
      const { done } = await rotate();
      expect(done).toMatchObject({ damaged: 1, retired: [] });
      expect(keysHere()).toHaveLength(2);
      expect(await database.db.selectFrom('person').select('name').execute()).toEqual([{ name: damaged }]);
    });

    it('makes one key where two operators begin at once', async () => {
      const other = await again();
      const begun = await Promise.all([beginRotation(database, at), beginRotation(other, at)]);
      expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', 'unfinished']);
      expect(keysHere()).toHaveLength(2);
      await Promise.all([database, other].map(one => reseal(one, { clock: systemClock, settleMs: 0 })));
      expect(keysHere()).toHaveLength(1);
      await openAll(await again());
    });

    it('leaves keys of the configuration to the operator, and seals with the first of them', async () => {
      const [line = ''] = linesOf(keyFileIn(options.dataDir));
      const configured = { ...options, dataKeys: `${newKeyLine()}, ${line}` };
      const other = await openDatabase(configured);
      others.push(other);
      expect(await beginRotation(other, at)).toEqual({ kind: 'configured' });
      const done = await reseal(other, { clock: systemClock, settleMs: 0 });
      expect(done.retired).toEqual([parseKey(line).id]);
      expect((await openAll(other)).keys).toEqual([other.sealer.keyId]);
      expect(readFileSync(keyFileIn(options.dataDir), 'utf8').trim()).toBe(line);
      const without = await openDatabase({ ...options, dataKeys: configured.dataKeys.split(',')[0] });
      others.push(without);
      await openAll(without);
    });

    it('is unharmed by kill -9 at any moment, and finishes when it is run again', async () => {
      await fillMore(database, 3000);
      const before = (await openAll(database)).values;
      const script = `
      import { beginRotation, reseal } from './src/storage/sealing/rotate.ts';
      import { openDatabase } from './src/storage/database.ts';
      const database = await openDatabase(${JSON.stringify(options)});
      const step = () => process.stdout.write('.');
      step();
      await beginRotation(database, new Date(0));
      step();
      await reseal(database, { clock: { now: () => new Date() }, settleMs: 0, progress: step });
      await database.close();
    `;
      const file = `${options.dataDir}/rotate.mts`;
      writeFileSync(file, script.replaceAll('./src/', `${root}src/`));
      const seen = new Set<number>();
      for (const steps of [1, 2, 3, 8, 20]) {
        const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
        let done = 0;
        child.stdout.on('data', (dots: Buffer) => {
          done += dots.length;
          if (done >= steps) child.kill('SIGKILL');
        });
        await new Promise(resolve => child.once('close', resolve));
        const now = await openDatabase(options);
        expect((await openAll(now)).values, `killed after ${steps} steps`).toBe(before);
        await now.close();
        seen.add(keysHere().length);
      }
      // At least one of them was killed between the new key and the end of the old one.
      expect(seen).toContain(2);
      await reseal(database, { clock: systemClock, settleMs: 0 });
      expect(keysHere()).toHaveLength(1);
      expect(await openAll(await again())).toEqual({ values: before, keys: keysHere() });
    });
  },
);

async function fillMore({ db, sealer }: Database, messages: number): Promise<void> {
  for (let from = 0; from < messages; from += 100) {
    const rows = Array.from({ length: 100 }, (_, i) => messageRow(sealer, `more${from + i}`, `社保 ${from + i}`));
    await db.insertInto('message').values(rows).execute();
  }
}
