import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../../../src/shared/start-error.ts';
import { openStorage } from '../../../src/storage/index.ts';

describe('the SQLite file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjia-sqlite-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('can be read by nobody else on the machine, in a folder that anybody may enter too', async () => {
    const dataDir = join(folder, 'open-to-all');
    mkdirSync(dataDir, { mode: 0o755 });
    const storage = await openStorage({ dataDir });
    expect(statSync(join(dataDir, 'anjia.sqlite')).mode & 0o077).toBe(0);
    await storage.close();
  });

  it('is refused as storage that cannot be used where it is no database', async () => {
    writeFileSync(join(folder, 'anjia.sqlite'), 'not a database, and long enough to be looked at '.repeat(20));
    await expect(openStorage({ dataDir: folder })).rejects.toThrow(StartError);
  });
});
