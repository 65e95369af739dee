import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chatter, type Office, openOffice } from '../support/office.ts';

let office: Office;
let resident: Chatter;
let cadre: Chatter;

beforeAll(async () => {
  office = await openOffice('2026-11-23T02:00:00Z');
  const { id } = await office.settlement({ buildings: [{ name: '3栋' }] });
  cadre = await office.staff('王干部', 'cadre', { kind: 'settlement', settlement: id });
  resident = office.person('罗世珍');
  await resident.says('广西');
});
afterAll(() => office.close());

describe('another language within a form', () => {
  it('asks a report’s question again with its buttons, and the report goes on to its number', async () => {
    const where = await resident.says('3栋2单元的电梯坏了三天没人修');
    expect(where.text).toContain('在哪个安置点');
    const again = await resident.says('English');
    expect(again.text).toMatch(/^From now on in English\.\n\nIn which settlement\?\n\n1\. /);
    expect(again.ids).toEqual(where.ids);
    const kind = await resident.says('1');
    expect(kind.text).toContain('What kind of matter is it?');
    const read = await resident.says('中文', '1');
    expect(read.text).toContain('我要报的是：“3栋2单元的电梯坏了三天没人修”');
    const inEnglish = await resident.says('english');
    expect(inEnglish.text).toContain('From now on in English.');
    expect(inEnglish.text).toContain('This is what I report: “3栋2单元的电梯坏了三天没人修”');
    expect(inEnglish.ids).toEqual(read.ids);
    expect((await resident.says('1')).text).toMatch(/It is reported\. Number: \d{4}/);
    await resident.says('中文');
  });

  it('is what the button that changes it asks for, also where words are asked for; and 英语 is words there', async () => {
    for (const button of ['English', 'english']) {
      const asked = await resident.says('我要反映');
      const again = await resident.says(button);
      expect(again.text).toMatch(/^From now on in English\.\n\n/);
      expect(again.ids).toEqual(asked.ids);
      // Who is spoken to in it already says something with the word.
      expect((await resident.says('English')).text).not.toContain('From now on');
      expect((await resident.says('中文')).text).toMatch(/^好，以后用中文。\n\n/);
      await resident.says('停');
    }
    await resident.says('我要反映');
    expect((await resident.says('英语')).text).not.toContain('From now on');
    await resident.says('停');
  });

  it('asks staff again too, on the page of a long list that they were on, and keeps what was filled in', async () => {
    await cadre.says('desk=report_for', '罗世珍', '13800138000', '1', '3栋2单元的电梯坏了');
    await cadre.picks('都不是，看全部');
    const page = await cadre.picks('更多');
    const again = await cadre.says('English');
    expect(again.text).toMatch(/^From now on in English\.\n\nPlease choose a kind:/);
    expect(again.ids).toEqual(page.ids);
    expect(again.labels).not.toEqual(page.labels);
    const last = await cadre.says('1');
    expect(last.text).toContain('3栋2单元的电梯坏了');
    expect(last.text).toContain('罗世珍 13800138000');
    const back = await cadre.says('中文');
    expect(back.text).toMatch(/^好，以后用中文。\n\n替罗世珍 13800138000反映/);
    expect(back.ids).toEqual(last.ids);
    await cadre.says('停');
  });
});
