/**
 * Search for residents. Pure: the open postings and a question in, what fits and why out. What was asked for comes first, then what is near, then
 * what is new.
 */

import { countyStem } from './county.ts';
import type { JobQuery, JobWords } from './job-words.ts';
import type { Posting, Reason } from './model.ts';
import { type AsksFrom, nearnessOf, type Sought } from './sought.ts';

/** A posting that was found, and why. */
export interface JobFound {
  readonly posting: Posting;
  /** The strongest first. */
  readonly reasons: readonly Reason[];
}

/** What was found. */
export interface JobsFound {
  /** All that was asked for is so, the best first. */
  readonly fits: readonly JobFound[];
  /** What misses one thing (farther away, less pay, a skill that is like it), the best first. */
  readonly others: readonly JobFound[];
  /** The words that were not understood and still counted: they are written somewhere, or name a trade. */
  readonly words: readonly string[];
}

/** Postings, ready to be searched. */
export interface JobIndex {
  find(query: JobQuery, from: AsksFrom): JobsFound;
}

/** How much it counts that a posting asks for the very skill, for a narrower one, or is of an employer where such work is done. */
const SKILL = { same: 1, covered: 0.95, hinted: 0.6, related: 0.4 };
/** What it counts that words which are not understood, or those by which a skill was named, stand in the posting. */
const WRITTEN = { words: 0.6, terms: 0.4 };
/** What it counts less that a skill was named after others, and what more that a further one is there. */
const LATER = 0.05;
const FURTHER = 0.1;
/** What counts besides; it decides between what fits equally. */
const BESIDE = { kind: 0.2, paid: 0.1 };
/** What is so much weaker than the best is no fit. */
const SLACK = 0.3;

/** One posting, judged. */
interface Judged extends JobFound {
  readonly score: number;
  readonly near: number;
  /** How many of the things asked for are not so. */
  readonly misses: number;
}

/** @param ready those that are open */
export function createJobIndex(ready: readonly Sought[], words: JobWords): JobIndex {
  const isWritten = (word: string) => ready.some(({ text }) => text.includes(word));

  return {
    find(query, from) {
      const wanted = ready.flatMap(one => skillScore(one, query, words) ?? []);
      const known = {
        words: query.words.filter(word => isWritten(word) || words.isTrade(word)),
        terms: query.terms.filter(isWritten),
      };
      // Where no skill is known, a trade that was named has to be there, and any other word where it is all that is known.
      const { kinds, limits, places, near, wageFrom, age } = query;
      const saysMore = kinds.length + limits.length + places.length > 0 || (near ?? wageFrom ?? age) !== undefined;
      const demands = query.skills.length > 0 ? [] : saysMore ? known.words.filter(word => words.isTrade(word)) : known.words;
      const judged = wanted.map(({ one, skill, reason }): Judged => {
        const share = shareOf(known.words, one);
        const isMissing = demands.length > 0 && shareOf(demands, one) === 0;
        const beside = judgeBeside(one, query, from, words);
        return {
          posting: one.posting,
          score: skill + WRITTEN.words * share + WRITTEN.terms * shareOf(known.terms, one) + beside.score,
          near: nearnessOf(one, from),
          misses: (isMissing ? 1 : 0) + (skill === SKILL.related ? 1 : 0) + beside.misses,
          reasons: [...(reason ? [reason] : []), ...beside.reasons],
        };
      });
      const ordered = judged.toSorted(
        (a, b) => b.score - a.score || b.near - a.near || b.posting.addedAt.getTime() - a.posting.addedAt.getTime(),
      );
      const right = ordered.filter(({ misses }) => misses === 0);
      const best = right[0]?.score ?? 0;
      const fits = right.filter(({ score }) => score >= best - SLACK);
      const others = [...right.filter(one => !fits.includes(one)), ...ordered.filter(({ misses }) => misses === 1)];
      return { fits: fits.map(found), others: others.map(found), words: known.words };
    },
  };
}

const shareOf = (known: readonly string[], { text }: Sought): number =>
  known.length === 0 ? 0 : known.filter(word => text.includes(word)).length / known.length;

const found = ({ posting, reasons }: Judged): JobFound => ({ posting, reasons });

/** How well its skills are those asked for; nothing where none is. */
function skillScore(
  one: Sought,
  { skills }: JobQuery,
  words: JobWords,
): { readonly one: Sought; readonly skill: number; readonly reason?: Reason } | undefined {
  if (skills.length === 0) return { one, skill: 0 };
  const same = skills.filter(skill => one.skills.has(skill));
  const further = FURTHER * (skills.filter(skill => one.skills.has(skill) || one.hinted.has(skill)).length - 1);
  const later = LATER * skills.indexOf(same[0] ?? '');
  if (same.length > 0) return { one, skill: SKILL.same + further - later, reason: { kind: 'skill', skills: same } };
  const covered = [...one.skills].filter(skill => skills.some(asked => words.coveredBy(asked).includes(skill)));
  if (covered.length > 0) return { one, skill: SKILL.covered, reason: { kind: 'skill', skills: covered } };
  const hinted = skills.filter(skill => one.hinted.has(skill));
  if (hinted.length > 0) return { one, skill: SKILL.hinted };
  for (const to of one.skills) {
    const from = skills.filter(skill => words.relatedTo(to).includes(skill));
    if (from.length > 0) return { one, skill: SKILL.related, reason: { kind: 'related-skill', skills: from, to } };
  }
  return undefined;
}

/** What was asked for besides skills and words. */
function judgeBeside(one: Sought, query: JobQuery, from: AsksFrom, words: JobWords) {
  const { kinds, limits, places, near, wageFrom, age } = query;
  const { posting, most, least } = one;
  const reasons: Reason[] = [];
  let score = 0;
  let misses = 0;
  if (places.length > 0) {
    const isThere = places.some(place => countyStem(place) === one.county || one.text.includes(countyStem(place)));
    if (isThere) reasons.push({ kind: 'wanted-place' });
    else misses++;
  }
  const nearness = nearnessOf(one, from);
  if (near && places.length === 0 && from.county !== undefined && nearness < 2) misses++;
  if (places.length === 0 && nearness > 1) reasons.push({ kind: nearness === 3 ? 'same-settlement' : 'same-county' });
  if (limits.length > 0) {
    if (limits.every(limit => one.suits.has(limit))) reasons.push({ kind: 'suits', limits });
    else misses++;
  }
  const kind = kinds.find(asked => one.kinds.has(asked) || (asked === 'casual' && posting.job.wage?.form === 'daily'));
  if (kind) {
    score += BESIDE.kind;
    reasons.push({ kind: 'job-kind', is: kind });
  } else if (kinds.length > 0 && one.kinds.size > 0) misses++;
  if (wageFrom !== undefined && most !== undefined) {
    if (most < wageFrom) misses++;
    else {
      if (least !== undefined && least >= wageFrom) score += BESIDE.paid;
      reasons.push({ kind: 'wage', from: words.aMonth(least ?? most, 'monthly') });
    }
  }
  if (age !== undefined && posting.job.age) {
    const { from: youngest = 0, to: oldest = Number.POSITIVE_INFINITY } = posting.job.age;
    if (age >= youngest && age <= oldest) reasons.push({ kind: 'age' });
    else misses++;
  }
  return { score, misses, reasons };
}
