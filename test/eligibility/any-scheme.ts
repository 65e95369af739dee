/**
 * Schemes that nobody has written yet: any few facts, figures that change with time, and rules joined in any way.
 */
import fc from 'fast-check';
import type { Condition, Determination, Fact, Parameter, Scheme, Term } from '../../src/knowledge/schemes/model.ts';
import { RELATIONS } from '../../src/knowledge/schemes/model.ts';
import { dayBefore, parseDay } from '../../src/shared/calendar.ts';
import { parseFactId } from '../../src/shared/ids.ts';

/** The day on which the figures of these schemes change. */
export const CHANGE = parseDay('2024-01-01')!;

const words = { zh: '字', en: 'words' };
const about = (name: string) => ({ id: parseFactId(name)!, means: words, about: 'person' as const, asks: words, changes: false });
const option = (value: boolean | string) => ({ value, label: words, says: [] });
const number = { min: 0, max: 6, unit: 'person' as const, units: new Map(), heard: [], since: false };
const FACTS: readonly Fact[] = [
  { ...about('relocated'), type: 'boolean', options: [option(true), option(false)] },
  { ...about('employment'), type: 'enum', options: [option('none'), option('flexible'), option('stable')] },
  { ...about('workers'), type: 'integer', ...number },
  { ...about('ratio'), type: 'number', ...number, max: 1, unit: 'fraction' },
];
const [relocated, employment, workers, ratio] = FACTS as [Fact, Fact, Fact, Fact];

const whole = fc.integer({ min: -1, max: 7 });
const share = fc.constantFrom(0, 0.25, 1 / 3, 2 / 3, 1);

const NAMES = ['moved', 'works', 'at-home', 'few', 'many', 'three', 'most'] as const;

const { term } = fc.letrec<{ term: Term }>(tie => {
  const terms = fc.array(tie('term'), { minLength: 1, maxLength: 3 });
  return {
    term: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Term>(...NAMES),
      terms.map(all => ({ all })),
      terms.map(any => ({ any })),
      tie('term').map(not => ({ not })),
    ),
  };
});

const determination = (id: string): fc.Arbitrary<Determination> =>
  fc
    .tuple(fc.constantFrom('eligible' as const, 'required' as const), fc.array(term, { maxLength: 2 }))
    .map(([outcome, when]) => ({ id, outcome, when, says: words, next: words }));

/** @param real a scheme with figures, whose clause and words are taken over */
export function anyScheme(real: Scheme): fc.Arbitrary<Scheme> {
  const clause = real.clause.id;
  const figure = [...real.parameters.values()][0]!.values[0]!;
  const parameter = (id: string, unit: Parameter['unit'], amount: fc.Arbitrary<number>): fc.Arbitrary<Parameter> =>
    fc.tuple(fc.constantFrom(...RELATIONS), amount, amount).map(([relation, before, after]) => ({
      id,
      unit,
      clause,
      values: [
        { ...figure, relation, amount: before, from: undefined, to: dayBefore(CHANGE) },
        { ...figure, relation, amount: after, from: CHANGE, to: undefined },
      ],
    }));
  const condition = (id: string, fact: Fact, test: Condition['test']): [string, Condition] => [
    id,
    { id, fact, test, clause, met: words, unmet: words },
  ];
  const conditions = new Map([
    condition('moved', relocated, { kind: 'is', values: [true] }),
    condition('works', employment, { kind: 'is', values: ['flexible', 'stable'] }),
    condition('at-home', employment, { kind: 'is', values: ['none'] }),
    condition('few', workers, { kind: 'meets', parameter: 'few' }),
    condition('many', workers, { kind: 'meets', parameter: 'many' }),
    condition('three', workers, { kind: 'is', values: [3] }),
    condition('most', ratio, { kind: 'meets', parameter: 'most' }),
  ]);
  return fc
    .record({
      parameters: fc.tuple(
        parameter('few', 'person', whole),
        parameter('many', 'person', whole),
        parameter('most', 'fraction', share),
      ),
      requires: fc.subarray([...NAMES], { maxLength: 1 }),
      determinations: fc.tuple(determination('first'), determination('second'), determination('third')),
    })
    .map(({ parameters, requires, determinations }) => ({
      ...real,
      period: undefined,
      parameters: new Map(parameters.map(one => [one.id, one])),
      conditions,
      requires,
      determinations,
      facts: FACTS,
      // What a failing property prints.
      [fc.toStringMethod]: () =>
        JSON.stringify({
          figures: parameters.map(({ id, values }) => [id, ...values.map(({ relation, amount }) => `${relation} ${amount}`)]),
          requires,
          determinations: determinations.map(({ when }) => when),
        }),
    }));
}
