import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDraftFile } from '../../../src/commands/bulletins/draft-file.ts';
import { OPERATOR } from '../../../src/directory/actors.ts';
import { readSpreadsheet } from '../../../src/spreadsheet/index.ts';
import { type BulletinTown, bulletinTown, county } from '../../support/bulletins.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { type Answers, bulletinsCommand, jsonLines } from '../../support/directory-command.ts';

onEachDatabase('bulletins at the command line', opened => {
  let town: BulletinTown;
  let folder: string;
  beforeEach(async () => {
    town = await bulletinTown(opened().storage, '2026-11-30T01:00:00Z');
    folder = mkdtempSync(join(tmpdir(), 'anjia-bulletins-'));
    await town.group(town.here, { building: '1栋' });
    await town.group(town.near);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (words: readonly string[], answers?: Answers, actor = OPERATOR) =>
    bulletinsCommand({ actor, rooms: town.rooms, clock: town.clock }, words, answers);
  /** @returns the bulletin that a command told of */
  async function told(...words: readonly string[]): Promise<Record<string, unknown>> {
    const { status, out, error } = await run([...words, '--json']);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    return jsonLines(out)[0]!;
  }
  const NOTICE = ['--title', '停水通知', '--text', '明天停水。', '--to', 'county:guizhou/黔西市'];

  it('are written, looked at, agreed to by another, and held', async () => {
    const { id } = (await told('write', ...NOTICE)) as { id: string };
    const look = await run(['preview', id]);
    expect(look.out).toMatch(/停水通知[\s\S]*共2个群，2个安置点/);
    const seen = /：([^\s：]+)$/.exec(look.out)?.[1] ?? '';
    expect(await told('submit', id, '--seen', seen)).toMatchObject({ state: 'proposed' });
    expect(await run(['approve', id])).toMatchObject({ status: 1, code: 'own' });
    const chief = await town.staff('李主任', 'supervisor', county);
    const back = await run(['send-back', id, '--why', '写清楚几点'], {}, chief);
    expect(back.status).toBe(0);
    expect((await run(['show', id])).out).toContain('同事退回：写清楚几点');
    await told('submit', id);
    expect((await run(['approve', id], {}, chief)).status).toBe(0);
    expect(await told('pause', id)).toMatchObject({ state: 'paused' });
    expect(await told('resume', id)).toMatchObject({ state: 'sending' });
    await town.send();
    await town.rooms.bulletins.tellWatchers();
    expect(await told('show', id)).toMatchObject({ bulletin: { state: 'done' }, sent: 2, total: 2 });
    expect((await run(['list'])).out).toContain('停水通知');
    expect((await run(['list', '--state', 'draft'])).out).not.toContain('停水通知');
    expect(await told('correct', id, '后天停水。')).toMatchObject({ content: { text: '后天停水。' } });
    expect(await run(['recall', id])).toMatchObject({ status: 2 });
    expect(await told('recall', id, '--yes')).toMatchObject({ state: 'recalled' });
    expect(await run(['stop', id])).toMatchObject({ status: 1, code: 'state' });
  });

  it('go out from a file once a person has seen to how many', async () => {
    const file = join(folder, '通知.md');
    writeFileSync(file, '---\nkind: jobs\nto: settlement:锦绣社区\nreceipts: yes\n---\n# 招工\n\n招缝纫工。\n请回收到。\n');
    const left = await run(['send', '--file', file], { person: ['n'] });
    expect(left).toMatchObject({ status: 1, code: 'left' });
    expect(left.notes.join()).toContain('共1个群');
    const sent = await run(['send', '--file', file], { person: ['y'] });
    expect(sent.status).toBe(0);
    expect(await told('list', '--state', 'sending')).toMatchObject({
      kind: 'jobs',
      content: { title: '招工', text: '招缝纫工。\n请回收到。', receipts: true },
      audience: { places: [{ kind: 'settlement', settlement: town.here.id }] },
    });
    // Nobody is there to be asked.
    expect(await run(['send', '--file', file])).toMatchObject({ status: 2 });
    expect((await run(['send', '--file', file, '--yes'])).status).toBe(0);
  });

  it('wait for their time, or come again and again', async () => {
    const jobs = [...NOTICE, '--kind', 'jobs'];
    const { id } = (await told('write', ...jobs)) as { id: string };
    expect(await told('submit', id, '--at', '明天8点')).toMatchObject({
      state: 'scheduled',
      startAt: '2026-12-01T00:00:00.000Z',
    });
    const again = (await told('write', ...jobs)) as { id: string };
    expect(await told('submit', again.id, '--every', 'week', '--on', '1', '--at', '08:00')).toMatchObject({
      state: 'repeating',
      repeat: { every: 'week', on: 1, at: '08:00' },
    });
    for (const wrong of [
      ['--at', '昨天'],
      ['--every', 'week', '--at', '08:00'],
      ['--every', 'year', '--at', '08:00'],
      ['--every', 'day'],
      ['--every', 'month', '--on', '31', '--at', '08:00'],
    ])
      expect((await run(['submit', again.id, ...wrong])).status, wrong.join(' ')).toBe(2);
  });

  it('are followed until they are over', async () => {
    const { id } = (await told('write', ...NOTICE, '--kind', 'alert')) as { id: string };
    const following = run(['submit', id, '--follow', '--json']);
    await new Promise(resolve => setTimeout(resolve, 100));
    await town.send();
    const { status, notes } = await following;
    expect(status).toBe(0);
    expect(notes.at(-1)).toContain('已发2个群，一共2个');
  });

  it('have a ledger, also as a file, and another try', async () => {
    const { id } = (await told('write', ...NOTICE, '--kind', 'jobs')) as { id: string };
    await told('submit', id);
    await town.send(1, () => ({ kind: 'refused', reason: 'kicked', closes: true }));
    await town.send();
    expect((await run(['ledger', id, '--state', 'failed'])).out).toMatch(/锦绣社区·群1.*没发出.*被移出了群/);
    const file = join(folder, 'ledger.xlsx');
    expect((await run(['ledger', id, '--file', file])).status).toBe(0);
    const read = readSpreadsheet(readFileSync(file));
    expect(read.ok && JSON.stringify(read.sheets[0]?.rows)).toContain('被移出了群');
    expect(await run(['ledger', id, '--file', file])).toMatchObject({ status: 1, code: 'file' });
    expect(await told('retry', id)).toEqual({ again: 1 });
    expect(await told('retry', id)).toEqual({ again: 0 });
    expect((await run(['receipts', id, '锦绣社区'])).out).toContain('0人回了收到');
  });

  it.each([
    [['write'], 2],
    [['write', '--title', 'x', '--text', 'x'], 2],
    [['write', ...NOTICE, '--kind', 'letter'], 2],
    [['write', '--title', 'x', '--text', 'x', '--to', 'county:'], 2],
    [['write', '--title', 'x', '--text', 'x', '--to', 'settlement:无此社区'], 1],
    [['write', ...NOTICE, '--clauses', '八'], 2],
    [['write', ...NOTICE, '--clauses', 'none-2000:1'], 1],
    [['write', '--title', '', '--text', '', '--to', 'all'], 1],
    [['write', '--file', '/nowhere/通知.md', '--to', 'all'], 2],
    [['list', '--state', 'lost'], 2],
    [['show', 'x'], 2],
    [['show', 'b_00000000000000000000'], 1],
    [['ledger', 'b_00000000000000000000', '--state', 'lost'], 1],
    [['submit', "b_'; DROP TABLE"], 2],
  ] as const)('%j ends with status %d and says why', async (words, status) => {
    const ran = await run(words);
    expect({ status: ran.status, says: ran.error !== '' }).toEqual({ status, says: true });
  });
});

describe('a bulletin in a file', () => {
  it('has its title in the first line', () => {
    expect(readDraftFile('\uFEFF\n停水\r\n\r\n明天停水。\r\n')).toEqual({ title: '停水', text: '明天停水。', fields: {} });
    expect(readDraftFile('')).toEqual({ title: '', text: '', fields: {} });
    expect(readDraftFile('---\nto：all\n---\n停水')).toEqual({ title: '停水', text: '', fields: { to: 'all' } });
  });

  it.each(['---\nto: all\n停水', '---\nwho: all\n---\n停水', '---\nto\n---\n停水', '---\nto:\n---\n停水'])(
    'says which line above it is none: %j',
    file => expect(readDraftFile(file)).toHaveProperty('wrong'),
  );
});
