/**
 * Whom a job was found for, and what became of it: asked after some days in private, told by whoever it is or by their cadre; whom nobody can ask
 * is on the cadre's list of people to call.
 */
import type { Deliveries } from '../delivery/index.ts';
import { quietEnd } from '../delivery/quiet.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import { DEFAULT_QUIET } from '../directory/manner.ts';
import type { Actor, Settlement } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { allPages } from '../directory/pages.ts';
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import type { Outgoing } from '../message/index.ts';
import { type Day, dayAt, daysAfter } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId, SettlementId } from '../shared/ids.ts';
import { type Asked, LEAVING, type Leaving, type Placement, type Posting, type Wish } from './model.ts';
import type { EmploymentStore } from './store.ts';
import { isReachable } from './telling.ts';

/** What somebody can answer: they have begun, never did, are still there, or left. */
export const ANSWERS = ['started', 'not-started', 'staying', 'left'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Answers after which nobody asks any more. */
const ENDS: readonly Placement['state'][] = ['not-started', 'left'];

/** Puts the question into words. @param after so many days after it began */
export type FollowUpWords = (placement: Placement, after: number) => Outgoing;

/** Somebody who was hired, as their cadre records it. */
export interface HireDraft {
  readonly household: HouseholdId;
  /** Of the household. */
  readonly member: string;
  readonly employer: string;
  readonly title: string;
  readonly work: 'flexible' | 'stable';
}

/** Somebody to be called. */
export interface ToAsk {
  readonly placement: Placement;
  /** Nobody can write to them, or they did not answer. */
  readonly because: 'unreachable' | 'silent';
}

/** What may be done with placements: by whom they are about, and by the cadres of their settlements. */
export interface Placements {
  /** Somebody wants a posting: they are asked later what became of it. Pressing it twice is once. */
  interested(wish: Wish, posting: Posting): Promise<Placement>;
  /** Asks everybody whose day has come, once; at night nobody. */
  ask(): Promise<void>;
  /** What somebody said of their own; nothing where it is not theirs. */
  say(who: Omit<Address, 'chat'>, id: string, answer: Answer, why?: Leaving): Promise<Placement | undefined>;
  of(who: Omit<Address, 'chat'>): Promise<readonly Placement[]>;
  /** A cadre records that a member of a household was hired: the file says so from now on. */
  hired(actor: Actor, draft: HireDraft): Promise<Outcome<Placement>>;
  /** A cadre records what they heard of a placement; where somebody left, the file says so from now on. */
  record(actor: Actor, id: string, answer: Answer, why?: Leaving): Promise<Outcome<Placement>>;
  /** Those of a settlement. */
  list(actor: Actor, settlement: SettlementId): Promise<Outcome<readonly Placement[]>>;
  /** Whom to call, within a settlement. */
  toAsk(actor: Actor, settlement: SettlementId): Promise<Outcome<readonly ToAsk[]>>;
}

/** What placements are kept and followed with. */
export interface PlacementParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'placements'>;
  readonly directory: Directory;
  readonly deliveries: Pick<Deliveries, 'post' | 'chat'>;
  readonly words: FollowUpWords;
  readonly figures: MatchingFigures;
  readonly clock: Clock;
}

/** Characters. */
const LONGEST = 60;
/** So many are looked at together. */
const PAGE = 200;

export function createPlacements({ store, directory, deliveries, words, figures, clock }: PlacementParts): Placements {
  const { guard, ids } = directory;
  const { days, silent_days } = figures.follow_up;
  const today = (): Day => dayAt(clock.now());
  const keep = async (placement: Placement): Promise<Placement> => {
    await store.placements.put(placement, clock.now());
    return placement;
  };
  /** When somebody is asked after the one question: nothing after the last. */
  const nextAfter = ({ begunOn }: Placement, after: number): Day | undefined => {
    const next = days.find(day => day > after);
    return next === undefined ? undefined : daysAfter(begunOn, next);
  };

  const askOne = (id: string) =>
    store.transact(async () => {
      const placement = await store.placements.hold(id);
      if (!placement?.nextOn || placement.nextOn > today()) return;
      const after = days.findLast(day => daysAfter(placement.begunOn, day) <= today()) ?? days[0] ?? 0;
      const asked = [...placement.record.asked, { on: today(), after }];
      await keep({ ...placement, record: { ...placement.record, asked }, nextOn: nextAfter(placement, after) });
      const { to } = placement;
      if (to && (await isReachable(deliveries, to)))
        await deliveries.post(`placement:${id}:${after}`, to, words(placement, after));
    });

  /** What was heard is noted at the last question, or as a word of its own. */
  const heard = (placement: Placement, answer: Answer, why: Leaving | undefined): Promise<Placement> => {
    const { asked } = placement.record;
    const open = asked.at(-1);
    const noted: readonly Asked[] =
      open && open.answer === undefined
        ? [...asked.slice(0, -1), { ...open, answer }]
        : [...asked, { on: today(), after: 0, answer }];
    const isOver = ENDS.includes(answer);
    return keep({
      ...placement,
      state: answer,
      record: { ...placement.record, asked: noted, ...(isOver && why ? { why } : {}) },
      nextOn: isOver ? undefined : placement.nextOn,
    });
  };
  const changesNothing = ({ state, record }: Placement, answer: Answer): boolean =>
    ENDS.includes(state) || (state === answer && record.asked.at(-1)?.answer === answer);

  const within = (settlement: Settlement) =>
    allPages(page => store.placements.list({ ...page, scopes: [{ kind: 'settlement', settlement: settlement.id }] }));

  return {
    interested: (wish, posting) =>
      store.transact(async () => {
        const before = (await store.placements.of(wish.to)).find(one => one.posting === posting.id);
        if (before) return before;
        const begunOn = today();
        return keep({
          id: ids.row('k'),
          of: wish.of,
          to: wish.to,
          household: wish.household,
          member: wish.member,
          posting: posting.id,
          state: 'interested',
          record: { employer: posting.job.employer, title: posting.job.title, asked: [], language: wish.language },
          begunOn,
          nextOn: daysAfter(begunOn, days[0] ?? 0),
        });
      }),

    async ask() {
      if (quietEnd(DEFAULT_QUIET, clock.now())) return;
      for (let after: string | undefined; ; ) {
        const due = await store.placements.due(today(), { after, limit: PAGE });
        for (const { id } of due) await askOne(id);
        after = due.at(-1)?.id;
        if (due.length < PAGE) return;
      }
    },

    say: ({ channel, account, person }, id, answer, why) =>
      store.transact(async () => {
        const placement = await store.placements.hold(id);
        const { to } = placement ?? {};
        if (!placement || to?.channel !== channel || to.account !== account || to.person !== person) return undefined;
        return changesNothing(placement, answer) ? placement : heard(placement, answer, why);
      }),

    of: who => store.placements.of(who),

    hired: (actor, draft) =>
      directory.households.forWork(actor, 'work.edit', draft.household, async (household, settlement) => {
        const member = household.members.find(({ id }) => id === draft.member);
        if (!member) return refused('unknown', { what: 'member' });
        const [employer, title] = [draft.employer.trim(), draft.title.trim()];
        if (!isFit(employer)) return refused('invalid', { field: 'employer' });
        if (!isFit(title)) return refused('invalid', { field: 'title' });
        const noted = await directory.households.noteWork(household.id, member.id, {
          work: draft.work,
          workplace: `${employer} ${title}`,
        });
        if (!noted.ok) return noted;
        const begunOn = today();
        const asked: readonly Asked[] = [{ on: begunOn, after: 0, answer: 'started' }];
        return done(
          await keep({
            id: ids.row('k'),
            of: { region: settlement.region, county: settlement.county, settlement: settlement.id },
            household: household.id,
            member: member.id,
            state: 'started',
            record: { name: member.name, employer, title, asked, language: 'zh-CN' },
            begunOn,
            nextOn: daysAfter(begunOn, days[0] ?? 0),
          }),
        );
      }),

    record: (actor, id, answer, why) =>
      store.transact(async () => {
        const placement = await store.placements.hold(id);
        const place = placement?.of ?? {};
        return guard.run(actor, { action: 'work.edit', place, subject: id, reason: answer }, async () => {
          if (!placement) return refused('unknown', { what: 'placement' });
          if (ENDS.includes(answer) && why !== undefined && !LEAVING.includes(why)) return refused('invalid', { field: 'why' });
          if (changesNothing(placement, answer)) return done(placement);
          const { household, member } = placement;
          if (answer === 'left' && household !== undefined && member !== undefined) {
            const change = { work: 'none', workplace: undefined } as const;
            const noted = await directory.households.noteWork(household as HouseholdId, member, change);
            if (!noted.ok && noted.refusal.code !== 'unknown') return noted;
          }
          return done(await heard(placement, answer, why));
        });
      }),

    list: (actor, settlement) =>
      guard.within(actor, { action: 'work.view' }, settlement, async place => done(await within(place))),

    toAsk: (actor, settlement) =>
      guard.within(actor, { action: 'work.view' }, settlement, async place => {
        const list: ToAsk[] = [];
        for (const placement of await within(place)) {
          const open = placement.record.asked.at(-1);
          if (!open || open.answer !== undefined) continue;
          const isReached = placement.to !== undefined && (await isReachable(deliveries, placement.to));
          if (!isReached) list.push({ placement, because: 'unreachable' });
          else if (daysAfter(open.on, silent_days) < today()) list.push({ placement, because: 'silent' });
        }
        return done(list);
      }),
  };
}

const isFit = (text: string): boolean => text !== '' && [...text].length <= LONGEST;
