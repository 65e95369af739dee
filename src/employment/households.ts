/**
 * What a household's file says of work: in which households nobody works, and who is to be helped first, each with the clause. Pure; what the
 * file does not say is not guessed.
 */
import { ageOn } from '../directory/facts.ts';
import type { Household, Member } from '../directory/model.ts';
import type { HouseholdCriterion, MemberCriterion, Priority } from '../knowledge/priorities.ts';
import type { Day } from '../shared/calendar.ts';

/** Somebody, or a whole household, who comes first. */
export interface First {
  readonly priority: Priority;
  /** Who of them; nothing where it is the household. */
  readonly member?: Member | undefined;
}

/** Whether nobody of a household that can work does; `unknown` where the file does not say. */
export type Employed = 'nobody' | 'somebody' | 'no-workers' | 'unknown';

export function employedIn({ members }: Household): Employed {
  if (members.some(({ work }) => work !== undefined && work !== 'none')) return 'somebody';
  const able = members.filter(isAble);
  if (able.length > 0 && able.every(({ work }) => work === 'none')) return 'nobody';
  if (members.every(({ labour }) => labour === 'none')) return 'no-workers';
  return 'unknown';
}

/** Why somebody of the household comes first, in the order of the priorities. */
export function firstIn(household: Household, priorities: readonly Priority[], on: Day): readonly First[] {
  return priorities.flatMap((priority): First[] => {
    if (priority.of === 'household') return meetsHousehold(household, priority.when) ? [{ priority }] : [];
    const { when } = priority;
    return household.members.filter(member => meetsMember(household, member, when, on)).map(member => ({ priority, member }));
  });
}

function meetsHousehold(household: Household, { able_from, employed_to, stable_to, marks }: HouseholdCriterion): boolean {
  const { members } = household;
  const able = members.filter(isAble);
  if (able.length < able_from || !isMarked(household, marks)) return false;
  // Whether somebody who can work does must stand in the file.
  if (able.some(({ work }) => work === undefined)) return false;
  const employed = members.filter(({ work }) => work === 'stable' || work === 'flexible').length;
  const stable = members.filter(({ work }) => work === 'stable').length;
  return (employed_to === undefined || employed <= employed_to) && (stable_to === undefined || stable <= stable_to);
}

function meetsMember(household: Household, member: Member, when: MemberCriterion, on: Day): boolean {
  const { labour, work, sex, age_from, age_to, health_says, marks } = when;
  const age = member.birth && ageOn(member.birth, on);
  return (
    isMarked(household, marks) &&
    isOneOf(member.labour, labour) &&
    isOneOf(member.work, work) &&
    (sex === undefined || member.sex === sex) &&
    (age_from === undefined || (age !== undefined && age >= age_from)) &&
    (age_to === undefined || (age !== undefined && age <= age_to)) &&
    (health_says === undefined || health_says.some(words => member.health?.includes(words)))
  );
}

const isAble = ({ labour }: Member): boolean => labour === 'full' || labour === 'partial';
const isMarked = ({ marks }: Household, wanted: HouseholdCriterion['marks']): boolean =>
  wanted === undefined || wanted.some(mark => marks.includes(mark));
const isOneOf = <T>(value: T | undefined, wanted: readonly T[] | undefined): boolean =>
  wanted === undefined || (value !== undefined && wanted.includes(value));
