import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { ageOn, householdFacts, settlementFacts } from '../../src/directory/facts.ts';
import { type Household, LABOUR, MARKS, type Member, WORK } from '../../src/directory/model.ts';
import { takes } from '../../src/knowledge/schemes/value.ts';
import { type Day, dayBefore } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';
import { aHousehold, aSettlement } from '../support/directory.ts';

const day = (text: string): Day => text as Day;
const settlement = aSettlement();
const household = (over: Partial<Household> = {}): Household => aHousehold(settlement.id, { marks: [], ...over });
const member = (over: Partial<Member> = {}): Member => ({ id: 'm1', name: '罗世珍', relation: 'head', ...over });
const facts = (over: Partial<Household>, on = '2026-11-22') => householdFacts(household(over), 'm1', day(on));

describe('the facts on file', () => {
  it('counts a year of age on the birthday, and not the day before', () => {
    for (const birth of ['1980-03-01', '1980-12-31', '2000-02-29'].map(day)) {
      const birthday = day(birth.replace(/^\d{4}/, '2024'));
      expect(ageOn(birth, birthday)).toBe(2024 - Number(birth.slice(0, 4)));
      expect(ageOn(birth, dayBefore(birthday))).toBe(2023 - Number(birth.slice(0, 4)));
    }
    expect(ageOn(day('2012-02-29'), day('2026-02-28'))).toBe(13);
    expect(ageOn(day('2012-02-29'), day('2026-03-01'))).toBe(14);
    expect(ageOn(day('2026-11-22'), day('2026-11-22'))).toBe(0);
  });

  it('counts months since the move that are over', () => {
    const months = (movedIn: string, on: string) => facts({ movedIn: day(movedIn) }, on)['months_since_move_in'];
    expect(months('2026-05-22', '2026-11-21')).toBe(5);
    expect(months('2026-05-22', '2026-11-22')).toBe(6);
    expect(months('2025-11-23', '2026-11-22')).toBe(11);
    expect(months('2026-01-31', '2026-02-28')).toBe(0);
    expect(months('2026-11-22', '2026-11-22')).toBe(0);
  });

  it('leaves unsaid what the file does not say', () => {
    expect(facts({ members: [member()] })).toEqual({ relocated: true });
    expect(settlementFacts({ ...settlement, population: undefined })).toEqual({});
  });

  it('takes a missing mark for nothing, and a mark for what it means', () => {
    expect(facts({ marks: ['unstable'] })).toMatchObject({ registered_poor: true, unstable_out_of_poverty: true });
    expect(facts({ marks: ['out-of-poverty'] })).not.toHaveProperty('unstable_out_of_poverty');
    for (const mark of ['dibao', 'destitute'] as const) expect(facts({ marks: [mark] })['receives_social_assistance']).toBe(true);
    expect(facts({ marks: ['monitored'] })).not.toHaveProperty('registered_poor');
    expect(Object.values(facts({ marks: [...MARKS] }))).not.toContain(false);
  });

  it('counts who can work and who works only where the file says so of everybody', () => {
    const known = [member({ labour: 'full', work: 'none' }), member({ id: 'm2', labour: 'none', work: 'flexible' })];
    expect(facts({ members: known })).toMatchObject({ household_able_workers: 1, household_employed: 1, employment: 'none' });
    const partly = facts({ members: [...known, member({ id: 'm3', labour: 'full' })] });
    expect(partly).toMatchObject({ household_able_workers: 2 });
    expect(partly).not.toHaveProperty('household_employed');
  });

  it('tells of the member who was asked for, and of nobody else', () => {
    const members = [member({ birth: day('1950-01-01') }), member({ id: 'm2', labour: 'partial' })];
    expect(householdFacts(household({ members }), 'm2', day('2026-11-22'))).toMatchObject({
      labour_capacity: 'partial',
      able_to_work: true,
    });
    expect(householdFacts(household({ members }), 'm2', day('2026-11-22'))).not.toHaveProperty('age');
    expect(householdFacts(household({ members }), 'gone', day('2026-11-22'))).toEqual({ relocated: true });
  });

  it('names only facts that eligibility knows, with values that they take', () => {
    const known = createAssistant().rules.facts;
    const anyMember = fc.record(
      {
        labour: fc.constantFrom(...LABOUR),
        work: fc.constantFrom(...WORK),
        birth: fc.constantFrom('1930-05-05', '2026-11-22').map(day),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(anyMember, { minLength: 1, maxLength: 5 }),
        fc.subarray([...MARKS]),
        fc.constantFrom(undefined, day('2019-06-30'), day('2026-11-22')),
        (members, marks, movedIn) => {
          const all = facts({ members: members.map((one, i) => member({ ...one, id: `m${i + 1}` })), marks, movedIn });
          for (const [id, value] of Object.entries(all)) {
            const fact = known.get(id as FactId);
            expect(fact, id).toBeDefined();
            expect(takes(fact!, value), `${id} ${value}`).toBe(true);
          }
        },
      ),
    );
  });
});
