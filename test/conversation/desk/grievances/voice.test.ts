import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../../../src/assistant.ts';
import { FORMS } from '../../../../src/conversation/desk/forms/index.ts';
import { createStaffVoice } from '../../../../src/conversation/desk/grievances/voice.ts';
import { MOVE_NAMES } from '../../../../src/grievance/life.ts';
import { ALARMS, type Grievance, type GrievanceRecord } from '../../../../src/grievance/model.ts';
import { numberAt } from '../../../../src/grievance/number.ts';
import type { RegionId, SettlementId } from '../../../../src/shared/ids.ts';
import { clockAt } from '../../../support/clock.ts';

const assistant = createAssistant();
const place = {
  region: 'guizhou' as RegionId,
  county: '黔西市',
  settlement: 's_00000000000000000001' as SettlementId,
};
const record: GrievanceRecord = {
  text: '罗世珍家漏水13800138000',
  where: '3栋2单元501',
  isAnonymous: false,
  name: '罗世珍',
  phone: '13800138000',
  additions: [{ at: '2026-11-27T02:00:00Z', text: '还在漏' }],
  notes: [{ by: 'p_1', at: '2026-11-27T02:00:00Z', text: '去看过' }],
};
const leak: Grievance = {
  number: numberAt(1),
  state: 'working',
  kind: 'housing-quality',
  danger: 'none',
  isSafety: false,
  place,
  receivedAt: new Date('2026-11-23T02:00:00Z'),
  dueAt: new Date('2026-12-03T09:30:00Z'),
  alarm: 'warned',
  returns: 0,
  reopenings: 0,
  calls: 0,
  extensions: 0,
  handlers: [],
  supporters: 0,
  record,
  version: 1,
};
const to = { channel: 'telegram', account: 'a', chat: 'c', person: 'p' };

const speaking = (language: 'zh-CN' | 'en', instant = '2026-11-30T02:00:00Z') =>
  createStaffVoice({
    wordbook: assistant.wordbook,
    sessionOf: async () => ({ language }),
    gazetteer: {
      in: async () => [],
      get: async () => ({ ...place, id: place.settlement, name: '惠民社区' }),
    },
    categories: () => assistant.categories,
    clock: clockAt(instant),
  });

describe('what those who work on cases are told of themselves', () => {
  it('says what is due soon, and how long is left in working days, with a button to open it', async () => {
    const told = await speaking('zh-CN').late(to, leak, 'warned');
    expect(told.text).toBe(
      '快到期了：1003号（房子质量，黔西市·惠民社区）\n还有3个工作日（到2026-12-03 17:30）'.replace('1003', String(leak.number)),
    );
    expect(told.choices).toEqual([{ id: `desk=case_look=${leak.number}`, label: '看这件' }]);
  });

  it('says how late it is to a supervisor and to the county, nights and weekends not counted', async () => {
    const late = speaking('zh-CN', '2026-12-07T02:00:00Z');
    expect((await late.late(to, leak, 'supervisor')).text).toContain('超期2个工作日（2026-12-03 17:30到期）');
    expect((await late.late(to, leak, 'county')).text).toContain('请县里督办');
  });

  it('leads a supervisor to what is to be decided', async () => {
    const voice = speaking('zh-CN');
    const ids = async (grievance: Grievance) => (await voice.undecided(to, grievance)).choices?.map(({ id }) => id);
    expect(await ids({ ...leak, state: 'ruling' })).toEqual([`desk=case_assign=${leak.number}`, `desk=case_look=${leak.number}`]);
    expect(await ids(leak)).toEqual([`desk=case_decide=${leak.number}`, `desk=case_look=${leak.number}`]);
  });

  it('holds nothing that anybody wrote, and no button that does not last', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const voice = speaking(language);
      const all = [
        await voice.waits(to, leak),
        await voice.undecided(to, leak),
        ...(await Promise.all(ALARMS.flatMap(alarm => (alarm === 'none' ? [] : [voice.late(to, leak, alarm)])))),
        ...(await Promise.all(MOVE_NAMES.map(move => voice.held(to, leak, move)))),
      ].flatMap(one => one ?? []);
      expect(all.length).toBeGreaterThan(10);
      for (const { text, choices = [] } of all) {
        expect(text).toContain(String(leak.number));
        expect(text).not.toMatch(/罗世珍|13800138000|漏|501|去看过/);
        for (const { id } of choices) expect(FORMS.get(id.split('=')[1] ?? '')?.lasts).toBe(true);
      }
    }
  });

  it('tells whoever has it in hand what others did with it, and nothing of the clock’s warnings', async () => {
    const voice = speaking('zh-CN');
    expect((await voice.held(to, leak, 'add'))?.text).toContain('住户有补充');
    expect((await voice.held(to, leak, 'lapse'))?.text).toContain('放回原来的位置');
    expect(await voice.held(to, leak, 'warn')).toBeUndefined();
    expect(await voice.held(to, leak, 'note')).toBeUndefined();
  });
});
