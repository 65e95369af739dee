/**
 * Questions that the documents do not answer, to the cadres of a settlement: like questions together, due in two working days; the answer goes
 * to everyone who asked, under the cadre's name.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { HouseholdSummary } from '../directory/households.ts';
import type { Directory } from '../directory/index.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Reason } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids, RegionId, SettlementId } from '../shared/ids.ts';
import { isWorkingDay, workingDaysAfter } from '../shared/working-days.ts';
import type { Inquiry, InquiryAnswer, InquiryGroup, InquiryStore } from './store.ts';

/** An answer is due after so many working days. */
export const DUE_WORKING_DAYS = 2;

/** So many questions of one person wait at a time. */
export const MOST_WAITING = 5;

/** Characters. */
export const LONGEST_QUESTION = 200;
/** Characters. */
export const LONGEST_ANSWER = 1000;

/** So many questions are looked through for those to remind of, due first in front. */
const MOST_OVERDUE = 1000;

/** What somebody asks. */
export interface Question {
  readonly settlement: SettlementId;
  readonly region: RegionId;
  readonly topic: string;
  readonly question: string;
}

/** What came of a request. */
export type Asked =
  | { readonly kind: 'asked'; readonly inquiry: Inquiry }
  /** Their own like question waits already. */
  | { readonly kind: 'waits'; readonly inquiry: Inquiry }
  /** As many of theirs wait as may. */
  | { readonly kind: 'too-many' }
  /** It is empty, or longer than `LONGEST_QUESTION`. */
  | { readonly kind: 'unfit' }
  /** Nobody in the settlement would read it. */
  | { readonly kind: 'no-cadre' };

/** What a cadre says. */
export interface AnswerDraft {
  /** Of one of the like questions. */
  readonly number: number;
  readonly says: string;
  /** Who answers; the name of the actor where it is left out. */
  readonly name?: string | undefined;
}

/** An answer and whom it went to. */
export interface Answered {
  readonly answer: InquiryAnswer;
  readonly inquiries: readonly Inquiry[];
}

/**
 * Somebody whom an answer did not reach. They were told that cadres read no name: so it is their household, where that one agreed to be spoken to,
 * without saying what was asked; else the question, without saying who asked.
 */
export type ToCall = { readonly settlement: SettlementId; readonly reason?: Reason | undefined; readonly at: Date } & (
  | { readonly kind: 'household'; readonly household: HouseholdSummary }
  | { readonly kind: 'question'; readonly number: number; readonly question: string }
);

/** Puts a cadre's answer into words for who asked. */
export type AnswerWords = (inquiry: Inquiry, answer: InquiryAnswer) => Outgoing | Promise<Outgoing>;

/** What cadres are told of questions: never the question itself, which is erased with whoever asked. */
export interface CadreWords {
  /** A question came in. */
  arrived(cadre: Address, due: Day): Outgoing | Promise<Outgoing>;
  /** One is overdue. */
  overdue(cadre: Address, group: InquiryGroup): Outgoing | Promise<Outgoing>;
}

/** Takes questions to cadres and their answers. */
export interface Inquiries {
  /** Takes it whatever else waits. The asker has agreed that the settlement's cadres read it. */
  ask(asker: Address, question: Question): Promise<Inquiry>;
  /**
   * The same where it is fit, somebody would read it, and the asker has not asked it, or too much, already. The settlement's cadres are told, once
   * a day.
   */
  request(asker: Address, question: Question): Promise<Asked>;
  /** The last day for the answer to a question that is asked now. */
  dueNow(): Day;
  /** What waits within the actor's settlements, due first in front. */
  waiting(actor: Actor, limit: number): Promise<Outcome<readonly InquiryGroup[]>>;
  /** The wordings of the like questions that wait, each once, oldest first: what one answer has to answer. */
  wordings(actor: Actor, number: number): Promise<Outcome<readonly string[]>>;
  /** Answers all like questions of the settlement; each asker is told in the chat where they asked. */
  answer(actor: Actor, draft: AnswerDraft): Promise<Outcome<Answered>>;
  /** Whom answers did not reach within the actor's settlements, oldest first: for them to be called, or told where they live. */
  unreached(actor: Actor, limit: number): Promise<Outcome<readonly ToCall[]>>;
  /** The questions of somebody, newest first. */
  of(asker: Omit<Address, 'chat'>, limit: number): Promise<readonly Inquiry[]>;
  /** What was answered to a question; nothing while it waits. */
  answerTo(inquiry: Inquiry): Promise<InquiryAnswer | undefined>;
  withdraw(asker: Omit<Address, 'chat'>, number: number): Promise<boolean>;
  erase(asker: Omit<Address, 'chat'>): Promise<void>;
  /**
   * Reminds each cadre of a settlement of what is overdue there: once of each question, on working days.
   * @param since what was due before that day is no news any more
   */
  remind(since: Day): Promise<void>;
}

export interface InquiryParts {
  readonly store: InquiryStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly words: AnswerWords;
  readonly cadreWords: CadreWords;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createInquiries({ store, directory, deliveries, words, cadreWords, clock, ids }: InquiryParts): Inquiries {
  const { guard } = directory;
  const dueNow = () => workingDaysAfter(dayAt(clock.now()), DUE_WORKING_DAYS);
  const ask: Inquiries['ask'] = async (asker, question) => {
    const inquiry = { ...question, asker, askedAt: clock.now(), due: dueNow() };
    return { ...inquiry, number: await store.ask(inquiry) };
  };
  return {
    dueNow,

    ask,

    request: (asker, { question, ...rest }) =>
      directory.transact(async () => {
        const text = question.trim();
        if (text === '' || [...text].length > LONGEST_QUESTION) return { kind: 'unfit' };
        const cadres = await directory.cadresOf(rest.settlement);
        if (cadres.length === 0) return { kind: 'no-cadre' };
        const mine = await store.waitingOf(asker);
        const same = mine.find(({ settlement, topic }) => settlement === rest.settlement && topic === rest.topic);
        if (same) return { kind: 'waits', inquiry: same };
        if (mine.length >= MOST_WAITING) return { kind: 'too-many' };
        const inquiry = await ask(asker, { ...rest, question: text });
        // Once a day: a settlement's first question tells that there are some.
        const news = `asked:${rest.settlement}:${dayAt(inquiry.askedAt)}`;
        for (const cadre of cadres) await deliveries.post(news, cadre, await cadreWords.arrived(cadre, inquiry.due));
        return { kind: 'asked', inquiry };
      }),

    waiting: (actor, limit) =>
      guard.anywhere(actor, 'inquiry.view', async scopes => {
        const settlements = await directory.settlementsWithin(scopes);
        return done(await store.waiting(settlements, limit));
      }),

    wordings: (actor, number) =>
      directory.transact(async () => {
        const inquiry = await store.get(number);
        const request = { action: 'inquiry.view', subject: String(number) } as const;
        if (!inquiry) return guard.anywhere(actor, request.action, async () => refused('unknown', { what: 'inquiry' }));
        return guard.within(actor, request, inquiry.settlement, async ({ id }) => {
          const alike = await store.alike(id, inquiry.topic);
          if (alike.length === 0) return refused('unknown', { what: 'inquiry' });
          return done([...new Set(alike.map(({ question }) => question))]);
        });
      }),

    answer: (actor, { number, says, name = actor.person?.name ?? '' }) =>
      directory.transact(async () => {
        const inquiry = await store.get(number);
        const request = { action: 'inquiry.answer', subject: String(number) } as const;
        if (!inquiry) return guard.anywhere(actor, request.action, async () => refused('unknown', { what: 'inquiry' }));
        return guard.within(actor, request, inquiry.settlement, async ({ id }) => {
          const text = says.trim();
          if (text === '' || [...text].length > LONGEST_ANSWER) return refused('invalid', { field: 'says' });
          if (name.trim() === '') return refused('invalid', { field: 'name' });
          const alike = await store.alike(id, inquiry.topic);
          const answer: InquiryAnswer = {
            id: ids.row('a'),
            settlement: id,
            says: text,
            by: actor.id,
            name: name.trim(),
            at: clock.now(),
          };
          const taken = await store.answer(
            answer,
            alike.map(one => one.number),
          );
          const inquiries = alike.filter(one => taken.includes(one.number));
          if (inquiries.length === 0) return refused('unknown', { what: 'inquiry' });
          for (const one of inquiries) await deliveries.post(`inquiry:${one.number}`, one.asker, await words(one, answer));
          return done({ answer, inquiries });
        });
      }),

    unreached: (actor, limit) =>
      guard.anywhere(actor, 'inquiry.view', async scopes => {
        const found = await store.unreached(await directory.settlementsWithin(scopes), limit);
        const list: ToCall[] = [];
        for (const { inquiry, reason, at } of found) {
          const { settlement, number, question, asker } = inquiry;
          const household = await directory.households.toCall(asker);
          const to = { settlement, reason, at };
          if (household?.settlement === settlement) list.push({ ...to, kind: 'household', household });
          else list.push({ ...to, kind: 'question', number, question });
        }
        return done(list);
      }),

    of: (asker, limit) => store.of(asker, limit),
    answerTo: async ({ answer }) => (answer === undefined ? undefined : store.answered(answer)),
    withdraw: (asker, number) => store.withdraw(number, asker),
    erase: asker => store.erase(asker),

    async remind(since) {
      const today = dayAt(clock.now());
      if (!isWorkingDay(today)) return;
      for (const group of await store.waiting('all', MOST_OVERDUE)) {
        if (group.due >= today) return;
        if (group.due < since) continue;
        for (const cadre of await directory.cadresOf(group.settlement))
          await deliveries.post(`overdue:${group.number}`, cadre, await cadreWords.overdue(cadre, group));
      }
    },
  };
}
