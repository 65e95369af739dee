import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import { createReporterVoice } from '../../../src/conversation/grievances/reporter-voice.ts';
import type { Session } from '../../../src/conversation/store.ts';
import { MOVE_NAMES, type MoveName } from '../../../src/grievance/life.ts';
import type { Grievance, GrievanceRecord, GrievanceState } from '../../../src/grievance/model.ts';
import { asPlainText } from '../../../src/message/index.ts';
import type { ClauseId, RegionId, UnitId } from '../../../src/shared/ids.ts';

const assistant = createAssistant();
const at = new Date('2026-11-30T02:00:00Z');
const reporter = { channel: 'telegram', account: '1', chat: 'u1', person: 'u1' };
const neighbour = { ...reporter, chat: 'u2', person: 'u2' };
const record: GrievanceRecord = {
  text: '电梯坏了',
  isAnonymous: true,
  name: '罗世珍',
  phone: '13800138000',
  additions: [],
  notes: [],
};

const grievance = (state: GrievanceState, more: Partial<GrievanceRecord> = {}, over: Partial<Grievance> = {}): Grievance => ({
  number: 1007,
  state,
  kind: 'lift-and-building',
  danger: 'none',
  isSafety: true,
  place: { region: 'guizhou' as RegionId },
  unit: 'guizhou.civil-affairs' as UnitId,
  reporter,
  receivedAt: at,
  dueAt: new Date('2026-12-02T09:30:00Z'),
  alarm: 'none',
  returns: 0,
  reopenings: 0,
  calls: 0,
  extensions: 0,
  handlers: [],
  supporters: 1,
  version: 2,
  record: { ...record, ...more },
  ...over,
});

const answer = { says: '今天下午修好。', clauses: ['guizhou:3.1.4' as ClauseId], by: 'person:p_1', at: at.toISOString() };
const extension = {
  why: '等配件',
  by: 'p_1',
  at: at.toISOString(),
  decision: { granted: true, by: 'p_2', at: at.toISOString() },
};

describe('what a reporter is told when their case moves', () => {
  const speak = (session?: Session) =>
    createReporterVoice({
      wordbook: assistant.wordbook,
      sessionOf: async () => session,
      policyOf: () => assistant.policy,
      categoriesOf: () => assistant.categories,
      clock: { now: () => at },
    });
  const told = async (move: MoveName, of: Grievance, to = reporter, session?: Session) => {
    const outgoing = await speak(session).moved(to, of, move);
    return outgoing && { text: asPlainText(outgoing), ids: outgoing.choices?.map(({ id }) => id) ?? [] };
  };

  it.each<[MoveName, Grievance, RegExp, readonly string[]]>([
    ['claim', grievance('working'), /1007号（电梯楼道）有人在办了/, []],
    ['ask', grievance('working', { asked: '哪一部？' }), /问您：“哪一部？”[\s\S]*1\. 回答这个问题/, ['grievance_reply']],
    [
      'answer',
      grievance('answered', { answer }),
      /今天下午修好。\n解决了没有[\s\S]*依据：.*三\(一\)4/,
      ['grievance_confirm', 'grievance_object'],
    ],
    ['answer', grievance('calling-back', { answer }), /另外的人打电话/, ['grievance_object']],
    ['forward', grievance('forwarded'), /转给.*民政.*期限不变/, []],
    ['decideExtension', grievance('working', { extension }), /延期了，最晚2026-12-02 17:30答复。\n为什么：等配件/, []],
    [
      'decline',
      grievance('declined', { declined: { why: '法院在审', instead: '法院' } }),
      /法院在审\n可以去：法院\n您不同意，十天内/,
      ['grievance_object'],
    ],
    ['merge', grievance('merged', {}, { mergedInto: 1015 }), /跟1015号合在一起/, []],
    ['callConfirmed', grievance('closed'), /已销号/, ['grievance_object']],
    ['closeUnreached', grievance('closed'), /没有找到您/, ['grievance_object']],
    ['callDenied', grievance('reopened'), /重新在办。还是原来的编号/, []],
  ])('of %s, in plain words and with what they can do', async (move, of, words, buttons) => {
    const heard = await told(move, of);
    expect(heard?.text).toMatch(words);
    expect(heard?.ids).toEqual([...buttons, 'grievance_show'].map(id => `desk=${id}=1007`));
  });

  it('nothing of what they did themselves, nor of what is the handlers’ own business', async () => {
    const quiet: MoveName[] = [
      'add',
      'withdraw',
      'confirm',
      'object',
      'release',
      'note',
      'askExtension',
      'link',
      'callInVain',
      'lapse',
      'warn',
      'escalate',
    ];
    for (const move of quiet) expect(await told(move, grievance('working')), move).toBeUndefined();
    const refused = { ...extension, decision: { ...extension.decision, granted: false } };
    expect(await told('decideExtension', grievance('working', { extension: refused }))).toBeUndefined();
  });

  it('tells those who have it too what becomes of it, and nothing between the handler and whoever reported it', async () => {
    expect(await told('ask', grievance('working', { asked: '门牌号？' }), neighbour)).toBeUndefined();
    const heard = await told('answer', grievance('answered', { answer }), neighbour);
    expect(heard?.text).toMatch(/您家也有的1007号[\s\S]*今天下午修好/);
    expect(heard?.ids).toEqual([]);
    expect((await told('confirm', grievance('closed'), neighbour))?.text).toContain('已销号');
  });

  it('says no word of who reported it, whatever the move, also where it was erased, and in English too', async () => {
    for (const move of MOVE_NAMES)
      for (const of of [grievance('answered', { answer }), grievance('closed', {}, { record: undefined, unit: undefined })])
        for (const to of [reporter, neighbour])
          for (const session of [undefined, { language: 'en' } as Session]) {
            const heard = await told(move, of, to, session);
            expect(heard?.text ?? '').not.toMatch(/罗世珍|13800138000/);
          }
    expect((await told('claim', grievance('working'), reporter, { language: 'en' }))?.text).toContain('somebody works on it now');
  });
});
