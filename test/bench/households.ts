/**
 * `npm run bench:households`: how long a county's table takes, 10,000 households of four from an .xlsx into the directory on SQLite, beside what
 * keeping the cells alone takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { read as readWorkbook, utils, write } from '@e965/xlsx';
import { Kysely } from 'kysely';
import { readHouseholds } from '../../src/directory/household-sheet/index.ts';
import { createDirectory, OPERATOR } from '../../src/directory/index.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readSpreadsheetApart } from '../../src/spreadsheet/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import { sqliteDialect } from '../../src/storage/sqlite/dialect.ts';
import { aSettlement } from '../support/directory.ts';
import { householdWords } from '../support/household-words.ts';
import { identityNumber } from '../support/workbooks.ts';

const ROUNDS = 3;
const HOUSEHOLDS = 10_000;
const MEMBERS = [
  ['户主', '1980', '普通劳动力', '务工'],
  ['配偶', '1982', '普通劳动力', '灵活就业'],
  ['长子', '2008', '无劳动力', '无'],
  ['父亲', '1955', '弱劳动力', '无'],
] as const;

/** Household columns merged over the members, as offices do it. */
function tableOf(households: number): Uint8Array {
  const rows: (string | number)[][] = [['一户一档登记表'], householdWords.template.columns.map(({ heading }) => heading)];
  const merges = ['A1:T1'];
  for (let household = 0; household < households; household++) {
    const first = rows.length + 1;
    for (const [at, [relation, year, labour, work]] of MEMBERS.entries()) {
      const number = household * MEMBERS.length + at;
      const birth = `${year}${two(1 + (number % 12))}${two(1 + (household % 28))}`;
      const identity = identityNumber(birth, household % 1000, String(520000 + Math.floor(household / 1000)));
      const name = `张${number}`.replace(/\d/g, digit => '零一二三四五六七八九'[Number(digit)] ?? '');
      const own = [
        name,
        relation,
        identity,
        '',
        '',
        `138${String(number).padStart(8, '0')}`,
        labour,
        work,
        '县城',
        '',
        '初中',
        '健康',
      ];
      const home = at === 0 ? [`H${household}`, `${1 + (household % 60)}栋`, '1单元', String(101 + household)] : ['', '', '', ''];
      const last = at === 0 ? ['脱贫户', '某镇某村', '2019-05-03'] : ['', '', ''];
      rows.push([number + 1, ...home, ...own, ...last]);
    }
    for (const column of ['B', 'C', 'D', 'E', 'R', 'S', 'T'])
      merges.push(`${column}${first}:${column}${first + MEMBERS.length - 1}`);
  }
  const sheet = utils.aoa_to_sheet(rows.map(row => row.map(value => (value === '' ? null : value))));
  sheet['!merges'] = merges.map(range => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '一户一档');
  return new Uint8Array(write(book, { type: 'buffer', compression: true }) as Uint8Array);
}

const two = (number: number): string => String(number).padStart(2, '0');

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

/** From the file to the directory: read apart, checked row by row, sealed, found by its keys, to be undone. */
async function imported(bytes: Uint8Array, dataDir: string): Promise<string> {
  const storage = await openStorage({ dataDir });
  const directory = createDirectory({ store: storage.directory, clock: systemClock });
  const settlement = aSettlement();
  await storage.directory.settlements.put(settlement, new Date());
  const spreadsheet = await readSpreadsheetApart(bytes);
  if (!spreadsheet.ok) throw new Error(spreadsheet.fault.code);
  const read = readHouseholds(spreadsheet.sheets, householdWords, dayAt(new Date()));
  const outcome = await directory.imports.run(OPERATOR, settlement.id, read, { purpose: '一户一档' });
  await storage.close();
  if (!outcome.ok || outcome.value.counts.added !== HOUSEHOLDS) throw new Error('not all were imported');
  return `${read.rows.length} rows, ${outcome.value.counts.added} households added`;
}

const bytes = tableOf(HOUSEHOLDS);
const folder = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
const ratios: number[] = [];
console.log(`${Math.round(bytes.length / 2 ** 20)} MiB`);
for (let round = 0; round < ROUNDS; round++) {
  const plainStart = performance.now();
  await plainly(bytes, join(folder, `plain-${round}.sqlite`));
  const plain = performance.now() - plainStart;
  const start = performance.now();
  const what = await imported(bytes, join(folder, `data-${round}`));
  const took = performance.now() - start;
  ratios.push(took / plain);
  console.log(`${what} in ${(took / 1000).toFixed(1)} s; the cells alone, in clear, in ${(plain / 1000).toFixed(1)} s`);
}
ratios.sort((one, other) => one - other);
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${ratios[Math.floor(ROUNDS / 2)]?.toFixed(1)} times the cells alone (median of ${ROUNDS}); ${peak} MiB at most`);
rmSync(folder, { recursive: true });
