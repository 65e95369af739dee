/**
 * What goes out of itself about questions to cadres: an answer as the asker reads it, marked as such, with name and date, and never as a clause;
 * and to cadres, that a question came in or is overdue.
 */
import type { AnswerWords, CadreWords, Inquiry, InquiryAnswer } from '../../inquiry/index.ts';
import type { Translate, Wordbook } from '../../language/i18n.ts';
import type { Outgoing } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Session, SessionKey } from '../store.ts';

/** Tells in which language somebody is spoken to. */
export type SessionOf = (key: SessionKey) => Promise<Session | undefined>;

/** An answer to a question. */
export const answerText = ({ question, number }: Inquiry, { says, name, at }: InquiryAnswer, t: Translate) => ({
  text: t('desk:answer.text', { number, question, says }),
  note: t('desk:answer.note', { name, day: dayAt(at) }),
});

export const createAnswerWords =
  (wordbook: Wordbook, sessionOf: SessionOf): AnswerWords =>
  async (inquiry, answer): Promise<Outgoing> =>
    answerText(inquiry, answer, await translateFor(wordbook, sessionOf, inquiry.asker));

export const createCadreWords = (wordbook: Wordbook, sessionOf: SessionOf): CadreWords => ({
  async arrived(cadre, due) {
    return { text: (await translateFor(wordbook, sessionOf, cadre))('desk:arrived', { due }) };
  },
  async overdue(cadre, { number, due, times }) {
    return { text: (await translateFor(wordbook, sessionOf, cadre))('desk:overdue', { number, due, times }) };
  },
});

const translateFor = async (wordbook: Wordbook, sessionOf: SessionOf, key: SessionKey): Promise<Translate> =>
  wordbook.in((await sessionOf(key))?.language ?? 'zh-CN');
