/**
 * Takes postings in, one or many: the same posting is kept once, whether it was there or came twice.
 */
import { allows } from '../directory/access.ts';
import type { Actor } from '../directory/model.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids } from '../shared/ids.ts';
import { type Bringing, type Brought, newPosting, type PostingDraft, renewed } from './bring.ts';
import type { FraudSign, Job, Posting } from './model.ts';
import { digestOf } from './posting-digest.ts';
import type { DigestedPosting, EmploymentStore } from './store.ts';

/** What comes of many. */
export interface Lot {
  /** Of each, in their order; nothing where somebody else changed the same posting meanwhile. */
  readonly brought: readonly (Brought | undefined)[];
  /** What was changed of those that were there: as it was, and the version that it has now. */
  readonly befores: readonly Before[];
}

/** A posting as it was before something changed it. */
export interface Before {
  readonly posting: Posting;
  /** The version that it was changed to. */
  readonly version: number;
}

/** Takes postings in. */
export interface Intake {
  /**
   * Keeps what is new of them; to be called within a transaction. They are tidy and without fault.
   * @param from the import that they come with
   */
  bring(actor: Actor, drafts: readonly PostingDraft[], from?: string): Promise<Lot>;
  /** What would come of it, and nothing kept. */
  plan(actor: Actor, drafts: readonly PostingDraft[]): Promise<Lot>;
}

/** What it is made of. */
export interface IntakeParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'postings'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'row'>;
  readonly signsOf: (job: Job) => readonly FraudSign[];
  readonly onOpened: (ids: readonly string[]) => Promise<void>;
}

/** Makes the intake. */
export function createIntake({ store, clock, ids, signsOf, onOpened }: IntakeParts): Intake {
  const planned = async (actor: Actor, drafts: readonly PostingDraft[], from?: string) => {
    const at = clock.now();
    const bringing: Bringing = { by: actor.id, at, today: dayAt(at), import: from };
    const digests = drafts.map(digestOf);
    const there = await store.postings.alikeAll([...new Set(digests)]);
    const known = new Map(there);
    const fresh = new Map<string, DigestedPosting>();
    const changed = new Map<string, DigestedPosting>();
    const brought = drafts.map((draft, i): Brought => {
      const digest = digests[i] ?? '';
      const before = known.get(digest);
      const signs = signsOf(draft.job);
      if (!before) {
        const posting = newPosting(ids.row('j'), draft, signs, bringing);
        known.set(digest, posting);
        fresh.set(digest, { posting, digest });
        return { posting, was: 'new' };
      }
      const after = renewed(before, draft, signs, bringing, allows(actor.rights, 'posting.edit', before.of));
      if (!after) return { posting: before, was: 'same' };
      // What came twice with the same lot is written once, as it is at the end.
      const first = fresh.get(digest) ?? changed.get(digest);
      const posting = first ? { ...after, version: first.posting.version } : after;
      known.set(digest, posting);
      (fresh.has(digest) ? fresh : changed).set(digest, { posting, digest });
      return { posting, was: 'renewed' };
    });
    return { brought, fresh: [...fresh.values()], changed: [...changed.values()], there };
  };

  return {
    async plan(actor, drafts) {
      const { brought } = await planned(actor, drafts);
      return { brought, befores: [] };
    },

    async bring(actor, drafts, from) {
      const { brought, fresh, changed, there } = await planned(actor, drafts, from);
      const left = new Set([...(await store.postings.addAll(fresh)), ...(await store.postings.changeAll(changed))]);
      const kept = [...fresh, ...changed].filter(({ posting }) => !left.has(posting.id));
      const opened = kept.flatMap(({ posting: { id, state } }) => (state === 'open' ? [id] : []));
      if (opened.length > 0) await onOpened(opened);
      return {
        brought: brought.map(one => (left.has(one.posting.id) ? undefined : one)),
        befores: kept.flatMap(({ posting: { version }, digest }) => {
          const posting = there.get(digest);
          return posting ? [{ posting, version }] : [];
        }),
      };
    },
  };
}
