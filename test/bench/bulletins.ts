/**
 * `npm run bench:bulletins`: one bulletin to 35,000 groups on SQLite: looked at, begun, watched, its ledger read, put right and taken back
 * wherever it went; how long each takes, and how much memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openStorage } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { aSettlement, ids } from '../support/directory.ts';

const GROUPS = 35_000;
const OF_A_SETTLEMENT = 10;
const ACCOUNT = { channel: 'telegram', account: '1' };
const ALL = { places: [{ kind: 'all' }] } as const;

const dataDir = mkdtempSync(join(tmpdir(), 'anjia-bulletins-'));
const storage = await openStorage({ dataDir });
const { bulletins, deliveries } = createRooms(storage, loadWordbook(folders.locales), systemClock);

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const { rss } = process.memoryUsage();
  console.log(`${what}: ${Math.round(performance.now() - start)} ms, ${Math.round(rss / 2 ** 20)} MB resident`);
  return result;
}

/** The platform takes everything at once: what is measured is what surrounds it. */
async function allSent(origin: string): Promise<void> {
  const database = await openDatabase({ dataDir });
  await sql`update delivery set state = 'sent', ended_at = created_at, attempts = 1, parts = 1, sent_as = '["' || id || '"]'
    where origin = ${origin} and state = 'waiting'`.execute(database.db);
  await database.close();
}

/** As the server does it, look by look. */
async function settled(origin: string): Promise<void> {
  for (let looks = 1; (await storage.bulletins.busy(9)).some(({ unsettled }) => unsettled); looks++) {
    const start = performance.now();
    await bulletins.tellWatchers();
    if (looks === 1) console.log(`one look: ${Math.round(performance.now() - start)} ms`);
  }
  const { waiting } = await deliveries.tally(origin);
  if (waiting !== GROUPS) throw new Error(`${waiting} groups`);
}

await timed(`${GROUPS} groups are filed`, () =>
  storage.transact(async () => {
    for (let i = 0; i < GROUPS; i += OF_A_SETTLEMENT) {
      const settlement = aSettlement({ name: `社区${i}` });
      await storage.directory.settlements.put(settlement, systemClock.now());
      for (let j = 0; j < OF_A_SETTLEMENT; j++)
        await storage.directory.groups.put({
          ...ACCOUNT,
          id: ids.group(),
          chat: `-${i + j}`,
          settlement: settlement.id,
          name: `群${j}`,
          boundBy: 'operator',
          boundAt: systemClock.now().toISOString(),
          manner: 'called',
        });
    }
  }),
);
const content = {
  title: '招缝纫工',
  text: '黔西服装厂招缝纫工二十名，计件，月收入三千到五千，包吃住。'.repeat(8),
  receipts: true,
};
const { id } = valueIn(await bulletins.write(OPERATOR, { kind: 'jobs', content, audience: ALL }));
const { digest } = await timed('it is looked at', async () => valueIn(await bulletins.preview(OPERATOR, id)));
await timed('it begins', async () => valueIn(await bulletins.submit(OPERATOR, id, {}, digest)));
await bulletins.watch(id, { channel: 'web', account: 'anjia', chat: 'c', person: 'p' }, 'zh-CN');
await timed('its watchers are told', () => bulletins.tellWatchers());
await timed('a page of its ledger', async () => valueIn(await bulletins.ledger(OPERATOR, id, { limit: 100 })));
await timed('all of its ledger', async () => {
  let [after, lines] = [0, 0];
  for (;;) {
    const page = valueIn(await bulletins.ledger(OPERATOR, id, { after, limit: 500 }));
    lines += page.length;
    if (page.length < 500) break;
    after = page.at(-1)!.delivery;
  }
  if (lines !== GROUPS) throw new Error(`${lines} lines`);
});
await allSent(`bulletin:${id}`);
await timed('it is put right: begun', async () => valueIn(await bulletins.correct(OPERATOR, id, `${content.text}（更正）`)));
await timed('it is put right: everywhere', () => settled(`correct:${id}:1`));
await allSent(`correct:${id}:1`);
await timed('it is taken back: begun', async () => valueIn(await bulletins.recall(OPERATOR, id)));
await timed('it is taken back: everywhere', () => settled(`recall:${id}`));
await storage.close();
rmSync(dataDir, { recursive: true });
