import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Household, Settlement } from '../../src/directory/model.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { aSettlement } from '../support/directory.ts';
import { directoryCommand, jsonLines } from '../support/directory-command.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';

describe('anjia work and anjia trainings', () => {
  let opened: OpenRooms;
  let home: Settlement;
  let household: Household;
  let folder: string;
  beforeEach(async () => {
    opened = await openRooms();
    folder = mkdtempSync(join(tmpdir(), 'anjia-work-'));
    const { settlements, households } = opened.rooms.directory;
    home = valueIn(await settlements.add(OPERATOR, { ...aSettlement(), name: '锦绣社区' }));
    const { id } = valueIn(
      await households.add(OPERATOR, home.id, {
        building: '3栋',
        members: [
          {
            id: 'm1',
            name: '罗世珍',
            relation: 'head',
            labour: 'full',
            work: 'none',
            identityNumber: '11010519491231002X',
            phone: '13800138000',
          },
        ],
        marks: ['dibao'],
        purpose: 'file',
      }),
    );
    household = valueIn(await households.consent(OPERATOR, id, { purpose: 'employment', how: 'spoken' }));
  });
  afterEach(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });
  const run = (...words: readonly string[]) => directoryCommand({ actor: OPERATOR, ...opened }, words);
  const cellsOf = (file: string): string => {
    return JSON.stringify(readSpreadsheet(new Uint8Array(readFileSync(file))));
  };

  it('lists who comes first with the clause, for people and for programs, and into a file that nobody else may read', async () => {
    const file = join(folder, 'first.xlsx');
    const { out, status } = await run('work', 'first', '锦绣社区', '--file', file);
    expect(status).toBe(0);
    expect(out).toMatch(/3栋 {2}罗\*\* {2}零就业家庭.*依据：《.+》三\(二\)7/);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(cellsOf(file)).toContain('零就业家庭');
    expect((await run('work', 'first', home.id, '--file', file)).error).toContain('first.xlsx');
    const [line] = jsonLines((await run('work', 'first', home.id, '--json')).out);
    expect(line).toMatchObject({ id: household.id, agreed: true, employed: 'nobody' });
    expect(line?.['first']).toContainEqual({ id: 'public-post', clause: 'guizhou:3.2.7', standing: 'issued', member: 'm1' });
  });

  it('records a hire and what was heard after, and keeps the ledger without full numbers', async () => {
    const hired = await run(
      'work',
      'hire',
      household.id,
      '--member',
      'm1',
      '--employer',
      '制衣厂',
      '--title',
      '缝纫工',
      '--json',
    );
    const [placement] = jsonLines(hired.out);
    expect(placement).toMatchObject({ state: 'started', employer: '制衣厂', name: '罗世珍' });
    expect(placement).not.toHaveProperty('to');
    expect((await run('work', 'placements', home.id)).out).toContain('上班了');
    const file = join(folder, 'ledger.xlsx');
    expect((await run('work', 'ledger', home.id, '--file', file)).out).toContain('制衣厂');
    expect(cellsOf(file)).not.toMatch(/11010519491231002X|13800138000/);
    const heard = await run('work', 'heard', String(placement?.['id']), '--answer', 'left', '--why', 'far');
    expect(heard.out).toBe('记下了：不干了（太远）。');
    expect((await run('work', 'calls', home.id)).out).toBe('没有。');
  });

  it('offers a training, marks who came, and keeps the ledger', async () => {
    const said = [
      '--title',
      '缝纫班',
      '--place',
      '社区',
      '--time',
      '周六',
      '--closes',
      '2026-12-31',
      '--clauses',
      'guizhou:3.2.6',
    ];
    const [training] = jsonLines((await run('trainings', 'offer', home.id, ...said, '--seats', '20', '--json')).out);
    const id = String(training?.['id']);
    const to = { channel: 'web', account: 'a', chat: 'c', person: 'p' };
    await opened.rooms.employment.trainings.signUp(id, { to, settlement: home.id, record: { name: '罗世珍' } });
    const [signup] = jsonLines((await run('trainings', 'signups', id, '--json')).out);
    expect(signup).toMatchObject({ name: '罗世珍', state: 'signed-up' });
    expect((await run('trainings', 'mark', id, String(signup?.['number']), '--as', 'passed')).out).toContain('合格');
    expect((await run('trainings', 'ledger', home.id)).out).toContain('合格');
    expect((await run('trainings', 'list')).out).toContain('缝纫班');
    expect((await run('trainings', 'close', id)).status).toBe(0);
    expect((await run('trainings', 'withdraw', id)).status).toBe(0);
  });

  it.each([
    [2, ['work', 'heard', 'k_1', '--answer', 'perhaps']],
    [2, ['work', 'heard', 'k_1', '--answer', 'left', '--why', 'weather']],
    [2, ['work', 'hire', 'nobody', '--member', 'm1', '--employer', 'x', '--title', 'x']],
    [2, ['work', 'first']],
    [2, ['trainings', 'mark', 'x_1', '1', '--as', 'late']],
    [
      2,
      [
        'trainings',
        'offer',
        '锦绣社区',
        '--title',
        'x',
        '--place',
        'x',
        '--time',
        'x',
        '--closes',
        '2026-12-31',
        '--seats',
        'many',
      ],
    ],
    [
      2,
      [
        'trainings',
        'offer',
        '锦绣社区',
        '--title',
        'x',
        '--place',
        'x',
        '--time',
        'x',
        '--closes',
        '2026-12-31',
        '--clauses',
        '三',
      ],
    ],
    [1, ['trainings', 'offer', '锦绣社区', '--title', 'x', '--place', 'x', '--time', 'x', '--closes', 'tomorrow']],
    [1, ['work', 'heard', 'k_1', '--answer', 'left']],
    [1, ['work', 'first', '没有的社区']],
    [1, ['trainings', 'signups', 'x_1']],
  ] as const)('says what is wrong, with status %i: %j', async (status, words) => {
    const ran = await run(...words);
    expect(ran.status).toBe(status);
    expect(ran.error).not.toBe('');
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
