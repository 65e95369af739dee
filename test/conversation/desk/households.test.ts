import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Household, Settlement } from '../../../src/directory/model.ts';
import { asItIs, filed, LUO, SECRETS } from '../../support/households.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';
import { openedText, readableText } from '../../support/opened.ts';

describe('a household at the desk', () => {
  let office: Office;
  let [east, west] = [] as unknown as [Settlement, Settlement];
  let cadre: Chatter;
  let household: Household;
  let elsewhere: Household;
  beforeAll(async () => {
    office = await openOffice();
    east = await office.settlement({ name: '震东社区' });
    west = await office.settlement({ name: '城西社区' });
    cadre = await office.staff('张干部', 'cadre', { kind: 'settlement', settlement: east.id });
    household = await filed(office, east.id);
    elsewhere = await filed(office, west.id, { ...LUO, code: 'W-1' });
  });
  afterAll(() => office.close());

  /** Opens the file of the household by its number. */
  const opens = async (somebody = cadre, code = 'HM-0012') => {
    await somebody.says('desk=find_household', code);
    return somebody.picks('罗', '入户走访');
  };
  const looks = async (subject = household.id) =>
    (await office.audit({ subject, action: 'household.open' })).map(({ outcome, reason }) => `${outcome} ${reason}`);

  it('is found by name, door, number, telephone and identity number, and shows as little as a list needs', async () => {
    for (const typed of ['罗世珍', '罗小宝', '3-2-501', '3栋2单元501室', 'hm-0012', '138 0013 8000', '11010519491231002x']) {
      await cadre.says('工作台');
      await cadre.picks('查住户');
      const { text, labels } = await cadre.says(typed);
      expect(labels[0], typed).toBe('3栋2单元501，罗**家，2口人，户编号HM-0012');
      for (const secret of SECRETS) expect(text, typed).not.toContain(secret);
    }
    expect(await looks()).toEqual([]);
  });

  it('is looked for again where nothing fits, whatever is typed', async () => {
    await cadre.says('desk=find_household');
    for (const typed of ['没这个人', '罗'.repeat(5000), '\0\u0007', '🙂', '3-2-502', 'form=household=x']) {
      const { text, labels } = await cadre.says(typed);
      expect(text, typed.slice(0, 9)).toContain('没有找到这样的住户');
      expect(labels).toEqual(['不办了']);
    }
    expect((await cadre.says('HM-0012')).labels[0]).toContain('罗**');
    for (const digits of ['9', '0', '99']) expect((await cadre.says(digits)).text).toContain('没有这个选项');
    expect((await cadre.says('1')).text).toContain('为什么要看');
  });

  it('opens for a cadre who says why, with its numbers shortened; in full they are another look', async () => {
    const before = (await looks()).length;
    const { text } = await opens();
    expect(text).toContain('罗世珍（户主），女，1949-12-31出生，身份证110***********002X，电话138****8000');
    expect(text).toMatch(/从都安县搬来[\s\S]*登记为：低保户[\s\S]*健康：高血压[\s\S]*还没有记过同意/);
    expect(text).not.toContain('13800138000');
    expect(await looks()).toHaveLength(before + 1);
    const full = await cadre.picks('显示完整号码');
    expect(full.text).toContain('13800138000');
    expect(full.text).toContain('11010519491231002X');
    expect(await looks()).toHaveLength(before + 2);
    expect((await looks())[0]).toBe('done visit');
  });

  it('changes the work of a member by digits alone', async () => {
    await opens();
    const { text } = await cadre.picks('改工作情况', '罗世珍', '有没有工作', '打零工');
    expect(text).toContain('改好了');
    expect((await asItIs(office, household))?.members[0]).toMatchObject({
      work: 'flexible',
      labour: 'partial',
      health: '高血压',
    });
    expect((await cadre.picks('打开档案', '改资料')).text).toContain('打零工、自己干');
    expect((await office.audit({ subject: household.id, action: 'household.edit' }))[0]?.outcome).toBe('done');
  });

  it('sets a mark and takes it away', async () => {
    await opens();
    await cadre.picks('改登记的标记', '脱贫不稳定户');
    expect((await asItIs(office, household))?.marks).toEqual(['unstable', 'dibao']);
    await cadre.picks('改登记的标记', '去掉：脱贫不稳定户');
    expect((await asItIs(office, household))?.marks).toEqual(['dibao']);
  });

  it('is not overwritten by a cadre who saw an older file', async () => {
    const other = await office.staff('李干部', 'cadre', { kind: 'settlement', settlement: east.id });
    await Promise.all([opens(), opens(other)]);
    await other.picks('改工作情况', '罗小宝', '能不能干活', '只能干一部分');
    const { text, labels } = await cadre.picks('改工作情况', '罗小宝', '能不能干活', '能正常干活');
    expect(text).toContain('刚才别人改过');
    expect(labels).toContain('打开档案');
    expect((await asItIs(office, household))?.members[1]?.labour).toBe('partial');
    expect((await cadre.picks('打开档案', '改资料')).text).toMatch(/罗小宝[^\n]*只能干一部分活/);
  });

  it('lets one of two win who change at the same moment', async () => {
    const other = await office.staff('王干部', 'cadre', { kind: 'settlement', settlement: east.id });
    await Promise.all([opens(), opens(other)]);
    const [mine, theirs] = await Promise.all([cadre.picks('改登记的标记', '监测对象'), other.picks('改登记的标记', '脱贫户')]);
    const said = [mine.text, theirs.text];
    expect(said.filter(text => text.includes('改好了'))).toHaveLength(1);
    expect(said.filter(text => text.includes('刚才别人改过'))).toHaveLength(1);
    expect((await asItIs(office, household))?.marks).toHaveLength(2);
  });

  it('records consent with purpose, who agreed and how; a child under 14 is not offered', async () => {
    await opens();
    const asked = await cadre.picks('记同意', '通知联系');
    expect(asked.text).toContain('要由监护人同意');
    expect(asked.labels).toEqual(['罗世珍（户主）', '监护人（不在这户里）', '不办了']);
    await cadre.picks('罗世珍', '写了字据');
    const { consents = [] } = (await asItIs(office, household)) ?? {};
    expect(consents.at(-1)).toMatchObject({ purpose: 'contact', member: 'm1', how: 'written', on: '2026-11-22' });
    const child = await office.core.rooms.directory.households.consent(OPERATOR, household.id, {
      purpose: 'contact',
      how: 'spoken',
      member: 'm2',
    });
    expect(child).toEqual({ ok: false, refusal: { code: 'invalid', params: { field: 'member' } } });
  });

  it('hands out a code that links the member who types it, and nobody a second time', async () => {
    await opens();
    const { text } = await cadre.picks('发码给家人', '罗世珍');
    const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '';
    expect((await office.person('罗奶奶').says(code)).text).toContain('您家的档案连上了');
    expect((await office.person('路人').says(code)).text).toContain('已经用过了');
  });

  it('opens for nobody but its cadres: not for a supervisor, who may only list', async () => {
    const supervisor = await office.staff('督办', 'supervisor', { kind: 'county', region: east.region, county: east.county });
    await supervisor.says('desk=find_household');
    await supervisor.picks('震东社区');
    const listed = await supervisor.says('罗世珍');
    expect(listed.labels[0]).toContain('罗**');
    const { text } = await supervisor.picks('罗', '入户走访');
    expect(text).toContain('您的身份不能做这件事');
    expect(text).not.toContain('罗世珍');
    expect((await looks())[0]).toBe('not-allowed visit');
  });

  it.each(['handler', 'admin', 'callback-officer'] as const)('is not even listed for a %s', async role => {
    const somebody = await office.staff(role, role, { kind: 'all' });
    expect((await somebody.says('工作台')).labels).not.toContain('查住户');
    expect((await somebody.says('desk=find_household')).text).toContain('您的身份不能做这件事');
    const [entry] = await office.audit({ action: 'household.list' });
    expect(entry).toMatchObject({ outcome: 'not-allowed', via: 'chat' });
    const forged = await somebody.says(`desk=full_household=${household.id}=visit`, `form=household=${household.id}`);
    for (const secret of SECRETS) expect(forged.text).not.toContain(secret);
  });

  it('of another settlement is refused to a cadre, and that is recorded', async () => {
    const both = await office.staff('兼职', 'cadre', { kind: 'settlement', settlement: east.id });
    await both.says(
      allowed(
        await office.core.rooms.directory.people.invite(OPERATOR, {
          role: 'cadre',
          scope: { kind: 'settlement', settlement: west.id },
          name: '兼职',
        }),
      ).letters,
    );
    await both.says('desk=find_household');
    await both.picks('城西社区');
    await both.says('W-1');
    const held = allowed(await office.core.rooms.directory.people.roles(OPERATOR, { limit: 100 }));
    const grant = held.find(one => one.name === '兼职' && one.scope.kind === 'settlement' && one.scope.settlement === west.id);
    allowed(await office.core.rooms.directory.people.revoke(OPERATOR, grant!.id));
    const { text } = await both.picks('罗', '入户走访');
    expect(text).toContain('不在您管的范围里');
    expect(text).not.toContain('罗世珍');
    expect(await looks(elsewhere.id)).toEqual(['out-of-scope visit']);
    expect((await cadre.says('desk=find_household', 'W-1')).text).toContain('没有找到');
  });

  it('pages a long list by digits, round and round', async () => {
    for (let i = 1; i <= 10; i++)
      await filed(office, east.id, {
        ...LUO,
        code: `Y-${i}`,
        room: `9${i}`,
        members: [{ id: 'm1', name: '杨秀英', relation: 'head' }],
      });
    await cadre.says('desk=find_household');
    const first = await cadre.says('杨秀英');
    expect(first.labels).toHaveLength(10);
    expect(first.labels[8]).toBe('更多');
    const second = await cadre.picks('更多');
    expect(second.labels).toHaveLength(4);
    expect(second.labels[2]).toBe('从头看');
    expect(new Set([...first.labels, ...second.labels].filter(label => label.includes('户编号'))).size).toBe(10);
    expect((await cadre.picks('从头看')).labels).toEqual(first.labels);
    await cadre.picks('更多');
    expect((await cadre.picks('Y-10', '入户走访')).text).toContain('杨秀英');
  });

  it('answers a button of an earlier list, and of a form that is over, with what is offered now', async () => {
    const earlier = await cadre.says('desk=find_household', 'HM-0012');
    await cadre.picks('不办了');
    for (const button of [earlier.ids[0]!, 'form=household', 'form=more', `desk=household_erase=${household.id}`, 'desk=nothing'])
      expect((await cadre.says(button)).text, button).toContain('没有这个选项');
    await opens();
    expect((await cadre.says(earlier.ids[0]!)).text).toContain('没有这个选项');
    expect((await cadre.picks('记同意')).text).toContain('同意做什么');
    const gaps = JSON.stringify(await office.core.storage.conversation.gaps(100));
    expect(gaps).not.toContain(household.id);
  });

  it('speaks English to who wants it', async () => {
    await cadre.says('desk=find_household', 'HM-0012');
    await cadre.picks('罗');
    // In the middle of a form too: what was asked is asked again.
    expect((await cadre.says('english')).text).toContain('English');
    const { text, labels } = await cadre.says('2');
    expect(text).toMatch(/罗世珍 \(head\), female, born 1949-12-31, identity number 110\*{11}002X/);
    expect(labels).toContain('Check eligibility');
    await cadre.says('中文');
  });
  it('is erased when that was said twice, for everybody at once, and leaves nothing that can be read', async () => {
    const { households } = office.core.rooms.directory;
    const { version } = (await asItIs(office, household))!;
    await households.amend(OPERATOR, household.id, () => ({ origin: '独此一村' }), version);
    const others: Chatter[] = [];
    for (const step of ['记同意', '改工作情况', '查资格', '显示完整号码', '发码给家人']) {
      const other = await office.staff(step, 'cadre', { kind: 'settlement', settlement: east.id });
      await opens(other);
      await other.picks(step);
      others.push(other);
    }
    await opens();
    const shown = (await openedText({ dataDir: office.dataDir })).split('独此一村').length - 1;
    expect(shown).toBeGreaterThan(others.length);
    await cadre.picks('删档案', '先不删');
    expect(await asItIs(office, household)).toBeDefined();
    await cadre.picks('打开档案', '改资料', '删档案', '删掉', '先不删');
    expect(await asItIs(office, household)).toBeDefined();
    await cadre.picks('打开档案', '改资料', '删档案', '删掉');
    expect((await cadre.picks('删掉')).text).toContain('档案删掉了');
    expect(await asItIs(office, household)).toBeUndefined();
    // What colleagues were shown of it, and were doing with it, went too.
    const opened = await openedText({ dataDir: office.dataDir });
    expect(opened).not.toContain('独此一村');
    for (const other of others)
      expect((await other.says(`desk=household_consent=${household.id}`)).text).toContain('没有这个选项');
    expect((await office.person('罗奶奶').says('我家档案')).text).toContain('不知道您是哪一户');
    const text = await readableText({ dataDir: office.dataDir });
    for (const secret of [...SECRETS, '杨秀英']) expect(text, secret).not.toContain(secret);
  });
});
