/**
 * What people look for: one wish a person, kept with their consent, changed and erased when they ask.
 */
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import type { Actor, Page } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId } from '../shared/ids.ts';
import { type Belongs, OFFICE, type Wants, type Wish } from './model.ts';
import type { EmploymentStore } from './store.ts';

/** A wish as somebody says it, agreed to. */
export interface WishDraft {
  readonly of: Belongs;
  readonly to: Address;
  readonly wants: Wants;
  readonly how: Wish['consent']['how'];
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  readonly language: string;
}

/** A wish that a cadre heard. */
export interface SpokenDraft {
  readonly household: HouseholdId;
  /** Of the household. */
  readonly member: string;
  readonly wants: Wants;
}

/** What may be done with wishes: by whoever has one with their own, by cadres in their settlements. */
export interface Wishes {
  /** Keeps it in place of the one before. */
  register(draft: WishDraft): Promise<Wish>;
  /** A cadre registers a member of a household who cannot write, and who has agreed aloud. Nobody writes to them: their cadre calls. */
  registerFor(actor: Actor, draft: SpokenDraft): Promise<Outcome<Wish>>;
  /** The wish that was registered so; nothing where there is none. */
  heldFor(actor: Actor, household: HouseholdId, member: string): Promise<Outcome<Wish | undefined>>;
  /** Erases it, when its person asks a cadre. */
  eraseFor(actor: Actor, household: HouseholdId, member: string): Promise<Outcome<void>>;
  own(who: Omit<Address, 'chat'>): Promise<Wish | undefined>;
  /** They are told nothing for now, or again. @returns the wish as it is now; nothing where there is none */
  rest(who: Omit<Address, 'chat'>, resting: boolean): Promise<Wish | undefined>;
  /** With it goes what was found for it. */
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  list(actor: Actor, page: Page): Promise<Outcome<readonly Wish[]>>;
}

/** What wishes are kept with. */
export interface WishParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'wishes'>;
  readonly directory: Pick<Directory, 'guard' | 'ids' | 'households'>;
  readonly clock: Clock;
}

/** Characters of what somebody said in their own words; more is cut. */
const LONGEST_SAID = 200;

/** Keeps wishes. */
export function createWishes({ store, directory: { guard, ids, households }, clock }: WishParts): Wishes {
  const register: Wishes['register'] = ({ of, to, wants, how, household, member, language }) =>
    store.transact(async () => {
      const before = await store.wishes.of(to);
      const now = clock.now();
      const said = wants.said === undefined ? undefined : [...wants.said].slice(0, LONGEST_SAID).join('');
      const wish: Wish = {
        id: before?.id ?? ids.row('w'),
        of,
        to,
        state: 'active',
        wants: { ...wants, said },
        consent: { on: dayAt(now), how },
        household,
        member,
        language,
        updatedAt: now,
      };
      await store.wishes.put(wish);
      return wish;
    });

  const erase: Wishes['erase'] = who =>
    store.transact(async () => {
      const before = await store.wishes.of(who);
      if (before) await store.wishes.remove(before.id);
    });

  return {
    register,

    registerFor: (actor, { household, member, wants }) =>
      households.forWork(actor, 'work.edit', household, async (file, settlement) => {
        if (!file.members.some(({ id }) => id === member)) return refused('unknown', { what: 'member' });
        const of = { region: settlement.region, county: settlement.county, settlement: settlement.id };
        const to = atTheOffice(settlement.id, household, member);
        return done(await register({ of, to, wants, how: 'spoken', household, member, language: 'zh-CN' }));
      }),

    heldFor: (actor, household, member) =>
      households.forWork(actor, 'work.edit', household, async (_, { id }) =>
        done(await store.wishes.of(atTheOffice(id, household, member))),
      ),

    eraseFor: (actor, household, member) =>
      households.forWork(actor, 'work.edit', household, async (_, { id }) =>
        done(await erase(atTheOffice(id, household, member))),
      ),

    own: who => store.wishes.of(who),

    rest: (who, resting) =>
      store.transact(async () => {
        const before = await store.wishes.of(who);
        const state = resting ? 'resting' : 'active';
        if (!before || before.state === state) return before;
        const after: Wish = { ...before, state, updatedAt: clock.now() };
        await store.wishes.put(after);
        return after;
      }),

    erase,

    list: (actor, page) => guard.anywhere(actor, 'work.view', async scopes => done(await store.wishes.list({ ...page, scopes }))),
  };
}

/** Where somebody is who cannot be written to. */
const atTheOffice = (settlement: string, household: string, member: string): Address => ({
  channel: OFFICE,
  account: settlement,
  chat: household,
  person: `${household}/${member}`,
});
