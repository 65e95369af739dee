import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/conversation/store.ts';
import type { Household, Settlement } from '../../../src/directory/model.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { agreed, asItIs, filed, LUO, SECRETS } from '../../support/households.ts';
import { type Chatter, type Office, openOffice } from '../../support/office.ts';
import { openedText } from '../../support/opened.ts';

const HOUR = 3_600_000;

describe('a check that a cadre runs for a household', () => {
  let office: Office;
  let settlement: Settlement;
  let cadre: Chatter;
  let household: Household;
  beforeAll(async () => {
    office = await openOffice();
    settlement = await office.settlement();
  });
  afterAll(() => office.close());
  let number = 0;
  beforeEach(async () => {
    number++;
    cadre = await office.staff(`干部${number}`, 'cadre', { kind: 'settlement', settlement: settlement.id });
    household = await filed(office, settlement.id, { ...LUO, code: `H-${number}` });
  });

  const opens = async () => {
    await cadre.says('desk=find_household', `H-${number}`);
    return cadre.picks('罗', '住户来问');
  };
  const session = async (): Promise<Session> =>
    (await office.core.storage.conversation.session({
      channel: 'terminal',
      account: 'terminal',
      chat: cadre.name,
      person: cadre.name,
    })) ?? {};

  it('asks for consent first where none is recorded, and then goes on', async () => {
    await opens();
    const asked = await cadre.picks('查资格');
    expect(asked.text).toMatch(/还没有同意查资格[\s\S]*是谁同意的/);
    expect((await session()).interview).toBeUndefined();
    const who = await cadre.picks('罗世珍', '当面说的');
    expect(who.text).toMatch(/记下了[\s\S]*替谁查/);
    expect((await asItIs(office, household))?.consents).toMatchObject([{ purpose: 'eligibility', member: 'm1', how: 'spoken' }]);
    expect((await cadre.picks('罗世珍', '临时低保')).text).toContain('第1问');
    const [checked] = await office.audit({ subject: household.id });
    expect(checked).toMatchObject({ action: 'household.check', outcome: 'done' });
  });

  it('is not begun where consent for something else is recorded, or was withdrawn', async () => {
    await agreed(office, household, 'contact');
    await opens();
    expect((await cadre.picks('查资格')).text).toContain('还没有同意查资格');
    await cadre.picks('不办了');
    const grandmother = office.person(`奶奶${number}`);
    await opens();
    await grandmother.says(/[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await cadre.picks('发码给家人', '罗世珍')).text)?.[0] ?? '');
    await agreed(office, household);
    await opens();
    await cadre.picks('查资格', '罗世珍');
    await grandmother.says('我家档案');
    await grandmother.picks('撤回同意', '撤回');
    expect((await cadre.picks('临时低保')).text).toContain('还没有记下这户人家的同意');
    expect((await session()).interview).toBeUndefined();
  });

  it('says for whom it is and what is on file, asks for nothing of that, and tells the result with its clause', async () => {
    await agreed(office, household);
    await opens();
    const begun = await cadre.picks('查资格', '罗世珍', '临时低保');
    expect(begun.text).toMatch(/替3栋2单元501的罗世珍查/);
    expect(begun.text).toMatch(/档案里记着[\s\S]*是搬迁户[\s\S]*没有工作/);
    for (const secret of ['13800138000', '高血压', '罗小宝', '低保户']) expect(begun.text).not.toContain(secret);
    const { interview } = await session();
    expect(interview?.household).toEqual({ id: household.id, settlement: settlement.id });
    let heard = begun;
    for (let i = 0; i < 10 && (await session()).interview?.asking; i++) heard = await cadre.says('1');
    expect(heard.text).toMatch(/依据：[\s\S]*二\(五\)/);
    expect(heard.text).not.toContain('您现在有活干吗');
  });

  it('asks for what the file says and eligibility does not take', async () => {
    const moved = await filed(office, settlement.id, { ...LUO, code: `L-${number}`, movedIn: '1999-01-01' as Day });
    await agreed(office, moved);
    await cadre.says('desk=find_household', `L-${number}`);
    const { text } = await cadre.picks('罗', '住户来问', '查资格', '罗世珍', '都看看');
    expect(text).toContain('档案里记着');
    expect(text).not.toMatch(/334|住进新房多久了：/);
    expect((await session()).interview?.known.map(({ fact }) => fact)).not.toContain('months_since_move_in');
  });

  it('can be corrected: from the start everything is asked', async () => {
    await agreed(office, household);
    await opens();
    await cadre.picks('查资格', '罗世珍', '临时低保');
    const again = await cadre.says('重来');
    expect((await session()).interview?.known).toEqual([]);
    expect((await session()).interview?.household?.id).toBe(household.id);
    expect(again.text).not.toContain('档案里记着');
  });

  it('keeps nothing for the cadre, and nothing of it slips into a check of their own', async () => {
    await agreed(office, household);
    await opens();
    await cadre.picks('查资格', '罗世珍', '临时低保');
    let heard = await cadre.says('1');
    for (let i = 0; i < 10 && (await session()).interview?.asking; i++) heard = await cadre.says('1');
    expect(heard.ids).not.toContain('keep');
    expect(heard.ids.filter(id => id.startsWith('check='))).toEqual([]);
    await cadre.says('keep');
    expect((await session()).kept).toBeUndefined();
    const own = async () => {
      const { text } = await cadre.says('check=guangxi.pension');
      expect(text).not.toContain('我已经知道');
      expect((await session()).interview).toMatchObject({ schemes: ['guangxi.pension'], known: [], answers: [] });
      expect((await session()).interview?.household).toBeUndefined();
    };
    await own();
    await opens();
    await cadre.picks('查资格', '罗世珍', '临时低保');
    await own();
  });

  it('does not take facts that the cadre had kept of their own', async () => {
    await agreed(office, household);
    await cadre.says('广西', '查养老保险');
    for (let i = 0; i < 10 && (await session()).interview?.asking; i++) await cadre.says('1');
    await cadre.says('keep');
    const { kept } = await session();
    expect(kept?.facts.length).toBeGreaterThan(0);
    await opens();
    await cadre.picks('查资格', '罗小宝', '养老保险');
    const { interview } = await session();
    const onFile = interview?.known.map(({ fact }) => fact).sort();
    expect(interview?.known.find(({ fact }) => fact === 'employment')?.answer ?? 'none').toBe('none');
    for (const { fact } of kept?.facts ?? [])
      if (fact !== 'relocated' && fact !== 'employment') expect(onFile).not.toContain(fact);
    expect((await session()).kept).toEqual(kept);
  });

  it('may go on to another check of the same household, which is recorded like the first', async () => {
    await agreed(office, household);
    await opens();
    await cadre.picks('查资格', '罗世珍', '临时低保');
    for (let i = 0; i < 10 && (await session()).interview?.asking; i++) await cadre.says('1');
    await cadre.picks('查资格', '罗小宝', '职业技能培训');
    expect((await session()).interview?.schemes).toEqual(['guangxi.skills-training']);
    const checks = await office.audit({ subject: household.id, action: 'household.check' });
    expect(checks.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });

  it('goes by the schemes of the household, whatever region the cadre asks about', async () => {
    const there = await office.settlement({ region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区' });
    const somebody = await office.staff(`黔西${number}`, 'cadre', { kind: 'settlement', settlement: there.id });
    const far = await filed(office, there.id, { ...LUO, code: 'G-1' });
    await agreed(office, far);
    await somebody.says('广西', 'desk=find_household', 'G-1');
    const schemes = await somebody.picks('罗', '住户来问', '查资格', '罗世珍');
    expect(schemes.labels.join()).not.toContain('九个中心');
    await somebody.picks('都看看');
    const state = await office.core.storage.conversation.session({
      channel: 'terminal',
      account: 'terminal',
      chat: somebody.name,
      person: somebody.name,
    });
    expect(state?.region).toBe('guangxi');
    expect(state?.interview?.schemes.length).toBeGreaterThan(3);
    for (const id of state?.interview?.schemes ?? []) expect(id).toMatch(/^guizhou\./);
  });

  it('leaves nothing of the household in the conversation an hour after its result', async () => {
    await agreed(office, household);
    await opens();
    await cadre.picks('显示完整号码', '查资格', '罗世珍', '临时低保');
    for (let i = 0; i < 10 && (await session()).interview?.asking; i++) await cadre.says('1');
    expect((await session()).interview?.household).toBeDefined();
    const now = office.clock.now().getTime();
    await office.core.storage.conversation.endInterviews(new Date(now + 1), new Date(now + 1));
    expect(Object.keys(await session())).toEqual([]);
    const history = await office.core.conversation.history(
      { channel: 'terminal', account: 'terminal', chat: cadre.name, person: cadre.name },
      100,
    );
    for (const secret of SECRETS) expect(JSON.stringify(history), secret).not.toContain(secret);
  });

  it('leaves nothing of a form that somebody walked away from', async () => {
    await cadre.says('desk=find_household', '罗世珍在不在');
    const text = () => openedText({ dataDir: office.dataDir });
    expect(await text()).toContain('罗世珍在不在');
    const over = new Date(office.clock.now().getTime() + HOUR);
    await office.core.storage.conversation.endInterviews(over, over);
    expect(await text()).not.toContain('罗世珍在不在');
    expect((await session()).form).toBeUndefined();
  });
});
