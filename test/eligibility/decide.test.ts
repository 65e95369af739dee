import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { type Decision, decide, type Facts, reasonsOf } from '../../src/eligibility/index.ts';
import { loadRules } from '../../src/rules.ts';
import { dayAfter, dayBefore, parseDay } from '../../src/shared/calendar.ts';
import { anyFacts, anyRanges, dayOf, partialFacts } from './any-facts.ts';
import { anyScheme, CHANGE } from './any-scheme.ts';
import { bruteForce, type Result } from './brute-force.ts';

const { schemes, facts: catalogue } = loadRules(folders.knowledge);
const all = [...schemes.values()];
const named = all.map(scheme => ({ id: scheme.id, scheme }));

const resultOf = ({ outcome, determination, missing }: Decision): Result => ({
  outcome,
  determination: determination?.id,
  missing,
});
const withFigures = all.find(({ parameters }) => parameters.size > 0)!;
const shown = (facts: Facts) => JSON.stringify(Object.fromEntries(facts));
const real = fc.constantFrom(...all.map(scheme => ({ ...scheme, [fc.toStringMethod]: () => scheme.id })));
const withFacts = real.chain(scheme => fc.tuple(fc.constant(scheme), anyFacts(scheme.facts)));

describe('deciding', () => {
  it.each(named)('$id comes out as it does when everything is tried', ({ scheme }) => {
    const on = dayOf(scheme);
    const different = partialFacts(scheme, on).flatMap(facts => {
      const got = resultOf(decide(scheme, facts, on));
      const wanted = bruteForce(scheme, facts, on);
      return JSON.stringify(got) === JSON.stringify(wanted) ? [] : [{ facts: shown(facts), got, wanted }];
    });
    expect(different).toEqual([]);
  });

  it('agrees with trying everything for schemes of any rules, before and after a figure changes', () => {
    fc.assert(
      fc.property(anyScheme(withFigures), fc.gen(), (scheme, draw) => {
        for (let n = 0; n < 5; n++) {
          const facts = draw(anyFacts, scheme.facts);
          for (const on of [dayBefore(CHANGE), CHANGE]) {
            expect(resultOf(decide(scheme, facts, on))).toEqual(bruteForce(scheme, facts, on));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes a range as any of the values inside', () => {
    fc.assert(
      fc.property(fc.oneof(real, anyScheme(withFigures)), fc.gen(), (scheme, draw) => {
        const facts = draw(anyRanges, scheme.facts);
        expect(resultOf(decide(scheme, facts, dayOf(scheme)))).toEqual(bruteForce(scheme, facts, dayOf(scheme)));
      }),
      { numRuns: 500 },
    );
  });

  it('always cites the clause of the scheme', () => {
    fc.assert(
      fc.property(withFacts, ([scheme, facts]) => {
        expect(decide(scheme, facts, dayOf(scheme)).clauses).toContain(scheme.clause.id);
      }),
    );
  });

  it('keeps a result once it is given, whatever else becomes known', () => {
    fc.assert(
      fc.property(withFacts, fc.gen(), ([scheme, facts], draw) => {
        const before = decide(scheme, facts, dayOf(scheme));
        const more = new Map([...draw(anyFacts, scheme.facts), ...facts]);
        const after = decide(scheme, more, dayOf(scheme));
        if (before.outcome !== 'unknown') expect(resultOf(after)).toEqual(resultOf(before));
        expect(before.missing).toEqual(expect.arrayContaining([...after.missing]));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not changed by facts that the scheme does not ask', () => {
    const every = [...catalogue.values()];
    fc.assert(
      fc.property(withFacts, fc.gen(), ([scheme, facts], draw) => {
        const asked = new Set(scheme.facts.map(({ id }) => id));
        const others = draw(
          anyFacts,
          every.filter(({ id }) => !asked.has(id)),
        );
        const on = dayOf(scheme);
        expect(decide(scheme, new Map([...others, ...facts]), on)).toEqual(decide(scheme, facts, on));
      }),
      { numRuns: 500 },
    );
  });

  it('says outside the period of a measure that nobody is eligible and that nothing is missing', () => {
    const limited = all.filter(({ period }) => period);
    expect(limited.map(({ id }) => id)).toEqual(['guizhou.temporary-relief']);
    for (const scheme of limited) {
      const { from, to } = scheme.period!;
      for (const on of [dayBefore(from), dayAfter(to), parseDay('2030-01-01')!]) {
        for (const facts of partialFacts(scheme, on)) {
          expect(decide(scheme, facts, on)).toMatchObject({ outcome: 'ineligible', missing: [], lapsed: true, inForce: false });
        }
      }
      expect(decide(scheme, new Map(), from).outcome).toBe('unknown');
      expect(decide(scheme, new Map(), to).outcome).toBe('unknown');
    }
  });
});

describe('the reasons', () => {
  it.each(named)('of $id are what its branch needs, and name everything that is missing', ({ scheme }) => {
    const on = dayOf(scheme);
    for (const facts of partialFacts(scheme, on)) {
      const decision = decide(scheme, facts, on);
      const reasons = reasonsOf(decision, facts);
      if (decision.outcome === 'unknown') {
        const open = reasons.filter(({ state }) => state === 'unknown').map(({ condition }) => condition.fact.id);
        expect(open, shown(facts)).toEqual(expect.arrayContaining([...decision.missing]));
      } else if (decision.determination && decision.determination.when.length > 0) {
        const contrary = reasons.filter(({ state, wanted }) => state !== (wanted ? 'met' : 'unmet'));
        expect(contrary, shown(facts)).toEqual([]);
      }
    }
  });
});
