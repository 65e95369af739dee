/**
 * What becomes of a posting that is brought: new, or one with the posting that is there.
 */
import type { Day } from '../shared/calendar.ts';
import type { Belongs, FraudSign, Job, Posting, PostingState } from './model.ts';

/** A posting as somebody brings it. */
export interface PostingDraft {
  readonly of: Belongs;
  readonly job: Job;
}

/** What came of bringing one: new, the same as one that is there, or that one with something that is new. Any of them may be held. */
export interface Brought {
  readonly posting: Posting;
  readonly was: 'new' | 'same' | 'renewed';
}

/** Who brings it, and when. */
export interface Bringing {
  readonly by: string;
  readonly at: Date;
  readonly today: Day;
  readonly import?: string | undefined;
}

/** A posting that nobody had brought yet. */
export const newPosting = (id: string, { of, job }: PostingDraft, signs: readonly FraudSign[], bringing: Bringing): Posting => ({
  id,
  of,
  job,
  state: signs.length > 0 ? 'held' : 'open',
  signs,
  by: bringing.by,
  addedAt: bringing.at,
  import: bringing.import,
  version: 1,
});

/**
 * The posting that is there with what the same one says anew: it is valid until the later day. One that is over is open again, and theirs who brought
 * it. What somebody has refused stays refused.
 * @param isTheirs whether they may change what it says
 * @returns nothing where it says nothing new
 */
export function renewed(
  before: Posting,
  draft: PostingDraft,
  signs: readonly FraudSign[],
  bringing: Bringing,
  isTheirs: boolean,
): Posting | undefined {
  if (before.state === 'refused') return undefined;
  const isOver = before.state !== 'open' && before.state !== 'held';
  const job = isOver ? draft.job : merged(before.job, draft.job, isTheirs);
  if (!isOver && sameJob(job, before.job)) return undefined;
  const seen = isOver || isTheirs ? signs : before.signs;
  return {
    ...before,
    ...(isOver ? { of: draft.of, by: bringing.by, addedAt: bringing.at, import: bringing.import } : {}),
    job,
    state: stateWith(before, seen),
    signs: seen,
    version: before.version + 1,
  };
}

/** Held where there are signs that nobody has looked at yet: those of a posting that was let go have been. */
export function stateWith({ state, signs: before }: Pick<Posting, 'state' | 'signs'>, signs: readonly FraudSign[]): PostingState {
  if (signs.length === 0) return 'open';
  if (state === 'held') return 'held';
  const known = new Set(before.map(({ sign }) => sign));
  return signs.every(({ sign }) => known.has(sign)) ? 'open' : 'held';
}

/** What the new one does not say stays as it was. */
function merged(before: Job, now: Job, isTheirs: boolean): Job {
  const validUntil = now.validUntil > before.validUntil ? now.validUntil : before.validUntil;
  if (!isTheirs) return { ...before, validUntil };
  const said = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined)) as Partial<Job>;
  const { employer, title, place, county, wage } = before;
  return {
    ...before,
    ...said,
    // What makes the two one says the same, however it is written.
    employer,
    title,
    place,
    county,
    wage,
    skills: now.skills.length > 0 ? now.skills : before.skills,
    suits: now.suits.length > 0 ? now.suits : before.suits,
    contact: {
      name: now.contact.name ?? before.contact.name,
      phone: now.contact.phone ?? before.contact.phone,
    },
    validUntil,
  };
}

/** Whether two say the same, in whatever order their fields were written. */
const sameJob = (one: Job, other: Job): boolean => written(one) === written(other);

const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
