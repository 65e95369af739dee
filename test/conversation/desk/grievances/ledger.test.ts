import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settlement } from '../../../../src/directory/model.ts';
import { readSpreadsheet } from '../../../../src/spreadsheet/index.ts';
import { createCases } from '../../../support/cases.ts';
import { type Chatter, type Heard, type Office, openOffice } from '../../../support/office.ts';

let office: Office;
let home: Settlement;
let supervisor: Chatter;
let both: Chatter;
let number: number;

beforeAll(async () => {
  office = await openOffice('2026-11-23T02:00:00Z');
  home = await office.settlement({ buildings: [{ name: '3栋' }] });
  const scope = { kind: 'settlement', settlement: home.id } as const;
  supervisor = await office.staff('赵督办', 'supervisor', scope);
  both = await office.staff('陈办理', 'handler', scope);
  await office.staff('陈办理', 'cadre', scope);
  ({ number } = await createCases(office).report(home, {
    text: '我是罗世珍，3栋2单元501，电话13800138000，电梯坏了',
    name: '罗世珍',
    phone: '13800138000',
  }));
});
afterAll(() => office.close());

const rowsIn = ({ file }: Heard): readonly (readonly unknown[])[] => {
  const read = readSpreadsheet(new Uint8Array(Buffer.from(file?.content ?? '', 'base64')));
  return read.ok ? read.sheets.flatMap(({ rows }) => rows.map(({ cells }) => cells)) : [];
};

describe('a supervisor who asks for a ledger in chat', () => {
  it('gets it as a file by three digits, without who reported anything; that it was taken is recorded', async () => {
    expect((await supervisor.says('台账')).labels.slice(0, 3)).toEqual(['工作台账', '问题台账', '整改台账']);
    const heard = await supervisor.picks('问题台账', '本月');
    expect(heard.text).toContain('1行');
    expect(heard.file?.name).toBe('问题台账 2026-11-01 至 2026-11-23.xlsx');
    const rows = rowsIn(heard);
    expect(String(rows[0]?.[0])).toContain('话里提到的别人，名字可能还在');
    expect(rows.at(-1)).toEqual(expect.arrayContaining([String(number), '震东社区', '3栋']));
    for (const personal of ['罗世珍', '13800138000', '501', '2单元']) expect(JSON.stringify(rows)).not.toContain(personal);
    const [taken] = await office.audit({ action: 'grievance.export' });
    expect(taken).toMatchObject({ subject: 'problem', reason: '2026-11-01/2026-11-23', outcome: 'done' });
  });

  it('names it at once, and may ask for an earlier month in which there was nothing', async () => {
    const asked = await supervisor.says('要工作台账');
    expect(asked.labels[0]).toContain('本月');
    expect((await supervisor.picks('上月')).file?.name).toBe('工作台账 2026-10-01 至 2026-10-31.xlsx');
    await supervisor.says('销号台账');
    expect((await supervisor.picks('最近30天')).file?.name).toBe('整改台账 2026-10-24 至 2026-11-23.xlsx');
  });

  it('is asked of which settlement where there are several', async () => {
    await office.settlement({ name: '城北社区' });
    const chief = await office.staff('县督办', 'supervisor', { kind: 'county', region: home.region, county: home.county });
    await chief.says('问题台账');
    await chief.picks('城北社区');
    expect((await chief.picks('今年')).text).toContain('0行');
    await chief.says('问题台账');
    await chief.picks('全部');
    expect(rowsIn(await chief.picks('今年')).at(-1)).toContain(String(number));
  });

  it('alone gets it: to others such a word is the ledger of notices, or nothing of cases', async () => {
    const cadre = await office.staff('张干部', 'cadre', { kind: 'settlement', settlement: home.id });
    for (const [somebody, word] of [
      [both, '台账'],
      [both, '问题台账'],
      [cadre, '要台账'],
      [office.person('路人'), '问题台账'],
    ] as const) {
      const heard = await somebody.says(word);
      expect(heard.labels, word).not.toContain('问题台账');
      expect(heard.file, word).toBeUndefined();
    }
    expect((await supervisor.posts('g', '问题台账')).file).toBeUndefined();
  });
});
