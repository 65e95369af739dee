/**
 * What a file says of a household, one of its members or a settlement, as the facts that eligibility asks for. What the file does not say stays
 * unsaid: nothing is inferred.
 */
import type { Day } from '../shared/calendar.ts';
import type { Household, Mark, Member, Settlement } from './model.ts';

/** Facts by the names of `knowledge/facts/`. */
export type FactsOnFile = Readonly<Record<string, string | number | boolean>>;

/** Facts about a member and the household; a mark that is not on file says nothing against it. */
export function householdFacts(household: Household, memberId: string, on: Day): FactsOnFile {
  const { members, marks, movedIn } = household;
  const member = members.find(({ id }) => id === memberId);
  const has = (...wanted: readonly Mark[]) => wanted.some(mark => marks.includes(mark)) || undefined;
  return stated({
    relocated: true,
    registered_poor: has('out-of-poverty', 'unstable'),
    unstable_out_of_poverty: has('unstable'),
    borderline_poor: has('borderline'),
    severe_shock: has('sudden-hardship'),
    receives_social_assistance: has('dibao', 'destitute'),
    months_since_move_in: movedIn && wholeMonths(movedIn, on),
    household_able_workers: members.every(({ labour }) => labour) ? members.filter(isAble).length : undefined,
    household_employed: members.every(({ work }) => work) ? members.filter(works).length : undefined,
    age: member?.birth && ageOn(member.birth, on),
    labour_capacity: member?.labour,
    able_to_work: member?.labour && member.labour !== 'none',
    employment: member?.work,
  });
}

/** Full years of age on a day. */
export const ageOn = (birth: Day, on: Day): number => Math.floor(wholeMonths(birth, on) / 12);

/** Facts about a settlement. */
export const settlementFacts = ({ population, poorPopulation, kind }: Settlement): FactsOnFile =>
  stated({ settlement_population: population, settlement_poor_population: poorPopulation, settlement_kind: kind });

const isAble = ({ labour }: Member): boolean => labour !== undefined && labour !== 'none';
const works = ({ work }: Member): boolean => work !== undefined && work !== 'none';

const stated = (facts: Readonly<Record<string, string | number | boolean | undefined>>): FactsOnFile =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Months from a day to another that are over; never below 0. */
function wholeMonths(from: Day, to: Day): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [laterYear = 0, laterMonth = 0, laterDay = 0] = to.split('-').map(Number);
  return Math.max(0, (laterYear - year) * 12 + laterMonth - month - (laterDay < day ? 1 : 0));
}
