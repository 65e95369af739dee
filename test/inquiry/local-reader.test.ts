import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { type LocalInfo, likenessOf } from '../../src/inquiry/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId, SettlementId } from '../../src/shared/ids.ts';
import { labelledMessages } from '../eval/labelled.ts';

type Asked = Readonly<Record<string, readonly string[]>>;

interface Topics {
  readonly topics: readonly Pick<LocalInfo, 'topic' | 'says' | 'source'>[];
  readonly near?: readonly string[];
}

const read = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const usual = read('local-topics.yaml') as Topics & Record<'first' | 'second' | 'third', Asked>;
const other = read('other-topics.yaml') as Topics & { readonly asked: Asked };
const blind = read('blind-topics.yaml') as Topics & { readonly asked: Asked };

const infosOf = ({ topics }: Topics): LocalInfo[] =>
  topics.map((topic, i) => ({
    ...topic,
    id: String(i),
    settlement: 's' as SettlementId,
    recordedBy: 'operator',
    recordedOn: '2026-11-22' as Day,
  }));

describe('what a settlement knows', () => {
  let assistant: Assistant;
  beforeAll(() => {
    assistant = createAssistant();
  });

  /** Whether no document answers, so that local knowledge is looked up. */
  const isLeft = (text: string, region: string): boolean => {
    const found = assistant.policy.regions.get(region as RegionId)!;
    const { action, danger, why } = assistant.respond({ region: found, text, on: '2026-11-22' as Day, language: 'zh-CN' });
    return action === 'no_answer' && danger === 'none' && why.judgement !== undefined;
  };
  const topicFor = (text: string, topics: Topics) => assistant.localReader.infoFor(text, infosOf(topics))?.topic;

  it('is told to those of the labelled messages that ask for it, and to no other', () => {
    const told = [usual, other, blind].flatMap(topics =>
      labelledMessages().flatMap(({ id, text, region }) => {
        const topic = isLeft(text, region) ? topicFor(text, topics) : undefined;
        return topic === undefined ? [] : [[id, topic]];
      }),
    );
    // Each was read by a person: these ask for just that.
    expect(Object.fromEntries(told)).toEqual({
      q008: '卫生室开门时间',
      q385: '物业费',
      'guangxi-130': '物业费',
      'yuncheng-131': '物业费',
      'chongqing-114': '便民服务大厅周末上班吗',
      'guizhou-120': '警务室电话',
    });
  });

  it.each(usual.near ?? [])('is not told to “%s”, which speaks of the same and asks something else', text => {
    expect(topicFor(text, usual)).toBeUndefined();
  });

  it.each([
    ['first', usual, usual.first, 1],
    ['second', usual, usual.second, 0.95],
    ['third', usual, usual.third, 1],
    ['of other topics', other, other.asked, 0.95],
    ['never fitted to', blind, blind.asked, 0.9],
  ] as const)('is told to those whom no document answers (questions %s)', (_, topics, asked, least) => {
    const left = Object.entries(asked)
      .flatMap(([topic, texts]) => texts.map(text => ({ topic, text })))
      .filter(({ text }) => isLeft(text, 'guizhou'));
    const wrong = left.filter(({ topic, text }) => ![topic, undefined].includes(topicFor(text, topics)));
    const right = left.filter(({ topic, text }) => topicFor(text, topics) === topic);
    expect(wrong).toEqual([]);
    expect(left.length).toBeGreaterThanOrEqual(20);
    expect(right.length / left.length).toBeGreaterThanOrEqual(least);
  });

  it.each(['', ' ', '\0', '?', '1', '电'.repeat(5000), '😀', '|', '$&', 'abc'])('is not told to %j', text => {
    expect(topicFor(text, usual)).toBeUndefined();
  });

  it('is not found by a topic without a word in it', () => {
    for (const topic of ['', '???', '的', '多少钱']) {
      const topics = { topics: [{ topic, says: '8元。', source: '社区' }] };
      for (const text of ['', '多少钱', '物业费多少钱', '???']) expect(topicFor(text, topics)).toBeUndefined();
    }
  });

  it('is the newest of two that fit as well', () => {
    const topics = {
      topics: [
        { topic: '停车收费', says: '每月50元。', source: '物业' },
        { topic: '停车费', says: '每月60元。', source: '物业' },
      ],
    };
    expect(assistant.localReader.infoFor('停车费一个月多少钱', infosOf(topics))?.says).toBe('每月60元。');
  });
});

describe('questions to cadres', () => {
  const { localReader } = createAssistant();
  const key = (text: string) => likenessOf(localReader.about(text), text);

  it.each([
    ['电梯坏了找谁', '电梯坏了找哪个', '请问电梯坏了找哪个修'],
    ['垃圾几点收', '垃圾啥时候来收', '垃圾好久收'],
    ['物业费一个月多少钱', '物业费好多钱', '物业费是几多钱一个月'],
  ])('are like where they ask the same of the same: %s, %s, %s', (...texts) => {
    expect(new Set(texts.map(key)).size).toBe(1);
  });

  it.each([
    ['电梯坏了找谁', '路灯坏了找谁'],
    ['垃圾几点收', '公交车几点收班'],
    ['物业费一个月多少钱', '物业费能不能减免'],
    ['卫生室几点开门', '卫生室在哪一栋'],
    ['abc', 'abd'],
    ['😀', '😀😀1'],
  ])('are not like where they do not: %s, %s', (one, other) => {
    expect(key(one)).not.toBe(key(other));
  });
});
