import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createKindReader, learnKinds } from '../../src/grievance/kind-reader.ts';
import { CATEGORY_IDS } from '../../src/knowledge/categories.ts';
import { shipped } from '../../src/shipped.ts';
import { gradeKinds, labelledReports } from '../eval/grievance-score.ts';
import { atOnce } from '../support/at-once.ts';

const chinese = shipped.chinese();
const kinds = shipped.kinds();

describe('which kind a report is of', () => {
  it.each([
    ['电梯又停了', 'lift-and-building'],
    ['包工头欠我工资不给', 'wages-labour'],
    ['低宝遭停了', 'dibao-relief'],
    ['我屋嘅房产证几时先有', 'property-certificate'],
    ['俺娃没学上', 'school'],
    ['分宏没得', 'industry-income'],
  ])('is seen in %s', (text, category) => {
    expect(kinds.read(text).category).toBe(category);
  });

  // Floors, well below what is measured: `npm run eval:grievances` prints the figures.
  it.each([
    ['dev', 0.9],
    ['fresh', 0.88],
    ['later', 0.9],
    ['blind', 0.88],
    ['blind-too', 0.88],
  ] as const)('is right in the reports of %s as often as it has to be', (set, least) => {
    const { grade } = gradeKinds(labelledReports(set));
    expect(grade.kind / grade.all).toBeGreaterThanOrEqual(least);
  });

  it('follows present danger where there is any', () => {
    expect(kinds.read('车库那边', 'fire').category).toBe('public-safety');
    expect(kinds.read('车库那边', 'medical').category).toBe('medical');
    expect(kinds.read('车库那边', 'gas').category).toBe('utilities');
    expect(kinds.read('车库那边', 'suicide').category).toBe('other');
  });

  it('is answered for any text, always the same, best first, with chances that are no more than 1 together', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), text => {
        const read = kinds.read(text);
        const chances = [read, ...read.alternatives].map(({ probability }) => probability);
        expect(CATEGORY_IDS).toContain(read.category);
        expect(chances).toEqual(chances.toSorted((a, b) => b - a));
        expect(chances.reduce((a, b) => a + b)).toBeLessThanOrEqual(1 + 1e-9);
        expect(new Set([read, ...read.alternatives].map(({ category }) => category)).size).toBe(chances.length);
        expect(kinds.read(text)).toEqual(read);
      }),
      { numRuns: 100 },
    );
  });

  it('is learned when the first report is read', () => {
    const kind = { id: 'school', terms: [/学校/u], danger: [] } as const;
    const model = vi.fn(() => atOnce(learnKinds(chinese, [kind], new Map([['school', ['没学上']] as const]))));
    const reader = createKindReader(chinese, () => [kind], model);
    expect(model).not.toHaveBeenCalled();
    expect(reader.read('学校太远')).toEqual({ category: 'school', probability: 1, alternatives: [] });
    reader.read('学校太远');
    expect(model).toHaveBeenCalledTimes(1);
  });
});
