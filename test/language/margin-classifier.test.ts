import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnMargins, marginClassifier } from '../../src/language/margin-classifier.ts';
import { atOnce } from '../support/at-once.ts';

const each = [
  { label: 'job', features: ['招工', '活', '工作'] },
  { label: 'job', features: ['招人', '工作', '没人管'] },
  { label: 'complaint', features: ['漏水', '没人管'] },
  { label: 'complaint', features: ['投诉', '物业', '没人管'] },
  { label: 'question', features: ['几点', '物业'] },
] as const;
/** What stands in one example alone is passed over: each stands twice. */
const examples = [...each, ...each];
const learned = () => marginClassifier(atOnce(learnMargins(examples)));

describe('a classifier by margins', () => {
  it('recognises what it was taught, of more than two labels', () => {
    const { predict } = learned();
    for (const { label, features } of examples) {
      const chances = predict(features);
      expect(Object.entries(chances).toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(label);
    }
  });

  it('holds a rare feature for the stronger sign', () => {
    const { predict } = learned();
    expect(predict(['漏水']).complaint).toBeGreaterThan(predict(['没人管']).complaint);
  });

  it('passes over what stands in a single example', () => {
    const { predict } = marginClassifier(atOnce(learnMargins([...examples, { label: 'job', features: ['只此一次'] }])));
    expect(predict(['漏水', '只此一次'])).toEqual(predict(['漏水']));
  });

  it('learns the same from the same examples', () => {
    expect(learned().predict(['工作', '漏水'])).toEqual(learned().predict(['工作', '漏水']));
  });

  it('gives probabilities for any features', () => {
    const { predict } = learned();
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('招工', '漏水', '物业'))), features => {
        const chances = Object.values(predict(features));
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
        expect(chances.every(chance => chance >= 0 && chance <= 1)).toBe(true);
      }),
    );
  });
});
