import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { folders } from '../../../src/config.ts';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../../src/rooms.ts';
import { readSpreadsheet } from '../../../src/spreadsheet/index.ts';
import { openStorage } from '../../../src/storage/index.ts';
import { clockAt } from '../../support/clock.ts';
import { anjia } from '../../support/command.ts';
import { damagedSpreadsheets } from '../../support/damaged-spreadsheets.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { aSettlement } from '../../support/directory.ts';
import { type Answers, jsonLines, postingsCommand } from '../../support/directory-command.ts';

const clock = clockAt('2026-11-29T04:00:00Z');
const wordbook = loadWordbook(folders.locales);
const TABLE = `单位,岗位,人数,工作地点,工资,联系电话,有效期
兴旺制衣厂,缝纫工,20,锦绣社区,3000-4500元/月,13800138000,2026-12-31
兴旺制衣厂,保洁员,2,锦绣社区,100元/天,13800138000,
兴旺制衣厂,,2,锦绣社区,100元/天,13800138000,2026-12-31
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anjia-postings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string, content?: string | Uint8Array) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

onEachDatabase('anjia postings', opened => {
  let rooms: Rooms;
  let here: Settlement;
  beforeEach(async () => {
    const { storage } = opened();
    rooms = createRooms(storage, wordbook, clock);
    here = aSettlement();
    await storage.directory.settlements.put(here, clock.now());
  });
  const run = (words: readonly string[], answers?: Answers) => postingsCommand({ actor: OPERATOR, rooms, clock }, words, answers);
  const titles = async () => (await opened().storage.employment.postings.list({ limit: 99 })).map(({ job }) => job.title);

  it('imports a table, gives back what was not taken, and takes the import back when a person says so', async () => {
    const returned = at(`returned-${opened().options.databaseUrl ? 'p' : 's'}.xlsx`);
    const ran = await run(['import', at('table.csv', TABLE), here.name, '--returned', returned]);
    expect(ran.status).toBe(0);
    const [first = '', ...rest] = ran.out.split('\n');
    const id = /m_\w+/.exec(first)?.[0] ?? '';
    expect(rest).toEqual([
      '新增 2 个岗位，更新 0 个，原来就有 0 个；其中扣下待核实 0 个。',
      '表里的行：1 行没有问题，1 行收下了但有要看的，1 行没有收。',
      '这份表：读了，跳过 0 行（合计、说明、示例、空行）。',
      '这份表 第 3 行，收下了：没写到哪天为止，按30天算（到 2026-12-29）。',
      '这份表 第 4 行，没有收：没写招什么岗位。请补上“岗位”。',
    ]);
    expect(ran.notes).toContain(`没收的 1 行写在 ${returned} 里，附着原因；改好以后直接再交。`);
    const given = readSpreadsheet(new Uint8Array(readFileSync(returned)));
    expect(given.ok && given.sheets[0]?.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['没收的原因', '单位'],
      ['没写招什么岗位。请补上“岗位”。', '兴旺制衣厂'],
    ]);
    expect(await titles()).toEqual(['缝纫工', '保洁员']);
    expect((await run(['imports'])).out).toContain(id);
    expect((await run(['report', id])).out).toBe(ran.out);
    expect(await run(['undo', id], { person: ['n'] })).toMatchObject({ status: 1, code: 'left' });
    expect((await run(['undo', id], { person: ['y'] })).out).toBe('撤回好了，2 个岗位回到了导入以前。');
    expect(await titles()).toEqual([]);
    expect(await run(['undo', id, '--yes'])).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('only looks where a preview is asked for', async () => {
    const { out } = await run(['import', at('table.csv', TABLE), here.id, '--preview']);
    expect(out).toContain('只是预览，什么都没有改。');
    expect(await titles()).toEqual([]);
  });

  it('adds one posting, shows it, and moves it on', async () => {
    const words = [
      '--title',
      '缝纫工',
      '--employer',
      '兴旺制衣厂',
      '--wage',
      '4千起',
      '--phone',
      '13800138000',
      '--until',
      '2026-12-31',
    ];
    const added = await run(['add', here.id, ...words]);
    expect(added).toMatchObject({ status: 0 });
    expect(added.out).toMatch(/^j_\w+ {2}缝纫工 {2}在招$/);
    expect(added.notes).toEqual([`没写工作地点，当作在${here.county}${here.name}。`]);
    const [id = ''] = /j_\w+/.exec(added.out) ?? [];
    expect((await run(['show', id])).out.split('\n')).toEqual(
      expect.arrayContaining([
        '招工：缝纫工（兴旺制衣厂）',
        '工资：每月 4000 以上 元',
        '报名：13800138000',
        '2026年12月31日前有效',
      ]),
    );
    expect((await run(['end', id, '--as', 'filled'])).out).toContain('招满了');
    expect(jsonLines((await run(['list', '--state', 'filled', '--json'])).out)).toMatchObject([{ id, state: 'filled' }]);
    expect((await run(['list', '--state', 'open'])).out).toBe('没有。');
  });

  it('says why a posting is held, and lets it go or not', async () => {
    const held = await run([
      'add',
      here.id,
      '--title',
      '普工',
      '--wage',
      '面议',
      '--phone',
      '13800138000',
      '--more',
      '入职交押金500元',
    ]);
    const [id = ''] = /j_\w+/.exec(held.out) ?? [];
    expect(held.out).toContain('扣下待核实：要交押金或保证金（“押金”）、没有用工单位');
    expect((await run(['release', id])).out).toContain('在招');
    expect((await run(['refuse', id])).out).toContain('没有通过');
    const again = ['add', here.id, '--title', '普工', '--wage', '面议', '--phone', '13800138000'];
    expect(await run(again)).toMatchObject({ status: 1, code: 'exists' });
  });

  it.each([
    [['add', 'nowhere', '--title', '普工'], 1, 'unknown'],
    [['add', 'all', '--title', '普工'], 2, undefined],
    [['add', 'region:nowhere', '--title', '普工'], 2, undefined],
    [['show', 'j_nothing'], 1, 'unknown'],
    [['end', 'j_nothing', '--as', 'gone'], 2, undefined],
    [['release', '\u0000'], 1, 'unknown'],
    [['report', 'm_nothing'], 1, 'unknown'],
    [['list', '--state', 'good'], 2, undefined],
  ] as const)('is not confused by %j', async (words, status, code) => {
    const ran = await run([...words]);
    expect([ran.status, ran.code]).toEqual([status, code]);
  });

  it('adds nothing where the work is not named', async () => {
    expect(await run(['add', here.id, '--employer', '兴旺制衣厂'])).toMatchObject({
      status: 1,
      code: 'invalid',
      error: '没写招什么岗位。请补上“岗位”。',
    });
    expect(await run(['add', `county:guizhou/${here.county}`, '--title', '合计', '--phone', 'x'])).toMatchObject({
      status: 1,
      code: 'invalid',
    });
  });
});

it('says of each damaged spreadsheet what is wrong with it, and takes in nothing', async () => {
  const storage = await openStorage({ dataDir: at('damaged') });
  const rooms = createRooms(storage, wordbook, clock);
  const settlement = aSettlement();
  await storage.directory.settlements.put(settlement, clock.now());
  expect(damagedSpreadsheets.filter(([, , , limits]) => !limits).length).toBeGreaterThanOrEqual(20);
  for (const [what, make, fault, limits] of damagedSpreadsheets) {
    // Files that are only too much for smaller limits are good ones here.
    if (limits) continue;
    const ran = await postingsCommand({ actor: OPERATOR, rooms, clock }, [
      'import',
      at('damaged.xls', await make()),
      settlement.id,
    ]);
    expect(ran, what).toMatchObject({ status: 1, code: fault });
    expect(ran.error, what).toMatch(/^\p{Script=Han}.*请/u);
  }
  expect(await storage.employment.postings.list({ limit: 10 })).toEqual([]);
  expect(await storage.employment.imports.list([{ kind: 'all' }], { limit: 10 })).toEqual([]);
  await storage.close();
});

it('says what a file is that holds no table of postings', async () => {
  const storage = await openStorage({ dataDir: at('no-table') });
  const rooms = createRooms(storage, wordbook, clock);
  const settlement = aSettlement();
  await storage.directory.settlements.put(settlement, clock.now());
  const households = '户编号,姓名,与户主关系,楼栋,房号\nH1,张三,户主,3,501\n';
  const ran = await postingsCommand({ actor: OPERATOR, rooms, clock }, [
    'import',
    at('households.csv', households),
    settlement.id,
  ]);
  expect(ran).toMatchObject({ status: 1, code: 'no-postings', error: '这份表：没有找到招工表的表头，缺少：岗位 单位' });
  await storage.close();
});

it('writes a template that is not there yet, as a process of its own', async () => {
  const file = at('template.xlsx');
  const ran = await anjia(['postings', 'template', file], '', { DATA_DIR: at('data') });
  expect(ran).toMatchObject({ status: 0 });
  expect(readSpreadsheet(new Uint8Array(readFileSync(file))).ok).toBe(true);
  const again = await anjia(['postings', 'template', file], '', { DATA_DIR: at('data') });
  expect(again.status).toBe(1);
  expect(again.error).toMatch(/已经有了/);
});
