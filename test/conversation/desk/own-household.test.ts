import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Household } from '../../../src/directory/model.ts';
import { agreed, asItIs, filed } from '../../support/households.ts';
import { type Chatter, type Office, openOffice } from '../../support/office.ts';

describe("a resident's own household", () => {
  let office: Office;
  let household: Household;
  let resident: Chatter;
  beforeAll(async () => {
    office = await openOffice();
    const settlement = await office.settlement({ office: { contacts: [{ name: '值班室', phone: '0771-6520110' }] } });
    household = await filed(office, settlement.id);
    const cadre = await office.staff('张干部', 'cadre', { kind: 'settlement', settlement: settlement.id });
    await cadre.says('desk=find_household', 'HM-0012');
    await cadre.picks('罗', '住户来问');
    const { text } = await cadre.picks('发码给家人', '罗世珍');
    resident = office.person('罗奶奶');
    await resident.says(/[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '');
  });
  afterAll(() => office.close());

  it('is shown with who keeps it, what for, and how to correct it; numbers stay shortened', async () => {
    const { text, labels } = await resident.says('我家档案');
    expect(text).toMatch(/由隆安县·震东社区的社区办公室保存，只有社区干部能看/);
    expect(text).toMatch(
      /罗世珍（户主）[\s\S]*存这份档案是为了：建档案[\s\S]*还没有记过同意[\s\S]*告诉社区干部[\s\S]*0771-6520110/,
    );
    expect(text).toContain('138****8000');
    expect(text).not.toContain('13800138000');
    expect(labels).toEqual([]);
    await resident.says('我的身份');
    expect((await resident.picks('我家档案')).text).toContain('罗小宝');
  });

  it('takes its consent back, after being asked once more, and the record says so', async () => {
    await agreed(office, household);
    await resident.says('我家档案');
    await resident.picks('撤回同意', '先不撤');
    expect((await asItIs(office, household))?.consents[0]?.withdrawnOn).toBeUndefined();
    await resident.says('我家档案');
    expect((await resident.picks('撤回同意', '撤回')).text).toContain('撤回了');
    expect((await asItIs(office, household))?.consents).toMatchObject([{ purpose: 'eligibility', withdrawnOn: '2026-11-22' }]);
    const again = await resident.says('我家档案');
    expect(again.text).toMatch(/查资格：罗世珍，当面说的，2026-11-22（2026-11-22撤回）/);
    expect(again.labels).toEqual([]);
    expect((await resident.says('desk=withdraw_consent', '2')).text).toContain('没有可以撤回的同意');
    expect((await office.audit({ subject: household.id, action: 'consent.withdraw' })).map(({ outcome }) => outcome)).toEqual([
      'done',
    ]);
  });

  it('is shown to nobody who is not linked to it, and not before others', async () => {
    expect((await office.person('路人').says('我家档案')).text).toContain('我还不知道您是哪一户');
    const [said] = await office.core.conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: '大群', kind: 'group' },
      person: '罗奶奶',
      platformId: '大群 1',
      text: '安家 我家档案',
      mentioned: true,
      at: office.clock.now(),
    });
    expect(said?.text).toContain('私下办');
  });

  it('speaks English to who wants it', async () => {
    await resident.says('english');
    expect((await resident.says('my household file')).text).toMatch(
      /kept by the community office of 震东社区, 隆安县[\s\S]*keeping a file/,
    );
  });
});
