import { describe, expect, it } from 'vitest';
import { numberExamples, vocabularyOf } from '../../src/language/vocabulary.ts';
import { atOnce } from '../support/at-once.ts';

const examples = [
  { label: 'job', features: ['招工', '活', '招工'] },
  { label: 'complaint', features: ['漏水', '活', 7] },
  { label: 'job', features: [7, '工资'] },
] as const;

describe('examples in numbers', () => {
  it('have each feature and label once, in the order in which they come', () => {
    const { vocabulary, labels, rows } = atOnce(numberExamples(examples));
    expect(labels).toEqual(['job', 'complaint']);
    expect(rows.map(({ label, features }) => [label, ...features])).toEqual([
      [0, 0, 1],
      [1, 2, 1, 3],
      [0, 3, 4],
    ]);
    expect(vocabulary.codes).toHaveLength(5);
    expect([...vocabulary.known([7, '新的', '招工', 7])]).toEqual([3, 0]);
  });

  it('lack what too few of them have', () => {
    const { vocabulary, rows } = atOnce(numberExamples(examples, 2));
    expect(rows.map(({ features }) => [...features])).toEqual([[0], [0, 1], [1]]);
    expect([...vocabulary.known(['招工', '活', 7])]).toEqual([0, 1]);
  });

  it('are known again by their codes', () => {
    const { vocabulary } = atOnce(numberExamples(examples));
    const features = [7, '新的', '招工'];
    expect(vocabularyOf(vocabulary.codes).known(features)).toEqual(vocabulary.known(features));
  });

  it('are made only when they are asked for', () => {
    let made = 0;
    function* making() {
      for (const example of examples) {
        made++;
        yield example;
      }
    }
    const steps = numberExamples(making());
    expect(made).toBe(0);
    steps.next();
    expect(made).toBe(1);
  });
});
