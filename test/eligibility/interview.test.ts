import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import type { Scheme } from '../../src/knowledge/schemes/model.ts';
import { loadRules } from '../../src/rules.ts';
import { type Day, parseDay } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';
import { createRandom } from '../support/random.ts';
import { completeFacts, dayOf } from './any-facts.ts';
import { bruteForce, candidatesOf, combinations } from './brute-force.ts';
import { interview, leastQuestions, meanQuestions, partsOf, peopleFor, type Truth } from './interviews.ts';

const all = [...loadRules(folders.knowledge).schemes.values()];
const today = parseDay('2025-06-01')!;

/** Each scheme alone, and all of a region together. */
const groups = [
  ...all.map(scheme => ({ name: scheme.id as string, schemes: [scheme], on: dayOf(scheme) })),
  ...[...new Set(all.map(({ region }) => region))].map(region => ({
    name: `all of ${region}`,
    schemes: all.filter(scheme => scheme.region === region),
    on: today,
  })),
];

const PEOPLE = 100;

const truthsOf = (schemes: readonly Scheme[], on: Day): Truth[] => {
  const { shuffled } = createRandom(1);
  return schemes.length === 1
    ? completeFacts(schemes[0]!, on)
    : shuffled(peopleFor(schemes, on, PEOPLE, createRandom(2))).slice(0, PEOPLE);
};

/** What some scheme misses. */
const missingOf = (schemes: readonly Scheme[], known: Truth, on: Day) =>
  new Set(schemes.flatMap(scheme => bruteForce(scheme, known, on).missing));

describe('an interview', () => {
  it.each(groups)('about $name ends with a result and asks nothing twice or in vain', ({ schemes, on }) => {
    for (const truth of truthsOf(schemes, on)) {
      const { questions, known } = interview(schemes, truth, on);
      const asked = questions.map(({ fact }) => fact);
      expect(asked).toEqual([...new Set(asked)]);
      for (const { fact, known: before } of questions) expect(missingOf(schemes, before, on)).toContain(fact);
      expect([...missingOf(schemes, known, on)]).toEqual([]);
    }
  });

  it.each(groups)('about $name asks nothing again that somebody could not say, and only what can decide', ({ schemes, on }) => {
    const { below, pick } = createRandom(3);
    const truths = truthsOf(schemes, on);
    for (let n = 0; n < PEOPLE; n++) {
      const truth = pick(truths);
      const cannotSay = new Set([...truth.keys()].filter(() => below(3) === 0));
      const { questions, known, unsure } = interview(schemes, truth, on, cannotSay);
      const asked = questions.map(({ fact }) => fact);
      expect(asked).toEqual([...new Set(asked)]);
      for (const question of questions) {
        const open = schemes.filter(scheme => couldBeDecided(scheme, question.known, question.unsure, on));
        expect(missingOf(open, question.known, on)).toContain(question.fact);
      }
      expect(schemes.filter(scheme => couldBeDecided(scheme, known, unsure, on)).map(({ id }) => id)).toEqual([]);
    }
  });

  it.each(all.map(scheme => ({ id: scheme.id, scheme })))('about $id takes hardly more questions than the best', ({ scheme }) => {
    const on = dayOf(scheme);
    const ratio = meanQuestions(scheme, on) / leastQuestions(scheme, on);
    expect(ratio).toBeGreaterThanOrEqual(1 - 1e-9);
    expect(ratio).toBeLessThanOrEqual(1.1);
  });

  it('asks the same each time', () => {
    const again = [...loadRules(folders.knowledge).schemes.values()];
    for (const { schemes, on } of groups) {
      const same = schemes.map(({ id }) => again.find(scheme => scheme.id === id)!);
      for (const truth of truthsOf(schemes, on).slice(0, 20)) {
        expect(interview(same, truth, on)).toEqual(interview(schemes, truth, on));
      }
    }
  });

  it('asks about schemes that share no fact as if each were alone', () => {
    for (const { schemes, on } of groups) {
      const parts = partsOf(schemes);
      for (const truth of truthsOf(schemes, on)) {
        const asked = (of: readonly Scheme[]) => interview(of, truth, on).questions.map(({ fact }) => fact);
        expect(asked(schemes).sort()).toEqual(parts.flatMap(asked).sort());
      }
    }
  });

  it('asks nothing about a measure whose period has ended', () => {
    for (const scheme of all.filter(({ period }) => period && period.to < today)) {
      expect(interview([scheme], new Map(), today).questions).toEqual([]);
    }
  });
});

/** Whether a scheme is open, and some answers to what may still be asked would decide it. */
function couldBeDecided(scheme: Scheme, known: Truth, unsure: ReadonlySet<FactId>, on: Day): boolean {
  if (bruteForce(scheme, known, on).outcome !== 'unknown') return false;
  const facts = scheme.facts.filter(({ id }) => !known.has(id) && !unsure.has(id));
  return combinations(facts.map(fact => candidatesOf(scheme, fact, on))).some(values => {
    const more = new Map([...known, ...facts.map(({ id }, i) => [id, values[i]!] as const)]);
    return bruteForce(scheme, more, on).outcome !== 'unknown';
  });
}
