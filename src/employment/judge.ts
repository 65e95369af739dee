/**
 * One wish against one posting: whether anything rules it out, and what speaks for it. The verdict is a number of bits, so that a million pairs
 * leave nothing to be cleared away; reasons are made for those that are kept.
 */
import { type MatchingFigures, REASONS } from '../knowledge/matching-figures.ts';
import type { Reason } from './model.ts';
import { kilometres, type ReadyPosting, type ReadyWish } from './ready.ts';

/** The kinds of reasons; each has the bit of its place. */
const KINDS = REASONS satisfies readonly Reason['kind'][];
type Kind = (typeof KINDS)[number];

const BITS = Object.fromEntries(KINDS.map((kind, i) => [kind, 1 << i])) as Readonly<Record<Kind, number>>;

/** It is ruled out, or nothing speaks for it. */
export const UNFIT = 0;

/** What speaks for a posting, as bits; `UNFIT` where a condition rules it out. Whether it is open is not asked here. */
export function judge(wish: ReadyWish, posting: ReadyPosting, nearKm: number): number {
  const { wants, of } = wish.wish;
  const { age } = wants;
  if (age !== undefined && (age < posting.ageFrom || age > posting.ageTo)) return UNFIT;
  if ((wish.limits & posting.suits) !== wish.limits) return UNFIT;
  if (wants.kinds.length > 0 && !wants.kinds.includes(posting.kind)) return UNFIT;
  if (wants.wageFrom !== undefined && posting.most !== undefined && posting.most < wants.wageFrom) return UNFIT;

  const bySkill = skillBit(wish, posting);
  if (bySkill === undefined) return UNFIT;

  const isWanted = wish.places.some(place => place === posting.county || posting.place.includes(place));
  const isSameCounty = posting.county !== '' && posting.county === wish.county;
  const km = distanceOf(wish, posting);
  const isClose = km !== undefined && km <= nearKm;
  const isNear = km === undefined ? isSameCounty : isClose;
  const isBound = wish.places.length > 0 || wants.near === true;
  if (isBound && !isWanted && !(wants.near === true && isNear)) return UNFIT;

  let bits = bySkill;
  if (of.settlement !== undefined && of.settlement === posting.posting.of.settlement) bits |= BITS['same-settlement'];
  if (isSameCounty) bits |= BITS['same-county'];
  else if (isWanted) bits |= BITS['wanted-place'];
  if (of.region === posting.posting.of.region && !isSameCounty) bits |= BITS['same-region'];
  if (isClose) bits |= BITS.distance;
  if (wants.wageFrom !== undefined && posting.least !== undefined && posting.least >= wants.wageFrom) bits |= BITS.wage;
  if (wants.kinds.length > 0 && posting.isKindStated) bits |= BITS['job-kind'];
  if (wish.limits > 0) bits |= BITS.suits;
  if (age !== undefined && posting.hasAge) bits |= BITS.age;
  return bits;
}

/** What their skills say; `undefined` where they can do nothing that is asked for. Whoever names no skill can be asked for any. */
function skillBit({ wish: { wants } }: ReadyWish, posting: ReadyPosting): number | undefined {
  if (posting.skills.size === 0) return BITS['no-skill-needed'];
  if (wants.skills.length === 0) return 0;
  if (wants.skills.some(skill => posting.skills.has(skill))) return BITS.skill;
  return wants.skills.some(skill => posting.near.has(skill)) ? BITS['related-skill'] : undefined;
}

const distanceOf = ({ coordinates: from }: ReadyWish, { coordinates: to }: ReadyPosting): number | undefined =>
  from && to ? kilometres(from, to) : undefined;

/** What each verdict is worth. */
export function scores({ reasons }: MatchingFigures): Int32Array {
  return Int32Array.from({ length: 1 << KINDS.length }, (_, bits) =>
    KINDS.reduce((sum, kind) => sum + (bits & BITS[kind] ? reasons[kind] : 0), 0),
  );
}

/** The reasons of a verdict, the strongest first. */
export function reasonsOf(bits: number, wish: ReadyWish, posting: ReadyPosting, { reasons }: MatchingFigures): readonly Reason[] {
  return KINDS.filter(kind => (bits & BITS[kind]) !== 0)
    .sort((one, other) => reasons[other] - reasons[one] || KINDS.indexOf(one) - KINDS.indexOf(other))
    .map(kind => reasonOf(kind, wish, posting));
}

function reasonOf(kind: Kind, wish: ReadyWish, posting: ReadyPosting): Reason {
  const { wants } = wish.wish;
  switch (kind) {
    case 'skill':
      return { kind, skills: wants.skills.filter(skill => posting.skills.has(skill)) };
    case 'related-skill': {
      const skills = wants.skills.filter(skill => posting.near.has(skill));
      const to = posting.near.get(skills[0] ?? '') ?? '';
      return { kind, skills: skills.filter(skill => posting.near.get(skill) === to), to };
    }
    case 'distance':
      return { kind, km: Math.round((distanceOf(wish, posting) ?? 0) * 10) / 10 };
    case 'wage':
      return { kind, from: posting.least ?? 0 };
    case 'job-kind':
      return { kind, is: posting.kind };
    case 'suits':
      return { kind, limits: wants.limits };
    default:
      return { kind };
  }
}
