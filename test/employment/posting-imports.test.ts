import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { PostingImports, PostingReport, Postings } from '../../src/employment/index.ts';
import { returnedIn } from '../../src/employment/posting-import-report.ts';
import { postingTemplate, returnedTable } from '../../src/employment/posting-sheet/index.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { aSettlement } from '../support/directory.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { postingWords } from '../support/posting-words.ts';
import { xlsx } from '../support/workbooks.ts';

const HEADER = [
  '序号',
  '用工单位',
  '岗位',
  '招聘人数',
  '工作地点',
  '工资',
  '技能要求',
  '年龄要求',
  '适合人群',
  '联系人',
  '联系电话',
  '有效期至',
];
type Cells = readonly (string | number | undefined)[];
const row = (number: number, over: Readonly<Record<string, string>> = {}): Cells =>
  HEADER.map(
    heading =>
      over[heading] ??
      {
        序号: String(number),
        用工单位: '兴旺制衣厂',
        岗位: `工种${number}`,
        招聘人数: '20人',
        工作地点: '锦绣社区工业园',
        工资: '3000-4500元/月',
        技能要求: '不限',
        年龄要求: '18-50周岁',
        适合人群: '带娃',
        联系人: '王经理',
        联系电话: '13800138000',
        有效期至: '2026.12.31',
      }[heading],
  );

describe('a table of postings', () => {
  let opened: OpenRooms;
  let here: Settlement;
  let cadre: Actor;
  let imports: PostingImports;
  let postings: Postings;
  beforeEach(async () => {
    opened = await openRooms();
    ({ imports, postings } = opened.rooms.employment);
    here = aSettlement();
    await opened.storage.directory.settlements.put(here, opened.clock.now());
    cadre = { id: 'p_1', via: 'chat', rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: here.id } }] };
  });
  afterEach(() => opened.close());
  const of = () => ({ region: here.region, settlement: here.id });
  const good = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code);
  const sheets = async (bytes: Uint8Array) => {
    const read = readSpreadsheet(bytes);
    if (!read.ok) throw new Error(read.fault.code);
    return read.sheets;
  };
  const readTable = async (rows: readonly Cells[], header: Cells = HEADER) =>
    imports.read(of(), await sheets(await xlsx([header, ...rows])));
  const run = async (rows: readonly Cells[], header?: Cells) =>
    good(await imports.run(cadre, of(), await readTable(rows, header)));
  const all = async () => good(await postings.list(cadre, { limit: 9999 }));
  const codes = ({ notable }: PostingReport) =>
    notable.map(({ row: at, outcome, reasons }) => `${at} ${outcome} ${reasons.map(one => one.code).join(' ')}`);

  it('is read as offices write it', async () => {
    const report = await run([
      row(1, { 技能要求: '会缝纫', 有效期至: '2026年12月31日' }),
      row(2, { 工资: '面议', 适合人群: '弱劳力、居家', 年龄要求: '55岁以下', 招聘人数: '若干', 工作地点: '广东省东莞市长安镇' }),
    ]);
    expect(report).toMatchObject({ state: 'done', counts: { new: 2, renewed: 0, same: 0, held: 0 }, rows: { taken: 2 } });
    expect((await all()).map(({ job }) => job)).toMatchObject([
      {
        employer: '兴旺制衣厂',
        title: '工种1',
        openings: 20,
        place: '锦绣社区工业园',
        county: '黔西市',
        wage: { form: 'monthly', from: 3000, to: 4500 },
        skills: ['sewing'],
        age: { from: 18, to: 50 },
        suits: ['childcare'],
        contact: { name: '王经理', phone: '13800138000' },
        validUntil: '2026-12-31',
      },
      { place: '广东省东莞市长安镇', county: '东莞市', skills: [], suits: ['light', 'home'], age: { to: 55 } },
    ]);
    expect((await all())[1]?.job).not.toHaveProperty('wage');
    expect((await all())[1]?.job).not.toHaveProperty('openings');
  });

  it('says of each row what became of it, and loses nothing', async () => {
    const report = await run([
      row(1),
      row(2, { 有效期至: '' }),
      row(3, { 有效期至: '长期' }),
      row(4, { 工资: '160' }),
      row(5, { 工资: '按规定' }),
      row(6, { 联系电话: '见面谈' }),
      row(7, { 工作地点: '' }),
      row(8, { 岗位: '' }),
      row(9, { 有效期至: '2026-01-01' }),
      row(10, { 岗位: '工'.repeat(50) }),
      row(11, { 用工单位: '', 联系人: '李姐', 联系电话: '13900139000' }),
      row(1),
    ]);
    expect(codes(report)).toEqual([
      '3 warned until-month',
      '4 warned until-year',
      '5 warned wage-guessed',
      '6 warned wage-unclear',
      '7 warned phone-wrong',
      '8 warned place-assumed',
      '9 refused title-missing',
      '10 refused until-over',
      '11 refused invalid',
      '12 warned held',
      '13 warned again',
    ]);
    expect(report).toMatchObject({ counts: { new: 8, same: 0, held: 1 }, rows: { taken: 1, warned: 8, refused: 3 } });
    const jobs = new Map((await all()).map(({ job }) => [job.title, job]));
    expect(jobs.get('工种2')?.validUntil).toBe('2026-12-22');
    expect(jobs.get('工种3')?.validUntil).toBe('2027-11-22');
    expect(jobs.get('工种5')?.more).toBe('工资: 按规定');
    expect(jobs.get('工种6')?.more).toBe('联系电话: 见面谈');
    expect(jobs.get('工种7')?.place).toBe(`${here.county}${here.name}`);
    expect(report.returned.rows.map(({ cells }) => cells)).toEqual([
      row(8, { 岗位: '' }),
      row(9, { 有效期至: '2026-01-01' }),
      row(10, { 岗位: '工'.repeat(50) }),
    ]);
  });

  it('gives back the rows that were refused, which are taken once they are mended', async () => {
    const report = await run([row(1, { 岗位: '' }), row(2), row(3, { 有效期至: '2026-01-01' })]);
    const bytes = await returnedTable(
      returnedIn(report, reason => reason.code),
      postingWords,
    );
    const [given] = await sheets(bytes);
    expect(given?.rows.map(({ cells }) => cells)).toEqual([
      ['没收的原因', ...HEADER],
      ['title-missing', ...row(1, { 岗位: '' })],
      ['until-over', ...row(3, { 有效期至: '2026-01-01' })],
    ]);
    const mended = [
      ['没收的原因', ...HEADER],
      ['title-missing', ...row(1, { 岗位: '裁剪工' })],
      ['until-over', ...row(3, { 有效期至: '2027-01-01' })],
    ];
    const again = good(await imports.run(cadre, of(), await imports.read(of(), await sheets(await xlsx(mended)))));
    expect(again).toMatchObject({ counts: { new: 2 }, rows: { taken: 2, warned: 0, refused: 0 } });
    expect((await all()).map(({ job }) => job.more)).toEqual([undefined, undefined, undefined]);
  });

  const SHORT: Cells = ['企业名称', '工种', '薪资', '电话', '截止日期', '福利'];
  const ONE_EMPLOYER: readonly Cells[] = [
    ['兴旺制衣厂', '缝纫工', '4000元/月', '13800138000', '2026-12-31', '包午餐'],
    [undefined, '裁剪工', '4500元/月'],
    [undefined, '保洁', '100元/天', undefined, undefined, '一周六天'],
  ];

  it('takes what stands in one cell for several rows, and what no column is for', async () => {
    const bytes = await xlsx([SHORT, ...ONE_EMPLOYER], sheet => sheet.mergeCells('A2:A4'));
    good(await imports.run(cadre, of(), await imports.read(of(), await sheets(bytes))));
    const said = ['兴旺制衣厂', '13800138000', '2026-12-31'];
    expect((await all()).map(({ job }) => [job.employer, job.contact.phone, job.validUntil, job.more])).toEqual([
      [...said, '福利: 包午餐'],
      [...said, undefined],
      [...said, '福利: 一周六天'],
    ]);
  });

  it('takes no employer for that of the row above where the cells are not one', async () => {
    await run(ONE_EMPLOYER, SHORT);
    expect((await all()).map(({ job, state }) => [job.employer, job.contact.phone, state])).toEqual([
      ['兴旺制衣厂', '13800138000', 'open'],
      ['', undefined, 'held'],
      ['', undefined, 'held'],
    ]);
  });

  it('previews without changing anything', async () => {
    const read = await readTable([row(1), row(1), row(2, { 有效期至: '2026-01-01' })]);
    const report = good(await imports.preview(cadre, of(), read));
    expect(report).toMatchObject({ state: 'preview', counts: { new: 1 }, rows: { taken: 1, warned: 1, refused: 1 } });
    expect(report.id).toBeUndefined();
    expect(await all()).toEqual([]);
    expect(good(await imports.list(cadre, { limit: 9 }))).toEqual([]);
  });

  it('is one posting each when it is sent again, with the later day', async () => {
    await run([row(1), row(2)]);
    expect(await run([row(1), row(2, { 有效期至: '2027-03-31' })])).toMatchObject({
      counts: { new: 0, renewed: 1, same: 1 },
      rows: { taken: 2 },
    });
    expect((await all()).map(({ job }) => job.validUntil)).toEqual(['2026-12-31', '2027-03-31']);
  });

  it('stops after the stretch in hand, tells how far it is, and can be taken back', async () => {
    const read = await readTable(Array.from({ length: 1200 }, (_, i) => row(i)));
    const stopping = new AbortController();
    const seen: string[] = [];
    const report = good(
      await imports.run(cadre, of(), read, {
        signal: stopping.signal,
        onProgress: (through, total) => {
          seen.push(`${through}/${total}`);
          if (through === 1000) stopping.abort();
        },
      }),
    );
    expect(seen).toEqual(['500/1200', '1000/1200']);
    expect(report).toMatchObject({ state: 'stopped', counts: { new: 1000 } });
    expect(await all()).toHaveLength(1000);
    expect(good(await imports.undo(cadre, report.id ?? ''))).toEqual({ restored: 1000, kept: [] });
    expect(await all()).toEqual([]);
  });

  it('is taken back but for what somebody has changed since', async () => {
    await run([row(1), row(2)]);
    const [one, two] = await all();
    const report = await run([
      row(1, { 有效期至: '2027-03-31' }),
      row(2, { 有效期至: '2027-03-31' }),
      ...[3, 4].map(number => row(number)),
    ]);
    const now = await all();
    const four = now.find(({ job }) => job.title === '工种4');
    await postings.end(cadre, two?.id ?? '', 'filled');
    await postings.end(cadre, four?.id ?? '', 'withdrawn');
    const undone = good(await imports.undo(cadre, report.id ?? ''));
    expect(undone.restored).toBe(2);
    expect(new Set(undone.kept)).toEqual(new Set([two?.id, four?.id]));
    expect((await all()).map(({ id, state, job }) => [id, state, job.validUntil])).toEqual([
      [one?.id, 'open', '2026-12-31'],
      [two?.id, 'filled', '2027-03-31'],
      [four?.id, 'withdrawn', '2026-12-31'],
    ]);
    expect(code(await imports.undo(cadre, report.id ?? ''))).toBe('unknown');
    expect(good(await imports.get(cadre, report.id ?? '')).state).toBe('undone');
  });

  it('that was cut off by a kill half way can be taken back too', async () => {
    await run([row(0, { 有效期至: '2026-12-01' })]);
    const rows = [
      row(0, { 有效期至: '2027-01-31' }),
      ...Array.from({ length: 599 }, (_, i) => row(i + 1)),
      row(1, { 有效期至: '2027-05-31' }),
    ];
    let id = '';
    await expect(
      imports.run(cadre, of(), await readTable(rows), {
        onBegun: async begun => {
          id = begun;
        },
        onProgress: () => {
          throw new Error('killed');
        },
      }),
    ).rejects.toThrow('killed');
    expect(await imports.cutOff(id)).toEqual({ state: 'stopped' });
    expect(await all()).toHaveLength(500);
    expect(good(await imports.undo(cadre, id))).toEqual({ restored: 500, kept: [] });
    expect((await all()).map(({ job }) => job.validUntil)).toEqual(['2026-12-01']);
  });

  it('is for the cadres of the place alone', async () => {
    const read = await readTable([row(1)]);
    const handler: Actor = { ...cadre, rights: [{ role: 'handler', scope: { kind: 'settlement', settlement: here.id } }] };
    const other: Actor = { ...cadre, rights: [{ role: 'cadre', scope: { kind: 'settlement', settlement: aSettlement().id } }] };
    const { id = '' } = await run([row(1)]);
    for (const [by, why] of [
      [handler, 'not-allowed'],
      [other, 'out-of-scope'],
    ] as const) {
      expect(code(await imports.preview(by, of(), read))).toBe(why);
      expect(code(await imports.run(by, of(), read))).toBe(why);
      expect(code(await imports.undo(by, id))).toBe(why);
      expect(code(await imports.get(by, id))).toBe(why);
    }
    expect(good(await imports.list(other, { limit: 9 }))).toEqual([]);
    expect(code(await imports.list({ ...cadre, rights: [] }, { limit: 9 }))).toBe('not-allowed');
    expect(good(await imports.list(cadre, { limit: 9 }))).toMatchObject([{ id, by: 'p_1', state: 'done' }]);
    expect(code(await imports.get(OPERATOR, 'm_nothing'))).toBe('unknown');
  });

  it('that offices download shows how to fill it in, and reads as nothing', async () => {
    const [table, guide] = await sheets(await postingTemplate(postingWords));
    const headings = postingWords.template.columns.map(({ heading }) => heading);
    expect(table?.rows[1]?.cells).toEqual(headings);
    expect(guide?.rows.length).toBeGreaterThan(headings.length / 2);
    const read = await imports.read(of(), await sheets(await postingTemplate(postingWords)));
    expect(read.rows).toEqual([]);
    const example = postingWords.template.columns.map(column => (column.field === 'serial' ? '1' : column.example));
    const filled = await run([example], headings);
    expect(filled).toMatchObject({ counts: { new: 1 }, rows: { refused: 0 } });
    expect(codes(filled)).toEqual(['2 warned phone-wrong held']);
  });
});
