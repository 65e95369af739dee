import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';
import { createNumberReader } from '../../src/language/spoken-number.ts';
import { createShareReader } from '../../src/language/spoken-share.ts';
import { createSinceReader } from '../../src/language/spoken-since.ts';
import type { Day } from '../../src/shared/calendar.ts';

const { numbers } = loadSpeech(folders.knowledge).value.interview;
const spokenNumber = createNumberReader(numbers);
const spokenShare = createShareReader(numbers);
const spokenSince = createSinceReader(numbers);

const years = new Map([['岁', 1]]);
const months = new Map([
  ['个月', 1],
  ['月', 1],
  ['年', 12],
]);
const people = new Map([
  ['人', 1],
  ['个', 1],
]);

describe('a number as people say it', () => {
  it.each([
    ['53', years, 53, 53],
    ['五十三', years, 53, 53],
    ['我今年五十三岁了', years, 53, 53],
    ['八十多', years, 81, 89],
    ['八十多岁', years, 81, 89],
    ['十几岁', years, 11, 19],
    ['两年半', months, 30, 30],
    ['半年', months, 6, 6],
    ['1年3个月', months, 15, 15],
    ['一年零三个月', months, 15, 15],
    ['两年多', months, 25, 35],
    ['搬来3年了', months, 36, 36],
    ['一千二', people, 1200, 1200],
    ['1.2万人', people, 12_000, 12_000],
    ['1,200人', people, 1200, 1200],
    ['一千二百多人', people, 1201, 1299],
    ['不到一千', people, 0, 999],
    ['超过800人', people, 801, Number.POSITIVE_INFINITY],
    ['800以上', people, 800, Number.POSITIVE_INFINITY],
    ['两个', people, 2, 2],
    ['我家2个', people, 2, 2],
    ['只有一个', people, 1, 1],
    ['快十六岁了', years, 0, 15],
    ['3000来人', people, 2700, 3999],
    ['大概八百人', people, 720, 880],
    ['1200左右', people, 1080, 1320],
    ['两千不到', people, 0, 1999],
    ['1200-1300', people, 1200, 1300],
    ['三到五个', people, 3, 5],
    ['1千2百', people, 1200, 1200],
    ['三年整', months, 36, 36],
    ['俩', people, 2, 2],
  ])('%s', (text, units, from, to) => {
    expect(spokenNumber(text, units)).toEqual({ from, to });
  });

  it.each(['', '好多', '几十', '十八九', '53.5', '年', '一二三四', '1.5个', '电话 138'])('does not guess: %s', text => {
    expect(spokenNumber(text, people)).toBeUndefined();
  });

  it('never throws, and never hears a broken number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const heard = spokenNumber(text, months);
        if (heard) expect(heard.from).toBeLessThanOrEqual(heard.to);
        const share = spokenShare(text);
        if (share) expect(share.from >= 0 && share.from <= share.to && share.to <= 1).toBe(true);
      }),
    );
  });
});

describe('how long ago, as people date it', () => {
  const on = '2026-11-22' as Day;
  it.each([
    ['2019年搬来的', 'month', 82, 94],
    ['19年8月', 'month', 86, 87],
    ['18年底', 'month', 94, 96],
    ['19年', 'month', 82, 94],
    ['去年', 'month', 10, 22],
    ['前年搬的', 'month', 22, 34],
    ['今年3月搬来的', 'month', 7, 8],
    ['65年的', 'year', 60, 61],
    ['1973年出生', 'year', 52, 53],
  ] as const)('%s', (text, unit, from, to) => {
    expect(spokenSince(text, unit, on)).toEqual({ from, to });
  });

  it('takes an age for an age', () => {
    expect(spokenSince('我今年六十七', 'year', on)).toBeUndefined();
  });

  it.each([
    '到今年住了三年了',
    '今年满两年',
    '三年前年底搬的',
    '前年刚批下来',
    '不是2019年',
    '今年不清楚',
    '2019年搬来到底算不算',
    '19年了',
    '两年半',
    '3年多',
    '53',
    '十年前',
    '',
  ])('leaves a length of time to others: %s', text => {
    expect(spokenSince(text, 'month', on)).toBeUndefined();
  });
});

describe('a share as people say it', () => {
  it.each([
    ['三分之二', 2 / 3],
    ['七成', 0.7],
    ['六成半', 0.65],
    ['80%', 0.8],
    ['百分之七十', 0.7],
    ['百分之66.7', 0.667],
    ['20/30', 20 / 30],
    ['0.7', 0.7],
  ])('%s', (text, share) => {
    expect(spokenShare(text)?.from).toBeCloseTo(share, 12);
    expect(spokenShare(text)?.to).toBeCloseTo(share, 12);
  });

  it.each([
    ['不到三分之二', 0, 0.66],
    ['够三分之二', 2 / 3, 1],
    ['超过一半', 0.5, 1],
    ['七成以上', 0.7, 1],
  ])('on one side: %s', (text, from, to) => {
    const heard = spokenShare(text);
    expect(heard?.from).toBeCloseTo(from, 1);
    expect(heard?.to).toBeCloseTo(to, 1);
    expect(heard!.to < 2 / 3 || heard!.from >= 0.5).toBe(true);
  });

  it.each(['', '1', '大部分', '三分之四', '120%', '5/0', '十二成'])('does not guess: %s', text => {
    expect(spokenShare(text)).toBeUndefined();
  });
});
