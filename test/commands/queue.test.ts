import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { type CommandRan, directoryCommand, jsonLines } from '../support/directory-command.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { withDatabase } from '../support/opened.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

describe('anjia queue', () => {
  let world: Caseworld;
  let handler: Actor;
  let officer: Actor;
  let supervisor: Actor;
  let folder: string;
  beforeEach(async () => {
    world = await openCaseworld();
    handler = await world.staff('handler', '王经办');
    officer = await world.staff('callback-officer', '李回访');
    supervisor = await world.staff('supervisor', '赵督办');
    folder = mkdtempSync(join(tmpdir(), 'anjia-queue-'));
  });
  afterEach(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const by = (actor: Actor, words: readonly string[], input?: string): Promise<CommandRan> =>
    directoryCommand(
      { actor, rooms: world.rooms, clock: world.clock },
      ['queue', ...words],
      input === undefined ? {} : { input },
    );
  const run = (...words: readonly string[]) => by(handler, words);
  const data = async (actor: Actor, ...words: readonly string[]) => {
    const ran = await by(actor, [...words, '--json']);
    if (ran.status !== 0) throw new Error(ran.error);
    return jsonLines(ran.out);
  };
  const reported = async (over: Parameters<Caseworld['draft']>[0] = {}) => String(await world.reported(undefined, over));
  /** One in the handler's hands. */
  const taken = async () => {
    const number = await reported();
    await run('claim', number);
    return number;
  };

  it('takes the most urgent, and says when nothing waits', async () => {
    const later = await reported({ kind: 'property-management', text: '物业费收得太贵' });
    const urgent = await reported();
    const { out } = await run('next');
    expect(out).toMatch(new RegExp(`^${urgent} {2}办理中 {2}.+锦绣社区`));
    expect(out).toContain('电梯坏了三天了没人修');
    expect(out).toContain('现在可以');
    expect(await data(handler, 'next')).toMatchObject([{ number: Number(later), state: 'working', holder: handler.id }]);
    expect((await run('next')).out).toBe('现在没有等着办的。');
    expect(await data(handler, 'next')).toEqual([]);
  });

  it('handles a case to its end: noted, asked, answered, called back by somebody else', async () => {
    const number = await taken();
    expect((await run('note', number, '师傅明天来')).out).toContain('师傅明天来');
    expect((await by(handler, ['ask', number], '哪个单元？')).out).toContain('哪个单元？');
    expect((await run('answer', number, '电梯修好了', '--clause', 'guizhou:3.3.11')).status).toBe(0);
    const [answered] = await data(handler, 'show', number);
    expect(answered).toMatchObject({ record: { answer: { says: '电梯修好了', clauses: ['guizhou:3.3.11'], by: handler.id } } });
    expect(JSON.stringify(answered)).not.toContain('罗世珍');
    expect((await data(officer, 'call', 'waiting')).map(one => one['number'])).toEqual([Number(number)]);
    expect((await by(officer, ['call', 'in-vain', number])).status).toBe(0);
    expect(await by(handler, ['call', 'confirmed', number])).toMatchObject({ status: 1, code: 'not-allowed' });
    expect((await by(officer, ['call', 'confirmed', number])).out).toContain('已销号');
    const { out: history } = await run('history', number);
    expect(history.split('\n').map(line => line.split(/ {2,}/)[3])).toEqual([
      '收到',
      '领办',
      '记事',
      '询问报事人',
      '答复',
      '回访没打通',
      '回访确认解决',
    ]);
    expect((await data(handler, 'history', number))[0]).toMatchObject({
      seq: 1,
      action: 'report',
      said: { text: '电梯坏了三天了没人修' },
    });
  });

  it('answers from a template with the blank and the clause filled in', async () => {
    const number = await taken();
    expect(await run('answer', number, '修好了', '--template', 'nothing')).toMatchObject({ status: 2 });
    expect(await run('answer', number, '修好了', '--template', 'rule')).toMatchObject({ status: 2 });
    expect(await run('answer', number, '修好了', '--template', 'paid')).toMatchObject({ status: 2 });
    expect(await by(handler, ['answer', number, '--template', 'done'], '  ')).toMatchObject({ status: 1, code: 'invalid' });
    const [first] = await data(handler, 'answer', number, '上午换了钢缆', '--template', 'done');
    expect(first).toMatchObject({
      record: { answer: { says: expect.stringMatching(/^您反映的事办好了：上午换了钢缆/), clauses: [] } },
    });
    const other = await taken();
    const [ruled] = await data(handler, 'answer', other, '归物业修', '--template', 'rule', '--clause', 'guizhou:3.3.11');
    expect(ruled).toMatchObject({ record: { answer: { clauses: ['guizhou:3.3.11'] } } });
    expect(JSON.stringify(ruled)).toMatch(/《[^》]+》.*上是这样写的：.+归物业修/);
  });

  it('passes a case on, sends it back, and has a supervisor decide the second time', async () => {
    const number = await taken();
    expect((await run('forward', number, '--unit', 'guizhou.human-resources', '--why', '是人社的事')).out).toContain('转送');
    for (const unit of ['guizhou.health', 'guizhou.education']) {
      expect((await run('claim', number)).status).toBe(0);
      expect((await run('send-back', number, '--unit', unit, '--why', '不归我们管')).status).toBe(0);
    }
    expect((await by(supervisor, ['undecided'])).out).toContain(number);
    expect(await by(supervisor, ['assign', number, '--why', '定了'])).toMatchObject({ status: 2 });
    const assigned = await data(supervisor, 'assign', number, '--holder', handler.id, '--why', '定了');
    expect(assigned).toMatchObject([{ state: 'working', holder: handler.id, returns: 2 }]);
    expect((await run('release', number, '--why', '等配件')).out).toContain('已受理');
  });

  it('asks for more time, which a supervisor grants or refuses', async () => {
    const number = await taken();
    const [{ dueAt: before } = {}] = await data(handler, 'show', number);
    expect((await run('extend', number, '--why', '等配件')).status).toBe(0);
    expect(await run('grant', number)).toMatchObject({ status: 1, code: 'not-allowed' });
    const [{ dueAt: after, extensions } = {}] = await data(supervisor, 'grant', number);
    expect(extensions).toBe(1);
    expect(String(after) > String(before)).toBe(true);
    expect(await by(supervisor, ['refuse', number])).toMatchObject({ status: 1, code: 'state' });
  });

  it('merges, takes apart, links and declines', async () => {
    const [first, second] = [await taken(), await taken()];
    expect((await run('link', first, second)).out).toMatch(new RegExp(`关联 +${second}`));
    expect((await run('merge', second, '--into', first)).out).toContain('已合并');
    expect((await by(supervisor, ['unmerge', second])).out).toContain('已受理');
    expect((await run('decline', first, '--why', '不归社区', '--instead', '请打 12345')).out).toContain('不予受理');
    expect(await by(supervisor, ['close-unreached', first])).toMatchObject({ status: 1, code: 'state' });
  });

  it('lists by state, kind, unit, settlement, holder, lateness, days and words', async () => {
    const lift = await taken();
    const fee = await reported({ kind: 'property-management', text: '物业费收得太贵' });
    const listed = async (...words: readonly string[]) =>
      (await data(supervisor, 'list', ...words)).map(one => String(one['number']));
    expect(await listed()).toEqual([fee, lift]);
    expect(await listed('--queue', '--state', 'open')).toEqual([lift, fee]);
    expect(await listed('--state', 'working')).toEqual([lift]);
    expect(await listed('--kind', 'property-management,sanitation')).toEqual([fee]);
    expect(await listed('--settlement', '锦绣社区', '--holder', handler.id)).toEqual([lift]);
    expect(await listed('--words', '物业费')).toEqual([fee]);
    expect(await listed('--words', '没有人说过的话')).toEqual([]);
    expect(await listed('--from', '2026-11-23', '--to', '2026-11-23')).toEqual([fee, lift]);
    expect(await listed('--to', '2026-11-22')).toEqual([]);
    expect(await listed('--limit', '1')).toEqual([fee]);
    expect(await listed('--limit', '1', '--after', fee)).toEqual([lift]);
    expect(await listed('--late', 'supervisor')).toEqual([]);
    expect((await data(handler, 'list', '--holder', 'me')).map(one => String(one['number']))).toEqual([lift]);
    expect((await by(supervisor, ['list', '--late', 'supervisor'])).out).toBe('没有。');
  });

  it('files a case for somebody with their consent, and tells who it is with a reason that is recorded', async () => {
    const cadre = await world.staff('cadre', '张干部');
    const words = ['report', '锦绣社区', '--kind', 'utilities', '--where', '3栋', '--name', '罗世珍', '--consent', 'spoken'];
    const { out } = await by(cadre, [...words, '--phone', '13800138000'], '水管漏水');
    const [, number = ''] = /编号 (\d+)/.exec(out) ?? [];
    expect(out).not.toContain('罗世珍');
    expect((await run('show', number)).out).not.toContain('13800138000');
    expect((await run('identity', number)).status).toBe(2);
    const { out: who } = await run('identity', number, '--reason', 'visit');
    expect(who).toMatch(/姓名 +罗世珍/);
    expect(who).toContain('13800138000');
    const [entry] = await world.storage.directory.audit.list({
      subject: number,
      action: 'grievance.identify',
      scopes: [{ kind: 'all' }],
      limit: 1,
    });
    expect(entry).toMatchObject({ actor: handler.id, outcome: 'done', reason: 'visit' });
    const [unnamed] = await data(cadre, 'report', '锦绣社区', '有人半夜放歌', '--kind', 'noise-neighbour', '--anonymous');
    expect(await by(handler, ['identity', String(unnamed?.['number']), '--reason', 'visit'])).toMatchObject({
      status: 1,
      code: 'no-consent',
    });
  });

  it('lets a handler be away, and says for which units they work', async () => {
    const number = await taken();
    expect((await run('away', '--until', '明天8点')).out).toBe('记下了。放回队列 1 件。');
    expect(await data(supervisor, 'show', number)).toMatchObject([{ state: 'accepted' }]);
    expect((await run('back')).status).toBe(0);
    expect((await by(supervisor, ['away', '--until', '明天8点', '--handler', handler.id])).status).toBe(0);
    expect((await by(supervisor, ['back', '--handler', handler.id])).status).toBe(0);
    expect((await by(supervisor, ['units', handler.id, '--units', 'guizhou.police'])).out).toContain('guizhou.police');
    expect((await run('next')).out).toBe('现在没有等着办的。');
    expect((await by(supervisor, ['units', handler.id, '--units', 'all'])).out).toContain('全部单位');
    expect((await run('next')).out).toContain(number);
  });

  it('verifies the histories, and names each fault with exit status 1', async () => {
    const number = await taken();
    world.clock.pass(DAY_MS);
    expect((await by(OPERATOR, ['anchor'])).status).toBe(0);
    expect((await by(OPERATOR, ['verify'])).out).toMatch(/^核对完：1 件，2 条记录/);
    expect(await data(OPERATOR, 'verify')).toMatchObject([{ cases: 1, links: 2, anchors: 1, faults: [] }]);
    expect(await by(supervisor, ['verify'])).toMatchObject({ status: 1, code: 'not-allowed' });
    await withDatabase(world.options, ({ db }) =>
      db.updateTable('case_link').set({ by_actor: 'p_other' }).where('seq', '=', 2).execute(),
    );
    const ran = await by(OPERATOR, ['verify']);
    expect(ran).toMatchObject({ status: 1, code: 'changed-history', out: '' });
    expect(ran.error).toContain(`${number} 号第 2 条：记录被改过`);
  });

  it('writes the three ledgers without who reported anything, each into a file of its own', async () => {
    const number = String(
      await world.reported(undefined, {
        text: '我是3栋2单元501的，电话13800138000，电梯坏了',
        name: '罗世珍',
        where: '3栋2单元501',
      }),
    );
    await run('claim', number);
    await run('answer', number, '罗世珍家门口的电梯修好了');
    await world.grievances.intake.confirm(world.resident('罗世珍'), Number(number));
    const cells = async (form: string) => {
      const file = join(folder, `${form}.xlsx`);
      const ran = await by(supervisor, ['ledger', file, '--form', form]);
      expect(ran).toMatchObject({ status: 0, error: '' });
      expect(statSync(file).mode & 0o077).toBe(0);
      const read = readSpreadsheet(new Uint8Array(readFileSync(file)));
      const rows = read.ok ? read.sheets.flatMap(({ rows }) => rows.map(row => row.cells)) : [];
      const text = JSON.stringify(rows);
      for (const personal of ['罗世珍', '13800138000', '501', '2单元']) expect(text).not.toContain(personal);
      return rows;
    };
    const problem = await cells('problem');
    expect(problem[2]).toEqual(expect.arrayContaining([number, '锦绣社区', '3栋', '我是3栋…的,电话…,电梯坏了', '否']));
    const work = await cells('work');
    expect(work.slice(2).map(row => [row[5], row[8]])).toEqual(
      expect.arrayContaining([
        ['收到', '报事人'],
        ['领办', '王经办'],
        ['答复', '王经办'],
      ]),
    );
    const [, , rectification] = await cells('rectification');
    expect(rectification).toEqual(expect.arrayContaining(['…家门口的电梯修好了']));
    const file = join(folder, 'problem.xlsx');
    expect(await by(supervisor, ['ledger', file, '--form', 'problem'])).toMatchObject({ status: 1, code: 'file' });
    const nowhere = join(folder, 'none', 'x.xlsx');
    expect(await by(supervisor, ['ledger', nowhere, '--form', 'problem'])).toMatchObject({ status: 1, code: 'file' });
    expect(await by(handler, ['ledger', join(folder, 'h.xlsx'), '--form', 'problem'])).toMatchObject({
      status: 1,
      code: 'not-allowed',
    });
    expect(existsSync(join(folder, 'h.xlsx'))).toBe(false);
    expect(
      (await by(supervisor, ['ledger', join(folder, 'y.xlsx'), '--form', 'work', '--from', '2026-12-01', '--to', '2026-11-01']))
        .code,
    ).toBe('invalid');
  });

  it('takes a report from standard input as it is, and refuses what is empty', async () => {
    const cadre = await world.staff('cadre', '张干部');
    const words = ['report', world.settlement.id, '--kind', 'other', '--anonymous'];
    expect(await by(cadre, words, '   ')).toMatchObject({ status: 1, code: 'invalid' });
    expect(await by(cadre, words, 'x'.repeat(2001))).toMatchObject({ status: 1, code: 'invalid' });
    expect((await by(cadre, words, "'; DROP TABLE grievance; --\u0000\u001b[31m")).status).toBe(0);
  });

  it.each([
    [['claim'], 2],
    [['claim', '1000'], 2],
    [['claim', 'x'], 2],
    [['claim', "1007' or 1=1"], 2],
    [['show', '99999999999999999999'], 2],
    [['show', '99990'], 2],
    [['note', '1007', 'a', 'b'], 2],
    [['list', '--state', 'gone'], 2],
    [['list', '--kind', 'weather'], 2],
    [['list', '--unit', 'guizhou.weather'], 2],
    [['list', '--settlement', '没有的社区'], 1],
    [['list', '--late', 'very'], 2],
    [['list', '--from', '2026-02-30'], 2],
    [['list', '--limit', '-1'], 2],
    [['list', '--limit', 'x'], 2],
    [['list', '--loud'], 2],
    [['forward', '1007', '--unit', '民政', '--why', 'x'], 2],
    [['identity', '1007', '--reason', 'curious'], 2],
    [['away', '--until', '等我高兴'], 2],
    [['units', 'p_x', '--units', ','], 2],
    [['report', '锦绣社区', 'x', '--kind', 'other'], 2],
    [['report', '锦绣社区', 'x', '--kind', 'other', '--anonymous', '--name', '罗'], 2],
    [['report', '锦绣社区', 'x', '--kind', 'weather', '--anonymous'], 2],
    [['ledger', '/tmp/x.xlsx', '--form', 'weather'], 2],
    [['ledger', '/tmp/x.xlsx'], 2],
    [['call'], 2],
    [['call', 'maybe', '1007'], 2],
    [['answer', '1007', 'x', '--clause', 'guizhou:99.9'], 2],
    [['dance'], 2],
  ])('says what is wrong with %j', async (words, status) => {
    const ran = await run(...words);
    expect({ status: ran.status, said: ran.error !== '' && ran.out === '' }).toEqual({ status, said: true });
  });
});
