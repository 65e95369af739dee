import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpDaily, backupFolder, readBackup } from '../../../src/storage/backup/index.ts';
import { openDatabase } from '../../../src/storage/database.ts';

const HOUR_MS = 3600 * 1000;
const start = new Date('2026-11-20T18:10:00Z').getTime();

describe('daily backups', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-daily-'));
    await (await openDatabase({ dataDir })).close();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  const names = () => (existsSync(backupFolder(dataDir)) ? readdirSync(backupFolder(dataDir)).sort() : []);
  const hoursOn = (hours: number) => new Date(start + hours * HOUR_MS);

  it('are one a day, however often the program starts, and can be read', async () => {
    const file = await backUpDaily({ dataDir }, 7, hoursOn(0));
    expect(await backUpDaily({ dataDir }, 7, hoursOn(1))).toBeUndefined();
    expect(names()).toEqual(['anjia-daily-2026-11-21.jsonl.gz']);
    expect((await readBackup(file ?? '', {})).header.schema).not.toBe('');
  });

  it('go when newer ones are enough; what people made stays', async () => {
    for (let day = 0; day < 5; day++) await backUpDaily({ dataDir }, 3, hoursOn(24 * day));
    writeFileSync(join(backupFolder(dataDir), 'anjia-20200101T000000Z.jsonl.gz'), '');
    await backUpDaily({ dataDir }, 3, hoursOn(24 * 5));
    expect(names()).toEqual([
      'anjia-20200101T000000Z.jsonl.gz',
      ...['24', '25', '26'].map(day => `anjia-daily-2026-11-${day}.jsonl.gz`),
    ]);
  });

  it('are not taken where nobody wants any', async () => {
    expect(await backUpDaily({ dataDir }, 0, hoursOn(0))).toBeUndefined();
    expect(names()).toEqual([]);
  });

  it('leave older ones alone where a new one fails', async () => {
    await backUpDaily({ dataDir }, 1, hoursOn(0));
    rmSync(join(dataDir, 'anjia.sqlite'));
    await expect(backUpDaily({ dataDir }, 1, hoursOn(24))).rejects.toThrow('nothing');
    expect(names()).toEqual(['anjia-daily-2026-11-21.jsonl.gz']);
  });
});
