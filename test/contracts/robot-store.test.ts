import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { DirectoryStore } from '../../src/directory/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { onEachDatabase } from '../support/databases.ts';

const at = new Date('2026-11-22T08:00:00Z');

onEachDatabase('the store of robots', opened => {
  const robots = (): DirectoryStore['robots'] => opened().storage.directory.robots;

  it('gives back the key of each robot, and of no other', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await robots().add('w_1', first, at)).toBe(true);
    expect(await robots().add('w_2', second, at)).toBe(true);
    expect([await robots().key('w_1'), await robots().key('w_2')]).toEqual([first, second]);
    for (const none of ['w_3', '', "w_1' or '1'='1"]) expect(await robots().key(none)).toBeUndefined();
  });

  it('takes the same key once, until its robot is removed', async () => {
    const key = randomUUID();
    expect(await robots().add('w_1', key, at)).toBe(true);
    expect(await robots().add('w_2', key, at)).toBe(false);
    expect(await robots().key('w_2')).toBeUndefined();
    await robots().remove('w_2');
    expect(await robots().key('w_1')).toBe(key);
    await robots().remove('w_1');
    expect(await robots().key('w_1')).toBeUndefined();
    expect(await robots().add('w_3', key, at)).toBe(true);
  });

  it('takes a key once though several ask at the same time', async () => {
    const key = randomUUID();
    const ids = ['w_1', 'w_2', 'w_3', 'w_4', 'w_5'];
    const added = await Promise.all(ids.map(id => robots().add(id, key, at)));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  it('holds keys sealed: neither their letters nor a plain digest of them stand in the table', async () => {
    const key = randomUUID();
    await robots().add('w_1', key, at);
    const database = await openDatabase(opened().options);
    const rows = await database.db.selectFrom('robot').selectAll().execute();
    await database.close();
    expect(rows).toEqual([
      {
        id: 'w_1',
        added_at: at.toISOString(),
        digest: expect.stringMatching(/^[\da-f]{8}\.[\w-]{43}$/),
        secret: expect.stringMatching(/^~[\da-f]{8}\.[\w-]+$/),
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(key.slice(0, 13));
  });
});
