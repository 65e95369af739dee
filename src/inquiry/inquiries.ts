/**
 * Questions that the documents do not answer, to the cadres of a settlement: like questions together, due in two working days; the answer goes
 * to everyone who asked, under the cadre's name.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Outgoing } from '../message/index.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids, RegionId, SettlementId } from '../shared/ids.ts';
import { workingDaysAfter } from '../shared/working-days.ts';
import type { Inquiry, InquiryAnswer, InquiryGroup, InquiryStore } from './store.ts';

/** An answer is due after so many working days. */
export const DUE_WORKING_DAYS = 2;

const LONGEST_ANSWER = 1000;

/** What somebody asks. */
export interface Question {
  readonly settlement: SettlementId;
  readonly region: RegionId;
  readonly topic: string;
  readonly question: string;
}

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

/** Puts a cadre's answer into words for who asked. */
export type AnswerWords = (inquiry: Inquiry, answer: InquiryAnswer) => Outgoing | Promise<Outgoing>;

/** Takes questions to cadres and their answers. */
export interface Inquiries {
  /** The asker has agreed that the settlement's cadres read it. */
  ask(asker: Address, question: Question): Promise<Inquiry>;
  /** What waits within the actor's settlements, due first in front. */
  waiting(actor: Actor, limit: number): Promise<Outcome<readonly InquiryGroup[]>>;
  /** Answers all like questions of the settlement; each asker is told in the chat where they asked. */
  answer(actor: Actor, draft: AnswerDraft): Promise<Outcome<Answered>>;
  of(asker: Omit<Address, 'chat'>, limit: number): Promise<readonly Inquiry[]>;
  withdraw(asker: Omit<Address, 'chat'>, number: number): Promise<boolean>;
  erase(asker: Omit<Address, 'chat'>): Promise<void>;
}

export interface InquiryParts {
  readonly store: InquiryStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly words: AnswerWords;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createInquiries({ store, directory, deliveries, words, clock, ids }: InquiryParts): Inquiries {
  const { guard } = directory;
  return {
    async ask(asker, question) {
      const askedAt = clock.now();
      const due: Day = workingDaysAfter(dayAt(askedAt), DUE_WORKING_DAYS);
      const inquiry = { ...question, asker, askedAt, due };
      return { ...inquiry, number: await store.ask(inquiry) };
    },

    waiting: (actor, limit) =>
      guard.anywhere(actor, 'inquiry.view', async scopes => {
        const settlements = await directory.settlementsWithin(scopes);
        return done(await store.waiting(settlements, limit));
      }),

    answer: (actor, { number, says, name = actor.person?.name ?? '' }) =>
      directory.transact(async () => {
        const inquiry = await store.get(number);
        const request = { action: 'inquiry.answer', subject: String(number) } as const;
        if (!inquiry) return guard.run(actor, { ...request, place: {} }, async () => refused('unknown', { what: 'inquiry' }));
        return guard.within(actor, request, inquiry.settlement, async ({ id }) => {
          const text = says.trim();
          if (text === '' || [...text].length > LONGEST_ANSWER) return refused('invalid', { field: 'says' });
          if (name.trim() === '') return refused('invalid', { field: 'name' });
          const inquiries = (await store.alike(id, inquiry.topic)).filter(one => one.answer === undefined);
          if (inquiries.length === 0) return refused('unknown', { what: 'inquiry' });
          const answer: InquiryAnswer = {
            id: ids.row('a'),
            settlement: id,
            says: text,
            by: actor.id,
            name: name.trim(),
            at: clock.now(),
          };
          await store.answer(
            answer,
            inquiries.map(one => one.number),
          );
          for (const one of inquiries) await deliveries.post(`inquiry:${one.number}`, one.asker, await words(one, answer));
          return done({ answer, inquiries });
        });
      }),

    of: (asker, limit) => store.of(asker, limit),
    withdraw: (asker, number) => store.withdraw(number, asker),
    erase: asker => store.erase(asker),
  };
}
