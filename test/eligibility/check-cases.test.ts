import { describe, expect, it } from 'vitest';
import { describeFault } from '../../src/commands/describe-fault.ts';
import { folders } from '../../src/config.ts';
import { LANGUAGES, loadWordbook } from '../../src/language/i18n.ts';
import { readRules } from '../../src/rules.ts';
import { clockAt } from '../support/clock.ts';
import { type Files, mended, readSmall, scheme, small, yesNoFact } from '../support/small-knowledge.ts';

const clock = clockAt('2026-11-22T12:00:00+08:00');
const [figures, rules, cases] = [`${scheme}/parameters.yaml`, `${scheme}/rules.yaml`, `${scheme}/cases.yaml`] as const;
const inFigures = (from: string, to: string) => mended(figures, from, to);
const inCases = (from: string, to: string) => mended(cases, from, to);

const faultsOf = (changes: Files) => readSmall(changes, folder => readRules(folder, clock).faults);
const told = (changes: Files) =>
  faultsOf(changes).map(({ line, code, params }) => [line, code, ...Object.values(params)].join(' ').replaceAll(/ +/g, ' '));

const eligible = '{outcome: eligible, determination: training}';
const ineligible = '{outcome: ineligible}';
const aCase = (facts: string, expected: string, on = '') =>
  `- case: 一例\n${on && `  on: ${on}\n`}  facts: {${facts}}\n  expect: ${expected}\n`;

type Value = number | string;
/** One bound in place of the two figures, and cases with values that are enough for it and that are not. */
function bounded(bound: string, enough: readonly Value[], tooLittle: readonly Value[], fact = 'age', unit = 'year'): Files {
  const expecting = (expected: string) => (value: Value) => aCase(`relocated: yes, ${fact}: ${value}`, expected);
  return {
    [figures]: `adult: {unit: ${unit}, clause: plan:1.1, values: [{from: unstated, ${bound}, words: 某数, derived: true}]}\n`,
    [rules]: small[rules]!.replace('fact: age', `fact: ${fact}`),
    [cases]: [
      ...enough.map(expecting(eligible)),
      ...tooLittle.map(expecting(ineligible)),
      aCase('relocated: no', ineligible),
    ].join(''),
  };
}

/** A scheme that needs a yes to so many questions, and its cases: one with nothing but yes, one with a no. */
function ofQuestions(count: number): Files {
  const facts = Array.from({ length: count }, (_, i) => `q_${String.fromCharCode(97 + i)}`);
  const words = '{zh: 话, en: words}';
  const condition = (fact: string, i: number) =>
    `  c${i}: {fact: ${fact}, is: yes, clause: plan:1.1, met: ${words}, unmet: ${words}}\n`;
  return {
    ...Object.fromEntries(facts.map(fact => [`facts/${fact}.yaml`, yesNoFact(fact)])),
    [figures]: undefined,
    [rules]: `conditions:\n${facts.map(condition).join('')}requires: [${facts.map((_, i) => `c${i}`).join(', ')}]
determinations: [{id: training, outcome: eligible, when: [], says: ${words}, next: ${words}}]
otherwise: {says: ${words}, next: ${words}}\n`,
    [cases]: aCase(facts.map(fact => `${fact}: yes`).join(', '), eligible) + aCase('q_a: no', ineligible),
  };
}

describe('holding a scheme against its cases', () => {
  it('finds nothing where each comes out as written and none is lacking', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf(ofQuestions(12))).toEqual([]);
  });

  it.each([
    [
      'a case with another outcome',
      inCases(ineligible, '{outcome: exempt}'),
      ['5 case-differs 旧数字的最后一天，十七岁不可以 ineligible exempt'],
    ],
    [
      'a case with another branch',
      inCases(eligible, '{outcome: eligible}'),
      ['1 case-differs 旧数字的最后一天，十八岁可以 eligible training eligible'],
    ],
    [
      'a case that lacks other facts',
      inCases('[age, relocated]', '[age]'),
      ['17 case-differs 什么都没说，定不下来 unknown age relocated unknown age'],
    ],
    [
      'a branch without a case',
      mended(
        rules,
        'otherwise:',
        '  - {id: other, outcome: exempt, when: [grown-up], says: {zh: 不用, en: No}, next: {zh: 无, en: No}}\notherwise:',
      ),
      ['1 case-lacking other'],
    ],
    ['a refusal without a case', { ...ofQuestions(1), [cases]: aCase('q_a: yes', eligible) }, ['1 case-lacking ineligible']],
    ['a bound without a case on it', inCases('age: 16', 'age: 17'), ['1 side-lacking age 16']],
    [
      'a bound whose case beyond it is of another time',
      { [cases]: small[cases]!.replace('age: 17', 'age: 15') + aCase('relocated: yes, age: 17', eligible, '2021-01-01') },
      ['1 side-lacking age < 18'],
    ],
    [
      'a first day without a case',
      { [cases]: small[cases]!.replaceAll('2021-01-01', '2021-01-02') },
      ['1 day-lacking 2021-01-01'],
    ],
    [
      'a last day without a case',
      { [cases]: small[cases]!.replaceAll('2020-12-31', '2020-12-30') },
      ['1 day-lacking 2020-12-31'],
    ],
    [
      'cases on a day without a figure',
      inFigures('    - {from: unstated, to: 2020-12-31, at_least: 18, words: 十八周岁}\n', ''),
      ['1 no-figure here.training adult 2020-12-31', '5 no-figure here.training adult 2020-12-31'],
    ],
    [
      'a scheme whose figure begins later than today',
      { [figures]: 'adult: {unit: year, clause: plan:1.1, values: [{from: 2999-01-01, at_least: 16, words: 十六周岁}]}\n' },
      ['1 no-figure here.training adult 2026-11-22'],
    ],
    ['a scheme of too many facts', ofQuestions(15), ['1 too-many-combinations here.training 5000']],
  ])('finds %s, and says in both languages what to do', (_, changes: Files, faults) => {
    expect(told(changes)).toEqual(faults);
    const [fault] = faultsOf(changes);
    const sentences = LANGUAGES.map(language => describeFault(fault!, loadWordbook(folders.locales).in(language)));
    expect(new Set(sentences).size).toBe(LANGUAGES.length);
    for (const sentence of sentences) expect(sentence).toContain(`${cases}:${fault!.line}: `);
  });

  it.each([
    ['at_least: 16', [16, 30], [0, 15], { 15: '< 16', 16: '16' }],
    ['above: 16', [17, 30], [0, 16], { 16: '16', 17: '> 16' }],
    ['at_most: 16', [0, 16], [17, 30], { 16: '16', 17: '> 16' }],
    ['below: 16', [0, 15], [16, 30], { 15: '< 16', 16: '16' }],
  ])('wants a case on the figure of “%s” and one next to it', (bound, enough, tooLittle, sides) => {
    expect(told(bounded(bound, enough, tooLittle))).toEqual([]);
    for (const [value, side] of Object.entries(sides)) {
      const others = (values: readonly number[]) => values.filter(one => one !== Number(value));
      expect(told(bounded(bound, others(enough), others(tooLittle)))).toEqual([`1 side-lacking age ${side}`]);
    }
  });

  it.each([
    ['takes any share on the other side', 'at_least: 2/3', ['2/3', 1], [0.1], []],
    ['wants the share itself', 'at_least: 2/3', [0.67], [0.66], [`1 side-lacking share ${2 / 3}`]],
    ['wants a share below it', 'at_least: 2/3', ['2/3', 0.67], [], [`1 side-lacking share < ${2 / 3}`]],
    ['takes any share above', 'above: 1/2', [0.9], [0.5], []],
    ['wants a share above it', 'above: 1/2', [], [0.5, 0.1], ['1 case-lacking training', '1 side-lacking share > 0.5']],
  ])('%s of “%s”', (_, bound, enough, tooLittle, faults) => {
    expect(told(bounded(bound, enough, tooLittle, 'share', 'fraction'))).toEqual(faults);
  });

  it('wants a case on the first and last day of a period, the day before and the day after', () => {
    const days = { '2015-12-31': ineligible, '2016-01-01': eligible, '2020-12-31': eligible, '2021-01-01': ineligible };
    const withCasesOn = (kept: readonly [string, string][]): Files => ({
      ...ofQuestions(1),
      ...mended(
        `${scheme}/scheme.yaml`,
        'offered_with',
        'period: {from: 2016-01-01, to: 2020-12-31, words: 十三五}\nlapsed: {zh: 过了, en: Over}\noffered_with',
      ),
      [cases]: kept.map(([day, expected]) => aCase('q_a: yes', expected, day)).join(''),
    });
    expect(told(withCasesOn(Object.entries(days)))).toEqual([]);
    for (const lacking of Object.keys(days)) {
      expect(told(withCasesOn(Object.entries(days).filter(([day]) => day !== lacking)))).toEqual([`1 day-lacking ${lacking}`]);
    }
  });
});
