/**
 * The laws of a storm know when they are broken.
 */
import { describe, expect, it } from 'vitest';
import { answeredInTime, finishedInTime, lastOf, memoryFlat, type Reached, reachedOnce, waitedAsAsked } from './bulletin-laws.ts';
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

describe('a bulletin', () => {
  const group: Reached = {
    name: 'g',
    isReachable: true,
    times: 1,
    state: 'sent',
    isDoubtful: false,
    wasInFlight: false,
    wasBroken: false,
  };
  const lost = { ...group, isReachable: false, times: 0, state: 'failed', reason: 'kicked' };

  it('is with every group that can be reached, as the ledger says', () => {
    expect(reachedOnce([group, lost])).toEqual([]);
    // Thrown out after it had come.
    expect(reachedOnce([{ ...group, isReachable: false }])).toEqual([]);
    expect(reachedOnce([{ ...group, times: 0 }])).toHaveLength(1);
    expect(reachedOnce([{ ...group, state: 'waiting' }])).toHaveLength(1);
    expect(reachedOnce([{ ...lost, state: 'waiting' }])).toHaveLength(1);
    expect(reachedOnce([{ ...lost, reason: 'gone' }])).toHaveLength(1);
  });

  it('is nowhere twice but where it was in flight at a kill, and the ledger names just what was in doubt', () => {
    const named = { ...group, isDoubtful: true };
    expect(reachedOnce([{ ...named, times: 2, wasInFlight: true }])).toEqual([]);
    expect(reachedOnce([{ ...named, wasInFlight: true }])).toEqual([]);
    expect(reachedOnce([{ ...named, wasBroken: true }])).toEqual([]);
    expect(reachedOnce([{ ...named, times: 2, wasBroken: true }])).toHaveLength(1);
    expect(reachedOnce([{ ...group, times: 2 }])).toHaveLength(2);
    expect(reachedOnce([named])).toHaveLength(1);
    expect(reachedOnce([{ ...group, wasInFlight: true }])).toHaveLength(1);
    expect(reachedOnce([{ ...group, wasBroken: true }])).toHaveLength(1);
  });

  it('is through in time', () => {
    const took = { seconds: 155, messages: 3_000, limit: 30, factor: 1.15, longestWait: 30, down: 10 };
    expect(finishedInTime(took)).toEqual([]);
    for (const more of [
      { seconds: 155.1 },
      { messages: 2_999 },
      { limit: 31 },
      { factor: 1.1 },
      { longestWait: 29 },
      { down: 9 },
    ])
      expect(finishedInTime({ ...took, ...more })).toHaveLength(1);
  });

  it('is through when the last group has it, but for what that was asked to wait beyond the longest wait', () => {
    expect(lastOf([], 30)).toBe(0);
    expect(
      lastOf(
        [
          { seconds: 120, waited: 0 },
          { seconds: 100, waited: 90 },
        ],
        30,
      ),
    ).toBe(120);
    expect(lastOf([{ seconds: 150, waited: 30 }], 30)).toBe(150);
    expect(
      lastOf(
        [
          { seconds: 150, waited: 45 },
          { seconds: 120, waited: 0 },
        ],
        30,
      ),
    ).toBe(135);
  });

  it('keeps nobody waiting who asks meanwhile', () => {
    const quick = Array.from({ length: 19 }, (_, n) => ({ at: n * 1_000, answeredAt: n * 1_000 + 100 }));
    const slow = { at: 50_000, answeredAt: 51_000 };
    expect(answeredInTime(quick, [], 1_000)).toEqual([]);
    expect(answeredInTime([...quick, slow], [], 1_000)).toHaveLength(1);
    // They waited while no process ran.
    for (const down of [
      { from: 49_000, to: 50_000 },
      { from: 50_500, to: 50_600 },
      { from: 51_000, to: 52_000 },
    ])
      expect(answeredInTime([...quick, slow], [down], 1_000)).toEqual([]);
    expect(answeredInTime([...quick, slow], [{ from: 51_001, to: 52_000 }], 1_000)).toHaveLength(1);
    expect(answeredInTime([...quick, { at: 1, answeredAt: undefined }], [{ from: 0, to: 90_000 }], 1_000)).toHaveLength(2);
  });

  it('does not let memory grow', () => {
    expect(memoryFlat([100, 180, 100, 130, 130, 130, 110, 112, 110], 1.15)).toEqual([]);
    expect(memoryFlat([100, 100, 100, 110, 110, 110, 120, 120, 90], 1.15)).toHaveLength(1);
    expect(memoryFlat([100, 100], 1.15)).toHaveLength(1);
  });

  it('lets chats wait as they were asked to, each its own time', () => {
    const calls = [
      { chat: 'a', at: 0, waitMs: 1_000 },
      { chat: 'b', at: 500 },
      { chat: 'a', at: 1_000 },
      { chat: 'a', at: 1_001 },
    ];
    expect(waitedAsAsked(calls)).toEqual([]);
    expect(waitedAsAsked([...calls, { chat: 'b', at: 2_000, waitMs: 5_000 }, { chat: 'b', at: 6_999 }])).toHaveLength(1);
  });
});
