/**
 * The laws of a storm know when they are broken.
 */
import { describe, expect, it } from 'vitest';
import { heardAsWanted, repliedToAll } from './laws.ts';

const inPrivate = (heard: readonly string[], doubtful: readonly boolean[] = [false, false, false, false]) =>
  heardAsWanted({ chat: '居民', wanted: ['甲', '乙', '乙', '丙'], heard, doubtful });

describe('in private', () => {
  it('all answers are heard in their order', () => {
    expect(inPrivate(['甲', '乙', '乙', '丙'])).toEqual([]);
    for (const heard of [['甲', '乙', '乙'], ['甲', '乙', '丙'], ['乙', '甲', '乙', '丙'], ['甲', '乙', '乙', '丙', '丁'], []])
      expect(inPrivate(heard)).toHaveLength(1);
  });

  it('none is heard once more, but where it was in doubt', () => {
    const twice = ['甲', '甲', '乙', '乙', '丙'];
    expect(inPrivate(twice)).toHaveLength(1);
    expect(inPrivate(twice, [true, false, false, false])).toEqual([]);
    expect(inPrivate(twice, [false, true, true, true])).toHaveLength(1);
    expect(inPrivate(['甲', '乙', '乙', '乙', '丙'], [false, false, true, false])).toEqual([]);
  });
});

describe('in groups', () => {
  const question = { who: '居民', message: 1, answers: [4], wanted: 1, isDoubtful: false };

  it('every question is answered, a person in their order', () => {
    expect(repliedToAll([question, { ...question, message: 2, answers: [5] }])).toEqual([]);
    expect(repliedToAll([{ ...question, answers: [] }])).toHaveLength(1);
    expect(repliedToAll([question, { ...question, message: 2, answers: [3] }])).toHaveLength(1);
    expect(repliedToAll([question, { ...question, who: '另一位', message: 2, answers: [3] }])).toEqual([]);
  });

  it('none is answered once more, but where it was in doubt', () => {
    expect(repliedToAll([{ ...question, answers: [4, 6] }])).toHaveLength(1);
    expect(repliedToAll([{ ...question, answers: [4, 6], isDoubtful: true }])).toEqual([]);
    expect(repliedToAll([{ ...question, answers: [4, 6], wanted: 2 }])).toEqual([]);
  });
});
