import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnLogistic, logisticClassifier } from '../../src/language/classifier.ts';
import { atOnce } from '../support/at-once.ts';

const examples = [
  { label: 'job', features: ['招工', '活', '工作'] },
  { label: 'job', features: ['招人', '工作'] },
  { label: 'complaint', features: ['漏水', '没人管'] },
  { label: 'complaint', features: ['投诉', '物业', '没人管'] },
] as const;
const learned = () => logisticClassifier(atOnce(learnLogistic(examples)));

describe('a classifier', () => {
  it('recognises what it was taught', () => {
    const { predict } = learned();
    expect(predict(['招工']).job).toBeGreaterThan(0.8);
    expect(predict(['没人管', '投诉']).complaint).toBeGreaterThan(0.8);
  });

  it('learns the same from the same examples', () => {
    expect(learned().predict(['工作', '漏水'])).toEqual(learned().predict(['工作', '漏水']));
  });

  it('gives probabilities for any features', () => {
    const { predict } = learned();
    fc.assert(
      fc.property(fc.array(fc.string()), features => {
        const chances = Object.values(predict(features));
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
        expect(chances.every(chance => chance >= 0 && chance <= 1)).toBe(true);
      }),
    );
  });
});
