/**
 * `npm run bench:postings`: how long a table of 5,000 postings takes from the bytes of an .xlsx into the database on SQLite, beside what keeping the
 * cells alone takes; and how long the same table takes when it is sent again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { read as readWorkbook, utils, write } from '@e965/xlsx';
import { Kysely } from 'kysely';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readSpreadsheetApart } from '../../src/spreadsheet/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import { sqliteDialect } from '../../src/storage/sqlite/dialect.ts';
import { aSettlement } from '../support/directory.ts';
import { postingWords } from '../support/posting-words.ts';

const ROUNDS = 3;
const POSTINGS = 5_000;
const TITLES = ['缝纫工', '电子厂普工', '保洁员', '挖掘机司机', '手工编织', '快递分拣', '厨师', '家政保姆'];
const WAGES = ['3000-4500元/月', '150元/天', '18元/小时', '计件每件0.8元', '面议', '4千起', '底薪2000元/月+计件', '6000元以上'];
const MORE = ['包午餐', '有班车，免押金', '五险一金，不收任何费用', ''];
const pick = (from: readonly string[], at: number) => from[at % from.length] ?? '';

function tableOf(postings: number): Uint8Array {
  const headings = postingWords.template.columns.map(({ heading }) => heading);
  const rows = Array.from({ length: postings }, (_, i) => {
    const cells: Readonly<Record<string, string | number>> = {
      serial: i + 1,
      employer: `黔西市第${Math.floor(i / 5)}制衣厂`,
      title: `${pick(TITLES, i)}${i % 5}`,
      openings: 1 + (i % 40),
      county: '',
      place: `锦绣街道工业园${i % 90}号`,
      wage: pick(WAGES, i),
      kind: pick(['全职', '兼职', '临时', '居家'], i),
      hours: '8:00-17:30',
      skills: pick(['会平车', '不限', '有驾驶证', ''], i),
      age: pick(['18-50周岁', '55岁以下', '不限'], i),
      suits: pick(['带娃', '弱劳力、居家', ''], i),
      contact: '王经理',
      phone: `138${String(i).padStart(8, '0')}`,
      valid_until: pick(['2099-12-31', '长期', '招满为止'], i),
      more: pick(MORE, i),
    };
    return postingWords.template.columns.map(({ field }) => cells[field] ?? '');
  });
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['招工信息登记表'], headings, ...rows]), '招工信息');
  return new Uint8Array(write(book, { type: 'buffer', compression: true }) as Uint8Array);
}

/** What the same file costs who only keeps its cells: read by the library, each row a row in clear. */
async function plainly(bytes: Uint8Array, file: string): Promise<void> {
  const { Sheets, SheetNames } = readWorkbook(bytes, { type: 'buffer' });
  const cells = utils.sheet_to_json<unknown[]>(Sheets[SheetNames[0] ?? '']!, { header: 1 });
  const db = new Kysely<{ row: { cells: string } }>({ dialect: sqliteDialect(file) });
  await db.schema.createTable('row').addColumn('cells', 'text').execute();
  for (let at = 0; at < cells.length; at += 500) {
    const values = cells.slice(at, at + 500).map(row => ({ cells: JSON.stringify(row) }));
    await db.transaction().execute(trx => trx.insertInto('row').values(values).execute());
  }
  await db.destroy();
}

/** From the file to the database: read apart, understood row by row, held against fraud, sealed, to be taken back. */
async function imported(bytes: Uint8Array, dataDir: string): Promise<{ first: number; again: number; what: string }> {
  const storage = await openStorage({ dataDir });
  const { imports } = createRooms(storage, loadWordbook(folders.locales), systemClock).employment;
  const settlement = aSettlement();
  await storage.directory.settlements.put(settlement, new Date());
  const of = { region: settlement.region, settlement: settlement.id };
  const run = async () => {
    const start = performance.now();
    const spreadsheet = await readSpreadsheetApart(bytes);
    if (!spreadsheet.ok) throw new Error(spreadsheet.fault.code);
    const outcome = await imports.run(OPERATOR, of, await imports.read(of, spreadsheet.sheets));
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return { took: performance.now() - start, counts: outcome.value.counts };
  };
  const first = await run();
  const again = await run();
  await storage.close();
  if (first.counts.new !== POSTINGS || again.counts.same !== POSTINGS) throw new Error('not all were imported');
  return { first: first.took, again: again.took, what: `${first.counts.new} postings, ${first.counts.held} of them held` };
}

const bytes = tableOf(POSTINGS);
const folder = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
const ratios: number[] = [];
console.log(`${(bytes.length / 2 ** 20).toFixed(1)} MiB`);
for (let round = 0; round < ROUNDS; round++) {
  const plainStart = performance.now();
  await plainly(bytes, join(folder, `plain-${round}.sqlite`));
  const plain = performance.now() - plainStart;
  const { first, again, what } = await imported(bytes, join(folder, `data-${round}`));
  ratios.push(first / plain);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `${what} in ${seconds(first)}, the same again in ${seconds(again)}; the cells alone, in clear, in ${seconds(plain)}`,
  );
}
ratios.sort((one, other) => one - other);
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${ratios[Math.floor(ROUNDS / 2)]?.toFixed(1)} times the cells alone (median of ${ROUNDS}); ${peak} MiB at most`);
rmSync(folder, { recursive: true });
