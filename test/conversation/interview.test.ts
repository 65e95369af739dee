import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import type { Session, TurnOutcome } from '../../src/conversation/store.ts';
import { createTurns, type TakeTurn } from '../../src/conversation/turn.ts';
import { isWay } from '../../src/conversation/way.ts';
import { asPlainText, type Incoming } from '../../src/message/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';

const at = new Date('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const guangxi: Session = { region: 'guangxi' as RegionId };

describe('an interview', () => {
  let takeTurn: TakeTurn;
  beforeAll(() => {
    takeTurn = createTurns({ ...createAssistant(), originals: () => undefined, callPrefix: '安家', keepDays: 30, wishDays: 365 });
  });

  const incoming = (text: string, when = at, kind: 'private' | 'group' = 'private'): Incoming => ({
    channel: 'terminal',
    account: 'a',
    chat: { id: 'c', kind },
    person: 'p',
    platformId: text,
    text,
    mentioned: true,
    at: when,
  });
  /** Says one thing after another; what is remembered goes through JSON, as a restart would have it. */
  const talk = (session: Session, ...said: string[]): TurnOutcome => {
    let outcome: TurnOutcome = { session, outgoing: [] };
    for (const text of said) outcome = takeTurn(incoming(text), JSON.parse(JSON.stringify(outcome.session)) as Session);
    return outcome;
  };
  const heard = ({ outgoing }: TurnOutcome): string => outgoing.map(asPlainText).join('\n');
  const choices = ({ outgoing }: TurnOutcome): string[] => outgoing.at(-1)?.choices?.map(({ id }) => id) ?? [];
  const asked = ({ session }: TurnOutcome): string | undefined => session.interview?.asking;

  it('is offered under the answer to a question, and starts from its button', () => {
    const answered = talk(guangxi, '搬迁户没工作能吃低保吗');
    expect(choices(answered)).toContain('check=guangxi.temporary-dibao');
    const begun = talk(guangxi, '搬迁户没工作能吃低保吗', 'check=guangxi.temporary-dibao');
    expect(heard(begun)).toContain('临时低保');
    expect(asked(begun)).toBeDefined();
    expect(begun.private).toBe(true);
  });

  it('understands what is typed, digits and buttons, and ends with the decision, its reasons, the clause and what else may be checked', () => {
    const said: Record<string, string> = {
      relocated: '1',
      employment: '没上班',
      has_industry_support: '没有',
      livelihood_difficulty: '揭不开锅了',
      assets_within_limit: 'fact=assets_within_limit=true',
    };
    let outcome = talk(guangxi, '查临时低保');
    for (let i = 0; i < 5; i++) outcome = talk(outcome.session, said[asked(outcome)!]!);
    expect(asked(outcome)).toBeUndefined();
    expect(heard(outcome)).toMatch(/6个月[\s\S]*✓[\s\S]*二\(五\)/);
    expect(heard(outcome)).not.toContain('✗');
    expect(choices(outcome)).toEqual(expect.arrayContaining(['keep', 'again', 'done']));
    expect(choices(outcome).filter(id => id.startsWith('check=')).length).toBeGreaterThan(0);
  });

  it('never asks what the clause calls no obstacle', () => {
    let outcome = talk(guangxi, '查临时低保');
    const facts: string[] = [];
    for (let i = 0; asked(outcome) && i < 10; i++) {
      facts.push(asked(outcome)!);
      outcome = talk(outcome.session, 'unsure');
    }
    expect(facts).not.toContain('owns_resettlement_home');
    expect(new Set(facts).size).toBe(facts.length);
    expect(heard(outcome)).toContain('还定不下来');
  });

  it('stops asking as soon as the result is certain', () => {
    const begun = talk(guangxi, 'check=guangxi.pension');
    const said = asked(begun) === 'relocated' ? '不是' : '打零工';
    const next = talk(begun.session, said);
    if (said === '不是') expect(asked(next)).toBeUndefined();
    else expect(asked(next)).toBe('relocated');
  });

  it('goes back a step, starts over, and stops, by button and by word', () => {
    const begun = talk(guangxi, '查临时低保');
    const first = asked(begun)!;
    const second = talk(begun.session, '1');
    expect(asked(second)).not.toBe(first);
    for (const word of ['上一步', 'back']) {
      const back = talk(second.session, word);
      expect(asked(back)).toBe(first);
      expect(back.session.interview?.answers).toEqual([]);
    }
    expect(heard(talk(begun.session, '上一步'))).toContain('第一问');
    expect(asked(talk(second.session, '重来'))).toBe(first);
    for (const word of ['停', '不查了', 'stop']) {
      const stopped = talk(second.session, word);
      expect(stopped.session.interview).toBeUndefined();
      expect(JSON.stringify(stopped.session)).not.toContain(first);
    }
  });

  it('asks again in other words when it does not understand, and keeps its place when something else is asked', () => {
    const begun = talk(guangxi, '查养老保险');
    const puzzled = talk(begun.session, '哎呀那个嘛');
    expect(heard(puzzled)).toContain('没听明白');
    expect(asked(puzzled)).toBe(asked(begun));
    const aside = talk(begun.session, '老家的旧房要在多久之内拆掉呢');
    expect(heard(aside)).toMatch(/2年[\s\S]*接着刚才的/);
    expect(asked(aside)).toBe(asked(begun));
    expect(choices(aside)).toEqual(choices(begun));
  });

  it('hears a complaint, another check and another region in the middle', () => {
    const begun = talk(guangxi, '查养老保险');
    const complaint = talk(begun.session, '我要投诉,三楼一直漏水,物业不来修');
    expect(heard(complaint)).toMatch(/反映问题[\s\S]*接着刚才的/);
    expect(talk(begun.session, '查临时低保').session.interview?.schemes).toEqual(['guangxi.temporary-dibao']);
    expect(talk(begun.session, '我在贵州').session).toMatchObject({ region: 'guizhou', interview: undefined });
  });

  it('explains why it asks, and takes the beginning of a label or its place in words', () => {
    const begun = talk(guangxi, '查养老保险');
    expect(heard(talk(begun.session, '为什么要问这个'))).toContain('不告诉别人');
    expect(asked(talk(begun.session, '第一个'))).not.toBe(asked(begun));
    expect(heard(talk(begun.session, '第九个'))).toContain('没有这个选项');
    const result = talk(guangxi, 'check=guangxi.pension', 'fact=relocated=true', 'fact=employment=flexible', '记住');
    expect(result.session.kept).toBeDefined();
  });

  it('hears the answer at the beginning of a story', () => {
    const begun = talk(guangxi, 'check=guangxi.temporary-dibao', 'fact=employment=none', 'fact=relocated=true');
    expect(asked(begun)).toBe('has_industry_support');
    expect(heard(talk(begun.session, '没有,年纪大了'))).toContain('记下了');
    expect(heard(talk(begun.session, '有,去年才养的'))).toContain('记下了');
  });

  it('puts present danger first, and waits until it is told to go on', () => {
    const begun = talk(guangxi, '查养老保险');
    const alarm = talk(begun.session, '救命啊我屋头着火了');
    expect(heard(alarm)).toContain('119');
    expect(heard(alarm)).not.toContain('第1问');
    expect(heard(talk(alarm.session, '火还没灭'))).not.toContain('第1问');
    expect(heard(talk(alarm.session, '接着查'))).toContain('第1问');
    expect(talk(alarm.session, '停').session.interview).toBeUndefined();
  });

  it('answers in English once that is chosen, in the middle too', () => {
    const begun = talk(guangxi, '查养老保险', 'english');
    expect(heard(begun)).toMatch(/Question 1/);
  });

  it('takes numbers as they are said, and digits as numbers where a number is asked', () => {
    const untilAsked = (fact: string, start: string): TurnOutcome => {
      let outcome = talk(guangxi, start);
      for (let i = 0; asked(outcome) !== fact && i < 8; i++) outcome = talk(outcome.session, '1');
      return outcome;
    };
    const age = untilAsked('age', 'check=guangxi.skills-training');
    expect(heard(age)).toContain('· 不清楚');
    expect(heard(talk(age.session, '五十三'))).toContain('53岁');
    expect(heard(talk(age.session, '3'))).toContain('3岁');
    expect(heard(talk(age.session, '300'))).toContain('好像不对');
    expect(asked(talk(age.session, '说不准'))).not.toBe('age');
    expect(heard(talk(age.session, '73年的'))).toMatch(/52岁到53岁/);
    const months = untilAsked('months_since_move_in', 'check=guangxi.old-house');
    expect(heard(talk(months.session, '两年半'))).toContain('30个月');
    const vague = talk(months.session, '两年多');
    expect(asked(vague)).toBeUndefined();
  });

  it('asks for an exact number where a rough one leaves it open, and not a third time', () => {
    const begun = talk(guangxi, 'check=guangxi.nine-centres');
    const rough = talk(begun.session, '不到一千');
    expect(asked(rough)).toBe('settlement_population');
    expect(heard(rough)).toContain('准');
    const unsure = talk(rough.session, '不清楚');
    expect(asked(unsure)).toBeUndefined();
    expect(heard(talk(rough.session, '799'))).not.toContain('✓');
  });

  it('screens a whole region, shares facts, and says what is certain, what depends, and what is not', () => {
    let outcome = talk(guangxi, '看看我能享受哪些');
    const facts: string[] = [];
    for (let i = 0; asked(outcome) && i < 30; i++) {
      facts.push(asked(outcome)!);
      outcome = talk(outcome.session, i === 3 ? '不清楚' : '1');
    }
    expect(new Set(facts).size).toBe(facts.length);
    expect(heard(outcome)).toMatch(/看得出来的|还要看情况的|现在不合条件的/);
    expect(outcome.outgoing[0]?.note).toContain('二(五)');
  });

  it('tells what is clear so far when a screening is stopped', () => {
    const outcome = talk(guangxi, '看看我能享受哪些', '1', '停');
    expect(heard(outcome)).toContain('先到这里');
    expect(asked(outcome)).toBeUndefined();
  });

  it('answers a cadre who tells the size of the settlement in the question', () => {
    const outcome = talk(guangxi, '我们点1200人能设什么');
    expect(asked(outcome)).toBeUndefined();
    expect(heard(outcome)).toMatch(/1200人[\s\S]*九个中心/);
  });

  it('collects nothing in a group', () => {
    for (const text of ['看看我能享受哪些', 'check=guangxi.pension', '查临时低保']) {
      const outcome = takeTurn(incoming(text, at, 'group'), guangxi);
      expect(heard(outcome)).toContain('私');
      expect(outcome.outgoing[0]?.choices?.map(isWay)).toEqual([true]);
      expect(outcome.session.interview).toBeUndefined();
    }
    const answered = takeTurn(incoming('搬迁户没工作能吃低保吗', at, 'group'), guangxi);
    const checks = answered.outgoing[0]?.choices?.filter(({ id }) => id.startsWith('check=')) ?? [];
    expect(checks.map(isWay)).toEqual([true]);
  });

  it('waits for the region where none is settled yet', () => {
    const outcome = talk({}, '看看我能享受哪些', 'region=guangxi');
    expect(asked(outcome)).toBeDefined();
  });

  it('keeps facts only after a separate yes, shows them, uses them, and erases them', () => {
    const result = talk(guangxi, 'check=guangxi.pension', 'fact=relocated=true', 'fact=employment=flexible');
    expect(asked(result)).toBeUndefined();
    expect(talk(result.session, '谢谢').session.interview).toBeUndefined();
    expect(talk(result.session, '谢谢').session.kept).toBeUndefined();
    const kept = talk(result.session, 'keep');
    expect(kept.session.interview).toBeUndefined();
    expect(heard(talk(kept.session, '我的资料'))).toContain('打零工');
    const again = talk(kept.session, 'check=guangxi.pension');
    expect(asked(again)).toBeUndefined();
    expect(heard(again)).toContain('我已经知道');
    const erased = talk(kept.session, '删掉我的资料');
    expect(erased.session.kept).toBeUndefined();
    expect(JSON.stringify(erased.session)).not.toContain('flexible');
    expect(asked(talk(erased.session, 'check=guangxi.pension'))).toBeDefined();
  });

  it('carries answers over to the next check that is chosen below the result, and no further', () => {
    const result = talk(guangxi, 'check=guangxi.pension', 'fact=relocated=true', 'fact=employment=none');
    const other = talk(result.session, 'check=guangxi.temporary-dibao');
    expect(heard(other)).toContain('我已经知道');
    expect(['relocated', 'employment']).not.toContain(asked(other));
    const later = talk(result.session, '谢谢', 'check=guangxi.temporary-dibao');
    expect(later.session.interview?.known).toEqual([]);
  });

  it('goes on after the knowledge lost a scheme or a fact, and forgets what it cannot read', () => {
    const interview = {
      schemes: ['guangxi.gone'],
      screening: false,
      known: [],
      answers: [],
      asking: 'age',
      at: at.toISOString(),
    };
    expect(talk({ ...guangxi, interview } as never, '重来').session.interview).toBeUndefined();
    const kept = {
      facts: [
        { fact: 'age', answer: 'old' },
        { fact: 'gone', answer: true },
      ],
      at: at.toISOString(),
    };
    expect(heard(talk({ ...guangxi, kept } as never, '我的资料'))).toContain('没有记');
    const half = {
      schemes: ['guangxi.gone', 'guangxi.pension'],
      screening: true,
      known: [],
      answers: [],
      at: at.toISOString(),
      asking: 'relocated',
    };
    expect(asked(talk({ ...guangxi, interview: half } as never, '是'))).toBe('employment');
  });

  it('says so where there is nothing to steer, whatever old button is pressed', () => {
    for (const text of ['上一步', '接着查', 'stop', 'fact=age=9', 'keep']) {
      const outcome = talk(guangxi, text);
      expect(heard(outcome)).toContain('没有在查的');
      expect(outcome.gap).toBeUndefined();
    }
  });

  it('is over after a day', () => {
    const begun = talk(guangxi, '查临时低保');
    const late = takeTurn(incoming('1', new Date(at.getTime() + 25 * HOUR)), begun.session);
    expect(late.session.interview).toBeUndefined();
  });

  it('says of a draft that it is one, and never that one may', () => {
    const chongqing: Session = { region: 'chongqing' as RegionId };
    const outcome = talk(chongqing, 'check=chongqing.emergency-relief', 'fact=relocated=true', 'fact=sudden_hardship=true');
    expect(heard(outcome)).toContain('征求意见稿');
    expect(outcome.outgoing[0]?.text).not.toMatch(/可以申请|可以领|能领/);
  });

  it('says that a measure has lapsed, without asking anything', () => {
    const guizhou: Session = { region: 'guizhou' as RegionId };
    const outcome = talk(guizhou, 'check=guizhou.temporary-relief');
    expect(asked(outcome)).toBeUndefined();
    expect(heard(outcome)).toMatch(/2020|十三五/);
  });

  it('survives any message at any point', () => {
    const begun = talk(guangxi, '看看我能享受哪些');
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 40 }),
            fc.constantFrom('1', '2', '02', '不清楚', '上一步', '停', '重来', 'fact=age=9', 'check=', 'keep', 'unsure', '原文'),
          ),
          { maxLength: 6 },
        ),
        said => {
          const outcome = talk(begun.session, ...said.filter(text => text.trim() !== ''));
          expect(outcome.session.region).toBeDefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});
