import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { openStorage } from '../../src/storage/index.ts';
import { clockAt } from '../support/clock.ts';
import { anjia } from '../support/command.ts';
import { damagedSpreadsheets } from '../support/damaged-spreadsheets.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aSettlement } from '../support/directory.ts';
import { type Answers, directoryCommand } from '../support/directory-command.ts';

const clock = clockAt('2026-11-29T04:00:00Z');
const wordbook = loadWordbook(folders.locales);
const TABLE = '户编号,姓名,与户主关系,楼栋,房号,性别\nH1,张三,户主,3,501,男\nH1,李四,配偶,3,501,女\nH2,王五,户主,4,102,男\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anjia-households-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string, content?: string | Uint8Array) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

onEachDatabase('anjia directory households', opened => {
  let rooms: Rooms;
  let here: SettlementId;
  beforeEach(async () => {
    const { storage } = opened();
    rooms = createRooms(storage, wordbook, clock);
    const settlement = aSettlement();
    here = settlement.id;
    await storage.directory.settlements.put(settlement, clock.now());
  });
  const run = (words: readonly string[], answers?: Answers) =>
    directoryCommand({ actor: OPERATOR, rooms, clock }, ['households', ...words], answers);
  const doors = async () =>
    (await opened().storage.directory.households.list(here, { limit: 100 })).map(({ building, room }) => `${building}-${room}`);

  it('imports a table, lists the import, and takes it back when a person says so', async () => {
    const { out, status } = await run(['import', at('table.csv', TABLE), here]);
    expect(status).toBe(0);
    const [first, counts, rows] = out.split('\n');
    const id = /m_\w+/.exec(first ?? '')?.[0] ?? '';
    expect([counts, rows]).toEqual([
      '新增 2 户，更新 0 户，没有变化 0 户，没有收 0 户。',
      '表里的行：3 行没有问题，0 行收下了但有要看的，0 行没有收。',
    ]);
    expect(await doors()).toEqual(['3栋-501', '4-102']);
    expect((await run(['imports', here])).out).toContain(id);
    expect((await run(['report', id])).out).toBe(out);
    expect(await run(['undo', id], { person: ['n'] })).toMatchObject({ status: 1 });
    expect(await doors()).toHaveLength(2);
    expect((await run(['undo', id], { person: ['y'] })).out).toContain('2 户回到了导入以前');
    expect(await doors()).toEqual([]);
  });

  it('shows in a preview what would come of it, and keeps nothing', async () => {
    const { out } = await run(['import', at('table.csv', TABLE), here, '--preview']);
    expect(out).toMatch(/^只是预览/);
    expect(out).toContain('新增 2 户');
    expect(await doors()).toEqual([]);
  });

  it('says row by row what was left out and why, also in a spreadsheet of its own', async () => {
    const table = at('odd.csv', '姓名,与户主关系,楼栋,性别,籍贯\n张三,户主,3,男,某地\n李四,配偶,,不知,某地\n,户主,4,,\n');
    const report = at('report.xlsx');
    const { out } = await run(['import', table, here, '--report', report]);
    expect(out.split('\n').slice(1)).toEqual([
      '新增 1 户，更新 0 户，没有变化 0 户，没有收 0 户。',
      '表里的行：1 行没有问题，1 行收下了但有要看的，1 行没有收。',
      '这份表：读了，跳过 0 行（合计、说明、示例、空行）。',
      '这份表：不认识这些列，没有读：籍贯',
      '这份表 第 3 行，收下了：“性别”填的“不知”认不出，没有采用。请改成常用的写法。',
      '这份表 第 4 行，没有收：没有姓名。请补上。',
    ]);
    const written = readSpreadsheet(readFileSync(report));
    expect(written.ok && written.sheets[0]?.rows.map(({ cells }) => cells[0])).toEqual(['要看的地方', ...out.split('\n')]);
  });

  it('names what a table says otherwise than the file did', async () => {
    await run(['import', at('table.csv', TABLE), here]);
    const { out } = await run(['import', at('moved.csv', TABLE.replace('4,102', '5,103')), here]);
    expect(out).toContain('更新 1 户，没有变化 1 户');
    expect(out).toContain(
      '第 4 行这一户，和原来的不一样，按表里的记了：楼栋（原来“4”，现在“5”）。 房号（原来“102”，现在“103”）。',
    );
  });

  it('joins two files of one household', async () => {
    await run(['import', at('table.csv', TABLE), here]);
    const [into, from] = (await opened().storage.directory.households.list(here, { limit: 9 })).map(({ id }) => id);
    expect((await run(['merge', into ?? '', from ?? '', '--yes'])).out).toContain('合并好了');
    expect(await doors()).toEqual(['4-102']);
    expect((await run(['merge', into ?? '', from ?? '', '--yes'])).code).toBe('unknown');
  });

  it.each([
    ['a picture', '\x89PNG\x00\x00\x00\x00\x00', '这不是表格文件'],
    ['a table without a header', '米,2\n油,1\n', '缺少：姓名 与户主关系'],
    ['a table of nobody', '姓名,与户主关系,楼栋\n', '读了'],
  ])('says what is wrong with %s, and changes nothing', async (_, content, words) => {
    const ran = await run(['import', at('odd.xls', content), here]);
    expect(ran.error).toContain(words);
    expect(ran.status).toBe(1);
    expect(await doors()).toEqual([]);
    expect((await run(['imports', here])).out).not.toContain('m_');
  });

  it('writes a template that is read without a household in it, and keeps a file that is there', async () => {
    const file = at(`template-${here}.xlsx`);
    expect((await run(['template', file])).status).toBe(0);
    expect((await run(['import', file, here])).code).toBe('no-households');
    expect(await run(['template', file])).toMatchObject({ status: 1, code: 'file' });
  });
});

it('says of each of many damaged files what is wrong in a sentence, and changes nothing', async () => {
  const dataDir = at('damaged');
  const storage = await openStorage({ dataDir });
  const rooms = createRooms(storage, wordbook, clock);
  const settlement = aSettlement();
  await storage.directory.settlements.put(settlement, clock.now());
  expect(damagedSpreadsheets.length).toBeGreaterThan(20);
  for (const [what, make, fault, limits] of damagedSpreadsheets) {
    // Files that are only too much for smaller limits are good ones here.
    if (limits) continue;
    const words = ['households', 'import', at('damaged.xls', await make()), settlement.id];
    const ran = await directoryCommand({ actor: OPERATOR, rooms, clock }, words);
    expect(ran, what).toMatchObject({ status: 1, code: fault });
    expect(ran.error, what).toMatch(/^\p{Script=Han}.*请/u);
  }
  expect(await storage.directory.households.count(settlement.id)).toBe(0);
  expect(await storage.directory.imports.list(settlement.id, { limit: 10 })).toEqual([]);
  await storage.close();
});

it('says which file there is not, as a process of its own', async () => {
  const dataDir = at('data');
  const ran = await anjia(['directory', 'households', 'import', at('missing.xlsx'), 's_00000000000000000000'], '', {
    DATA_DIR: dataDir,
  });
  expect(ran.status).toBe(1);
  expect(ran.error).toMatch(/^文件 .*missing\.xlsx 用不了（ENOENT）/);
  expect(ran.error).not.toMatch(/\.ts:\d+/);
});
