/**
 * The way from where others read along into a chat of one's own: a pass in a link, made for one person, for what they wanted to go on with.
 */
import type { Clock } from '../shared/clock.ts';
import type { PersonId, RegionId } from '../shared/ids.ts';
import { nobody } from './actors.ts';
import { type Code, type Codes, type PassPayload, REDEEM } from './codes.ts';
import type { KnownSettlement } from './gazetteer.ts';
import type { Guard } from './guard.ts';
import type { Lapses } from './lapse.ts';
import type { Identity } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore } from './store.ts';
import { identityOf, type Sender, type Visitors } from './visitors.ts';

/** What a pass leads to. */
export type Purpose = Pick<PassPayload, 'topic' | 'region' | 'settlement'>;

/** What a pass gave to whoever came with it. */
export interface Passed {
  /** What to go on with: a choice, or words. */
  readonly topic: string;
  readonly region?: RegionId | undefined;
  readonly settlement?: KnownSettlement['id'] | undefined;
  /** Whether they were made somebody by it who they were not before. */
  readonly joined: boolean;
}

/** Hands out passes and takes them. */
export interface Passes {
  /** A pass for whoever wrote. One that is asked for in private makes the browser that it is opened in theirs. */
  issue(sender: Sender, purpose: Purpose): Promise<Code>;
  /** Takes the pass that somebody came with; whatever comes of it is recorded. */
  take(sender: Sender, letters: string): Promise<Outcome<Passed>>;
  /** Deletes those that somebody was given: they hold what they wanted to go on with. */
  erase(identity: Identity): Promise<void>;
}

export interface PassParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly codes: Codes;
  readonly visitors: Visitors;
  readonly clock: Clock;
  readonly lapses: Lapses;
}

/** Longer words are cut: a message of the web page is no longer. */
const LONGEST_TOPIC = 500;

export function createPasses({ store, guard, codes, visitors, clock, lapses }: PassParts): Passes {
  /**
   * Makes a browser the person's who asked for the pass in private, as the code of a role would: everybody can open a link that a group reads, so
   * that one leads to the topic and makes nobody anything. Only a browser is made somebody's, since its roles lapse by themselves; and it is not
   * by a browser whose roles have lapsed, or a chain of links would keep them for ever.
   * @returns the person that it was made the browser of
   */
  async function join(identity: Identity, { of, isOwn }: PassPayload): Promise<Outcome<PersonId | undefined>> {
    if (!isOwn || !lapses.happenOn(identity.channel) || (await lapses.isLapsed(of))) return done(undefined);
    const person = await store.people.behind(of);
    if (!person) return done(undefined);
    const here = await store.people.behind(identity);
    if (here && here.id !== person.id) return refused('exists', { field: 'person' });
    if (here) await store.people.seen(identity, clock.now());
    else await store.people.identify(person.id, identity, clock.now());
    return done(here ? undefined : person.id);
  }

  return {
    issue: (sender, purpose) =>
      store.transact(async () => {
        const of = identityOf(sender);
        const isOwn = sender.chat.kind === 'private';
        const topic = [...purpose.topic].slice(0, LONGEST_TOPIC).join('');
        const code = await codes.issue(nobody(of), { kind: 'pass', of, isOwn, ...purpose, topic });
        // A link that makes a browser somebody's is worth a line in the record; one that only leads on is not.
        if (isOwn) {
          const { actor } = await visitors.behind(sender);
          await guard.record(actor, { action: 'pass.issue', place: {}, subject: actor.person?.id }, done(undefined));
        }
        return code;
      }),

    take: (sender, letters) =>
      store.transact(async () => {
        const { actor } = await visitors.behind(sender);
        let [place, subject] = [{}, undefined as PersonId | undefined];
        const outcome = await codes.take(actor, letters, ['pass'], async ({ payload }): Promise<Outcome<Passed>> => {
          if (payload.kind !== 'pass') return refused('code-elsewhere', { kind: payload.kind });
          const { topic, region, settlement: id } = payload;
          const joined = await join(identityOf(sender), payload);
          if (!joined.ok) return joined;
          subject = joined.value;
          const settlement = id && (await store.settlements.get(id))?.id;
          if (settlement) place = { settlement };
          return done({ topic, region, settlement, joined: subject !== undefined });
        });
        await guard.record(actor, { action: REDEEM, place, subject, reason: 'pass' }, outcome);
        return outcome;
      }),

    erase: identity => store.codes.forget('pass', nobody(identity).id),
  };
}
