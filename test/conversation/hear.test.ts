import { beforeAll, describe, expect, it } from 'vitest';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import type { Heard } from '../../src/conversation/eligibility/hear.ts';
import type { ChoiceFact, Fact } from '../../src/knowledge/schemes/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';

const on = '2026-11-22' as Day;

describe('an answer in words', () => {
  let assistant: Assistant;
  beforeAll(() => {
    assistant = createAssistant();
  });
  const fact = (id: string): Fact => assistant.rules.facts.get(id as FactId)!;
  const hear = (id: string, text: string): Heard => assistant.hearing.hear(fact(id), text, on);
  const choices = (): ChoiceFact[] => [...assistant.rules.facts.values()].flatMap(one => ('options' in one ? [one] : []));
  const said = (heard: Heard): unknown => (heard.kind === 'answer' ? heard.answer : heard.kind);

  it('is heard for every phrase and every button of the facts', () => {
    const misheard = choices().flatMap(one =>
      one.options.flatMap(({ value, says, label }) =>
        [...says, label.zh]
          .filter(text => said(assistant.hearing.hear(one, text, on)) !== value)
          .map(text => `${one.id}: ${text}`),
      ),
    );
    expect(misheard).toEqual([]);
  });

  it('is not taken where two values are meant', () => {
    const taken = choices().flatMap(one => {
      const [first, second] = one.options;
      const text = `${first?.label.zh},${second?.label.zh}`;
      return assistant.hearing.hear(one, text, on).kind === 'nothing' ? [] : [`${one.id}: ${text}`];
    });
    expect(taken).toEqual([]);
  });

  it.each([
    ['relocated', '是嘞', true],
    ['relocated', '有呢', true],
    ['relocated', '是的，前年搬下来的', true],
    ['relocated', '不是哦', false],
    ['has_residence_permit', '没得', false],
    ['has_residence_permit', '办了的,去年办的', true],
    ['employment', '没有', 'none'],
    ['employment', '在工地打零工', 'flexible'],
    ['employment', '我在厂里上班', 'stable'],
    ['cross_collective', '不是，一个村的', false],
    ['livelihood_difficulty', '特别困难', true],
    ['livelihood_difficulty', '不是很困难', false],
    ['age', '五十三', 53],
    ['age', '53岁了', 53],
    ['household_employed', '一个都没有', 0],
    ['household_able_workers', '两个，我和我婆娘', 2],
    ['months_since_move_in', '两年半', 30],
    ['approval_ratio', '67', 0.67],
    ['settlement_population', '我们点有1200人', 1200],
  ])('%s: %s', (id, text, value) => {
    expect(said(hear(id, text))).toBe(value);
  });

  it.each([
    ['relocated', '不清楚', 'unsure'],
    ['relocated', '晓不得哦', 'unsure'],
    ['relocated', '是不是搬迁户哦', 'nothing'],
    ['relocated', '', 'nothing'],
    ['livelihood_difficulty', '😀', 'nothing'],
    ['age', '200', 'out-of-range'],
    ['age', '好大年纪', 'nothing'],
    ['approval_ratio', '1', 'nothing'],
  ])('%s: %s → %s', (id, text, kind) => {
    expect(hear(id, text).kind).toBe(kind);
  });

  it('leaves rough numbers rough', () => {
    expect(said(hear('settlement_population', '3000来人'))).toEqual({ from: 2700, to: 3999 });
    expect(said(hear('age', '八十多'))).toEqual({ from: 81, to: 89 });
  });

  it('hears what a longer message tells by the way, and no more', () => {
    const facts = ['settlement_population', 'settlement_kind'].map(fact);
    const heard = assistant.hearing.overhear(facts, '我们城镇点2200人能设什么');
    expect([...heard]).toEqual([
      ['settlement_population', 2200],
      ['settlement_kind', 'urban'],
    ]);
    expect(assistant.hearing.overhear(facts, '我们点能设什么').size).toBe(0);
  });
});
