import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import {
  configuredKeys,
  KeyError,
  keyFile,
  linesOf,
  newKeyLine,
  parseKey,
  writeKeyFile,
} from '../../src/storage/sealing/keys.ts';
import { keyFileIn } from '../../src/storage/sealing/open-keys.ts';
import { createSealer, DamagedError, isSealed, keyIdOf } from '../../src/storage/sealing/sealer.ts';

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'anjia-keys-'));
  file = keyFileIn(dataDir);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const fault = (work: () => unknown): unknown => {
  try {
    work();
    return 'none at all';
  } catch (error) {
    return error instanceof KeyError ? error.fault : error;
  }
};
/** Opens the database and closes it again. @returns the id of the key that seals */
const open = async (dataKeys?: string): Promise<string> => {
  const database = await openDatabase({ dataDir, dataKeys });
  await database.close();
  return database.sealer.keyId;
};

describe('keys', () => {
  it.each(['', '\n', 'secret', newKeyLine().slice(0, -1), `${newKeyLine()}A`, newKeyLine().replace('=', 'A'), '钥匙'])(
    'are malformed as %j',
    text => {
      writeFileSync(file, text, { mode: 0o600 });
      expect(fault(() => keyFile(file).read())).toBe('malformed');
      expect(fault(() => configuredKeys(text))).toBe('malformed');
      expect(fault(() => configuredKeys(`${newKeyLine()},${text}`))).toBe('malformed');
    },
  );

  it('say nothing of themselves, neither in their id nor where one is malformed', () => {
    const line = newKeyLine();
    expect(line).not.toContain(parseKey(line).id);
    expect(() => parseKey(`${line}${line}`)).toThrow('the keys cannot be used: malformed');
  });

  it('are not used from a file that others may read', async () => {
    await open();
    for (const mode of [0o640, 0o604, 0o620, 0o601]) {
      chmodSync(file, mode);
      await expect(open()).rejects.toMatchObject({ fault: 'readable' });
    }
    chmodSync(file, 0o400);
    await open();
  });

  it('are made for a new database, in a file for its owner alone, and stay', async () => {
    const id = await open();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await open()).toBe(id);
    expect(readdirSync(dataDir).filter(name => name.startsWith('keys'))).toEqual(['keys']);
  });

  it('are not made anew where the database needs those that are gone', async () => {
    const id = await open();
    rmSync(file);
    await expect(open()).rejects.toMatchObject({ fault: 'none', keyId: id });
    expect(existsSync(file)).toBe(false);
    await expect(open(newKeyLine())).rejects.toMatchObject({ fault: 'missing', keyId: id });
  });

  it('are refused where one that the database was sealed with is not among them', async () => {
    await open();
    const line = linesOf(file)[0]!;
    const [second, third] = [newKeyLine(), newKeyLine()];
    writeKeyFile(file, [second, line]);
    expect(await open()).toBe(parseKey(second).id);
    writeKeyFile(file, [third, second]);
    await expect(open()).rejects.toMatchObject({ fault: 'missing', keyId: parseKey(line).id });
    expect(await open([third, line, second].join(', '))).toBe(parseKey(third).id);
  });

  it('are made once by programs that start at the same time', async () => {
    const module = (path: string) => JSON.stringify(new URL(`../../src/storage/${path}`, import.meta.url).href);
    const start = Date.now() + 3_000;
    const code = `
      const { openDatabase } = await import(${module('database.ts')});
      while (Date.now() < ${start});
      const { sealer, close } = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(sealer.keyId);
      await close();`;
    const program = ['--import', 'tsx', '--input-type=module', '--eval', code];
    const run = () =>
      new Promise<string>((resolve, reject) => {
        execFile(process.execPath, program, { timeout: 30_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
      });
    const printed = await Promise.all([run(), run()]);
    expect(printed.map(stdout => stdout.trim())).toEqual(Array(2).fill(parseKey(linesOf(file)[0]!).id));
  });

  describe('in a file that changes while the program runs', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
    afterEach(() => void vi.useRealTimers());

    it('seal anew and still open what was sealed before', () => {
      const [first, second] = [newKeyLine(), newKeyLine()];
      writeKeyFile(file, [first]);
      const sealer = createSealer(keyFile(file));
      const sealed = sealer.seal('person.name', '罗世珍');
      const digest = sealer.digest('gap.key', '低保');
      writeKeyFile(file, [second, first]);
      vi.advanceTimersByTime(1_000);
      expect(sealer.keyId).toBe(parseKey(second).id);
      expect(sealer.open('person.name', sealed)).toBe('罗世珍');
      expect(keyIdOf(sealer.seal('person.name', '罗世珍'))).toBe(parseKey(second).id);
      expect(sealer.digests('gap.key', '低保')).toEqual([sealer.digest('gap.key', '低保'), digest]);
      writeKeyFile(file, [second]);
      vi.advanceTimersByTime(1_000);
      expect(fault(() => sealer.open('person.name', sealed))).toBe('missing');
    });

    it('are not used any more once the file is gone, broken or readable by others', () => {
      writeKeyFile(file, [newKeyLine()]);
      const sealer = createSealer(keyFile(file));
      const seal = () => sealer.seal('person.name', '罗世珍');
      const spoilt: [string, () => void][] = [
        ['readable', () => chmodSync(file, 0o644)],
        ['malformed', () => writeKeyFile(file, ['broken'])],
        ['malformed', () => writeKeyFile(file, [])],
        ['none', () => rmSync(file)],
      ];
      for (const [expected, spoil] of spoilt) {
        spoil();
        vi.advanceTimersByTime(1_000);
        expect(fault(seal)).toBe(expected);
        expect(fault(seal)).toBe(expected);
      }
      writeKeyFile(file, [newKeyLine()]);
      expect(isSealed(seal())).toBe(true);
    });
  });
});

describe('a sealed value', () => {
  const sealer = createSealer(configuredKeys(newKeyLine()));
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const some = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const bodyOf = (sealed: string) => Buffer.from(sealed.split('.')[1]!, 'base64url');

  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(text, fc.string(), (plain, column) => {
        const sealed = sealer.seal(column, plain);
        expect(isSealed(sealed)).toBe(true);
        expect(sealer.open(column, sealed)).toBe(plain);
      }),
    );
  });

  it('never shows twice that the same was sealed, nor any of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }), plain => {
        const [one, two] = [sealer.seal('person.name', plain), sealer.seal('person.name', plain)];
        expect(one).not.toBe(two);
        expect(bodyOf(one).includes(plain)).toBe(false);
      }),
    );
  });

  it('opens in no other column', () => {
    fc.assert(
      fc.property(some, fc.string(), fc.string(), (plain, column, other) => {
        fc.pre(column !== other);
        const sealed = sealer.seal(column, plain);
        expect(() => sealer.open(other, sealed)).toThrow(DamagedError);
      }),
    );
  });

  it('does not open where any bit of it was changed, or any end cut off', () => {
    fc.assert(
      fc.property(some, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, position, bit) => {
        const sealed = sealer.seal('person.name', plain);
        const open = (body: Buffer) => () => sealer.open('person.name', `~${sealer.keyId}.${body.toString('base64url')}`);
        const body = bodyOf(sealed);
        const changed = Buffer.from(body);
        changed[position % body.length]! ^= 1 << bit;
        expect(open(body)()).toBe(plain);
        expect(open(changed)).toThrow(DamagedError);
        expect(open(body.subarray(0, Math.max(1, position % body.length)))).toThrow(DamagedError);
        expect(open(body.subarray(1 + (position % body.length)))).toThrow(DamagedError);
      }),
    );
  });

  it.each(['in clear', '~', '~12345678.', '~1234567.AAAA', '12345678.AAAA', '~12345678.罗'])('is not %j', text => {
    expect(isSealed(text)).toBe(false);
    expect(() => sealer.open('person.name', text)).toThrow(DamagedError);
  });

  it('is missing its key under another one', () => {
    const other = createSealer(configuredKeys(newKeyLine()));
    expect(fault(() => sealer.open('person.name', other.seal('person.name', '罗世珍')))).toBe('missing');
  });

  it('has a digest that is the same for the same text of a column, and for no other', () => {
    fc.assert(
      fc.property(text, text, fc.string(), fc.string(), (one, two, column, other) => {
        expect(sealer.digest(column, one) === sealer.digest(column, two)).toBe(one === two);
        expect(sealer.digest(column, one) === sealer.digest(other, one)).toBe(column === other);
        expect(sealer.digests(column, one)).toEqual([sealer.digest(column, one)]);
      }),
    );
  });
});
