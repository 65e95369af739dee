/**
 * Job postings: taken in from a spreadsheet or one by one, held where they look like fraud, shown as long as they are valid.
 */
import { allows, scopesFor } from '../directory/access.ts';
import type { Directory } from '../directory/index.ts';
import type { Actor, Page } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { pageWhere } from '../directory/pages.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import { type Brought, type PostingDraft, stateWith } from './bring.ts';
import type { Intake } from './intake.ts';
import { faultOf, tidyJob } from './job-faults.ts';
import { type Belongs, type FraudSign, type Job, POSTING_STATES, type Posting, type PostingState } from './model.ts';
import { digestOf } from './posting-digest.ts';
import type { EmploymentStore } from './store.ts';

/** What may be done with postings. */
export interface Postings {
  add(actor: Actor, draft: PostingDraft): Promise<Outcome<Brought>>;
  change(actor: Actor, id: string, job: Job, version: number): Promise<Outcome<Posting>>;
  /** A person looked: it is shown, or it is not. */
  release(actor: Actor, id: string): Promise<Outcome<Posting>>;
  refuse(actor: Actor, id: string): Promise<Outcome<Posting>>;
  /** It is over: nobody is shown it any more. */
  end(actor: Actor, id: string, as: 'filled' | 'withdrawn'): Promise<Outcome<Posting>>;
  get(actor: Actor, id: string): Promise<Outcome<Posting>>;
  list(
    actor: Actor,
    filter: Page & { readonly states?: readonly PostingState[] | undefined },
  ): Promise<Outcome<readonly Posting[]>>;
  /** What residents are shown: those that are open. */
  open(on: Day): Promise<readonly Posting[]>;
  /** One that residents are shown. */
  shown(id: string): Promise<Posting | undefined>;
  /** Those whose time is over expire. @returns them */
  expire(): Promise<readonly Posting[]>;
}

/** What postings are kept and watched with. */
export interface PostingParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'postings'>;
  readonly directory: Pick<Directory, 'guard' | 'gazetteer'>;
  readonly clock: Clock;
  readonly intake: Intake;
  /** What about a posting looks like fraud. */
  readonly signsOf: (job: Job) => readonly FraudSign[];
  /** Told of those that are shown from now on, or say something else, in the transaction that does it. */
  readonly onOpened: (ids: readonly string[]) => Promise<void>;
  /** Told of those that are shown no more, in the transaction that ends it. */
  readonly onEnded: (ids: readonly string[]) => Promise<void>;
}

/** A person has to look at these, or has: only who may edit them sees them. */
const UNSEEN: readonly PostingState[] = ['held', 'refused'];

/** So many expire in one transaction. */
const MOST_EXPIRED = 500;

/** Keeps postings. */
export function createPostings(parts: PostingParts): Postings {
  const { store, directory, clock, intake, signsOf, onOpened, onEnded } = parts;
  const { guard } = directory;
  const today = () => dayAt(clock.now());
  const maySee = ({ rights }: Actor, { state, of }: Posting) => !UNSEEN.includes(state) || allows(rights, 'posting.edit', of);

  /** Writes it over the one before, and tells whoever has to know that it is shown, or no more. */
  const write = async (before: Posting, after: Posting): Promise<Outcome<Posting>> => {
    if (!(await store.postings.put(after, digestOf(after)))) return refused('changed');
    if (after.state === 'open') await onOpened([after.id]);
    else if (before.state === 'open') await onEnded([after.id]);
    return done(after);
  };

  /** Does something to a posting that the actor may edit. */
  const edit = (actor: Actor, id: string, reason: string, work: (posting: Posting) => Promise<Outcome<Posting>>) =>
    store.transact(async () => {
      const posting = await store.postings.get(id);
      return guard.run(actor, { action: 'posting.edit', place: posting?.of ?? {}, subject: id, reason }, async () =>
        posting ? work(posting) : refused('unknown', { what: 'posting' }),
      );
    });

  /** Moves it from one of some states; where it is there already, nothing is to be done. */
  const move = (actor: Actor, id: string, to: PostingState, from: readonly PostingState[]) =>
    edit(actor, id, to, async posting => {
      if (posting.state === to) return done(posting);
      if (!from.includes(posting.state)) return refused('changed');
      if (to === 'open' && posting.job.validUntil < today()) return refused('invalid', { field: 'validUntil' });
      return write(posting, { ...posting, state: to, version: posting.version + 1 });
    });

  return {
    add: (actor, draft) =>
      store.transact(async () => {
        const of = await belongsOf(directory, draft.of);
        return guard.run(actor, { action: 'posting.edit', place: of ?? draft.of, reason: 'add' }, async () => {
          if (!of) return refused('unknown', { what: 'settlement' });
          const job = tidyJob(draft.job);
          const field = faultOf(job, today());
          if (field) return refused('invalid', { field });
          const [brought] = (await intake.bring(actor, [{ of, job }])).brought;
          return brought ? done(brought) : refused('changed');
        });
      }),

    change: (actor, id, said, version) =>
      edit(actor, id, 'change', async posting => {
        if (posting.version !== version) return refused('changed');
        const job = tidyJob(said);
        const field = faultOf(job, today());
        if (field) return refused('invalid', { field });
        const other = await store.postings.alike(digestOf({ of: posting.of, job }));
        if (other && other.id !== id) return refused('exists', { field: 'posting' });
        const signs = signsOf(job);
        const isShown = posting.state === 'open' || posting.state === 'held' || posting.state === 'expired';
        const state = isShown ? stateWith(posting, signs) : posting.state;
        return write(posting, { ...posting, job, signs, state, version: version + 1 });
      }),

    release: (actor, id) => move(actor, id, 'open', ['held', 'refused']),
    refuse: (actor, id) => move(actor, id, 'refused', ['held', 'open']),
    end: (actor, id, as) => move(actor, id, as, ['open', 'held']),

    get: (actor, id) =>
      store.transact(async () => {
        const posting = await store.postings.get(id);
        return guard.run(actor, { action: 'posting.view', place: posting?.of ?? {}, subject: id }, async () =>
          posting && maySee(actor, posting) ? done(posting) : refused('unknown', { what: 'posting' }),
        );
      }),

    list: (actor, { states, ...page }) =>
      guard.anywhere(actor, 'posting.view', async scopes => {
        const mayEdit = scopesFor(actor.rights, 'posting.edit').length > 0;
        const asked = mayEdit ? states : (states ?? POSTING_STATES).filter(state => !UNSEEN.includes(state));
        const read = (stretch: Page) => store.postings.list({ ...stretch, scopes, states: asked });
        return done(await pageWhere(read, page, async posting => maySee(actor, posting)));
      }),

    open: on => store.postings.open(on),

    async shown(id) {
      const posting = await store.postings.get(id);
      return posting?.state === 'open' && posting.job.validUntil >= today() ? posting : undefined;
    },

    async expire() {
      const expired: Posting[] = [];
      for (;;) {
        const batch = await store.transact(async () => {
          const overdue = await store.postings.overdue(today(), MOST_EXPIRED);
          const after = overdue.map((posting): Posting => ({ ...posting, state: 'expired', version: posting.version + 1 }));
          const left = new Set(await store.postings.changeAll(after.map(posting => ({ posting, digest: digestOf(posting) }))));
          const done = after.filter(({ id }) => !left.has(id));
          if (done.length > 0) await onEnded(done.map(({ id }) => id));
          return done;
        });
        expired.push(...batch);
        if (batch.length < MOST_EXPIRED) return expired;
      }
    },
  };
}

/** To whom it belongs, with the county and region of its settlement; nothing where there is no such settlement. */
export async function belongsOf({ gazetteer }: Pick<Directory, 'gazetteer'>, of: Belongs): Promise<Belongs | undefined> {
  if (of.settlement === undefined) return of;
  const settlement = await gazetteer.get(of.settlement);
  return settlement && { region: settlement.region, county: settlement.county, settlement: settlement.id };
}
