/**
 * Trainings: offered by cadres, signed up for by residents as long as there are seats, then in the order in which they came; afterwards who took part.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import { type Actor, type Page, placeOf, type Settlement } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { allPages } from '../directory/pages.ts';
import type { Outgoing } from '../message/index.ts';
import { type Day, dayAt, parseDay } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { ClauseId, RegionId, SettlementId } from '../shared/ids.ts';
import type { Belongs, Training } from './model.ts';
import type { EmploymentStore, KeptSignup, Signup } from './store.ts';

/** A training as somebody offers it. */
export type TrainingDraft = Training['record'] & { readonly closesOn: string };

/** Who signs up. */
export type SignupDraft = Pick<Signup, 'to' | 'settlement' | 'household' | 'member' | 'record'>;

/** What came of signing up: a seat, a place in the queue for one, or why neither. */
export type SignedUp =
  | { readonly kind: 'signed-up' | 'already'; readonly training: Training }
  /** @param place so many wait, this one included */
  | { readonly kind: 'waiting'; readonly training: Training; readonly place: number }
  /** It is closed, withdrawn, or there never was such a one. */
  | { readonly kind: 'over' };

/** What cadres note of somebody afterwards. */
export const MARKED = ['took-part', 'passed', 'absent'] as const;
export type Marked = (typeof MARKED)[number];

/** What is told of trainings. */
export interface TrainingWords {
  /** Somebody who waited has a seat now. */
  seat(training: Training): Outgoing;
  /** It does not take place. */
  off(training: Training): Outgoing;
}

/** What may be done with trainings. */
export interface Trainings {
  offer(actor: Actor, settlement: SettlementId, draft: TrainingDraft): Promise<Outcome<Training>>;
  /** Nobody signs up any more; those who did stay. */
  close(actor: Actor, id: string): Promise<Outcome<Training>>;
  /** It does not take place: those who meant to come are told. */
  withdraw(actor: Actor, id: string): Promise<Outcome<Training>>;
  list(actor: Actor, page: Page): Promise<Outcome<readonly Training[]>>;
  /** Who signed up, in their order. */
  signups(actor: Actor, id: string): Promise<Outcome<{ readonly training: Training; readonly signups: readonly KeptSignup[] }>>;
  mark(actor: Actor, id: string, signup: number, as: Marked): Promise<Outcome<KeptSignup>>;
  /** What somebody may sign up for today: what is offered in their settlement. */
  shown(of: Belongs): Promise<readonly Training[]>;
  signUp(id: string, draft: SignupDraft): Promise<SignedUp>;
  own(who: Omit<Address, 'chat'>): Promise<readonly { readonly training: Training; readonly signup: KeptSignup }[]>;
  /** Somebody does not want it any more: whoever waits longest has the seat. @returns whether they had signed up */
  leave(id: string, who: Omit<Address, 'chat'>): Promise<boolean>;
}

/** What trainings are kept with. */
export interface TrainingParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'trainings'>;
  readonly directory: Pick<Directory, 'guard' | 'ids'>;
  readonly deliveries: Pick<Deliveries, 'post'>;
  readonly words: TrainingWords;
  /** Whether a region's documents have a clause. */
  readonly hasClause: (id: ClauseId, region: RegionId) => boolean;
  readonly clock: Clock;
}

/** Characters. */
const LONGEST = 60;
const LONGEST_MORE = 500;
const MOST_SEATS = 10_000;

export function createTrainings({ store, directory, deliveries, words, hasClause, clock }: TrainingParts): Trainings {
  const { guard, ids } = directory;
  const today = (): Day => dayAt(clock.now());
  const isOpen = ({ state, closesOn }: Training): boolean => state === 'open' && closesOn >= today();

  const edit = <T>(actor: Actor, id: string, reason: string, work: (training: Training) => Promise<Outcome<T>>) =>
    store.transact(async () => {
      await store.trainings.hold(id);
      const training = await store.trainings.get(id);
      return guard.run(actor, { action: 'training.edit', place: training?.of ?? {}, subject: id, reason }, async () =>
        training ? work(training) : refused('unknown', { what: 'training' }),
      );
    });
  const move = (actor: Actor, id: string, state: Training['state']) =>
    edit(actor, id, state, async training => {
      if (training.state === state) return done(training);
      if (training.state === 'withdrawn') return refused('changed');
      const after: Training = { ...training, state, version: training.version + 1 };
      return (await store.trainings.put(after, clock.now())) ? done(after) : refused('changed');
    });
  const find = (signups: readonly KeptSignup[], { channel, account, person }: Omit<Address, 'chat'>) =>
    signups.find(({ to }) => to.channel === channel && to.account === account && to.person === person);

  return {
    offer: (actor, settlement, { closesOn, ...record }) => {
      const id = ids.row('x');
      return guard.within(actor, { action: 'training.edit', subject: id, reason: 'offered' }, settlement, async place => {
        const fault = faultOf(record, closesOn, place, today(), hasClause);
        const day = parseDay(closesOn);
        if (fault || !day) return refused('invalid', { field: fault ?? 'closesOn' });
        const of = placeOf(place) as Belongs;
        const training: Training = { id, of, state: 'open', record: tidy(record), closesOn: day, version: 1 };
        await store.trainings.put(training, clock.now());
        return done(training);
      });
    },

    close: (actor, id) => move(actor, id, 'closed'),
    withdraw: (actor, id) =>
      store.transact(async () => {
        const outcome = await move(actor, id, 'withdrawn');
        const told = outcome.ok ? (await store.trainings.signups(id)).filter(({ state }) => GOING.includes(state)) : [];
        for (const { to } of told) if (outcome.ok) await deliveries.post(`off:${id}`, to, words.off(outcome.value));
        return outcome;
      }),

    list: (actor, page) =>
      guard.anywhere(actor, 'training.edit', async scopes => done(await store.trainings.list({ ...page, scopes }))),

    signups: (actor, id) =>
      edit(actor, id, 'signups', async training => done({ training, signups: await store.trainings.signups(id) })),

    mark: (actor, id, number, as) =>
      edit(actor, id, as, async () => {
        const signup = (await store.trainings.signups(id)).find(one => one.number === number);
        if (!signup || signup.state === 'withdrawn') return refused('unknown', { what: 'signup' });
        const marked: KeptSignup = { ...signup, state: as };
        await store.trainings.sign(marked);
        return done(marked);
      }),

    async shown({ settlement }) {
      if (settlement === undefined) return [];
      const scopes = [{ kind: 'settlement', settlement }] as const;
      const offered = await allPages(page => store.trainings.list({ ...page, scopes, states: ['open'] }));
      return offered.filter(isOpen);
    },

    signUp: (id, draft) =>
      store.transact(async () => {
        // Of two who want the last seat at the same time one has to wait.
        await store.trainings.hold(id);
        const training = await store.trainings.get(id);
        if (!training || !isOpen(training)) return { kind: 'over' };
        const signups = await store.trainings.signups(id);
        const before = find(signups, draft.to);
        const waiting = signups.filter(({ state }) => state === 'waiting').sort(byTime);
        if (before?.state === 'waiting') return { kind: 'waiting', training, place: waiting.indexOf(before) + 1 };
        if (before && before.state !== 'withdrawn') return { kind: 'already', training };
        const taken = signups.filter(({ state }) => state !== 'withdrawn' && state !== 'waiting').length;
        const isFull = training.record.seats !== undefined && taken >= training.record.seats;
        const state = isFull ? ('waiting' as const) : ('signed-up' as const);
        await store.trainings.sign({ ...draft, training: id, state, at: clock.now() });
        return isFull ? { kind: 'waiting', training, place: waiting.length + 1 } : { kind: 'signed-up', training };
      }),

    async own(who) {
      const signups = (await store.trainings.signupsOf(who)).filter(({ state }) => state !== 'withdrawn');
      const found = await Promise.all(
        signups.map(async signup => ({ signup, training: await store.trainings.get(signup.training) })),
      );
      return found.flatMap(({ signup, training }) => (training ? [{ training, signup }] : []));
    },

    leave: (id, who) =>
      store.transact(async () => {
        await store.trainings.hold(id);
        const signups = await store.trainings.signups(id);
        const before = find(signups, who);
        if (before?.state !== 'signed-up' && before?.state !== 'waiting') return false;
        await store.trainings.sign({ ...before, state: 'withdrawn' });
        const training = await store.trainings.get(id);
        const next = signups.filter(({ state }) => state === 'waiting').sort(byTime)[0];
        if (before.state === 'signed-up' && next && training && isOpen(training)) {
          await store.trainings.sign({ ...next, state: 'signed-up' });
          await deliveries.post(`seat:${id}`, next.to, words.seat(training));
        }
        return true;
      }),
  };
}

/** They mean to come. */
const GOING: readonly KeptSignup['state'][] = ['signed-up', 'waiting'];

const byTime = (one: KeptSignup, other: KeptSignup): number => one.at.getTime() - other.at.getTime() || one.number - other.number;

/** The first field that is wrong; nothing where none is. */
function faultOf(
  { title, place, time, seats, contact, more, clauses }: Training['record'],
  closesOn: string,
  { region }: Settlement,
  on: Day,
  hasClause: TrainingParts['hasClause'],
): string | undefined {
  const isFit = (text: string, most = LONGEST) => text.trim() !== '' && [...text].length <= most;
  if (!isFit(title)) return 'title';
  if (!isFit(place)) return 'place';
  if (!isFit(time)) return 'time';
  if (seats !== undefined && !(Number.isInteger(seats) && seats >= 1 && seats <= MOST_SEATS)) return 'seats';
  if ([contact.name, contact.phone].some(text => text !== undefined && !isFit(text))) return 'contact';
  if (more !== undefined && !isFit(more, LONGEST_MORE)) return 'more';
  if (!clauses.every(id => hasClause(id, region))) return 'clauses';
  const day = parseDay(closesOn);
  return day === undefined || day < on ? 'closesOn' : undefined;
}

const tidy = (record: Training['record']): Training['record'] => ({
  ...record,
  title: record.title.trim(),
  place: record.place.trim(),
  time: record.time.trim(),
});
