/**
 * A cadre's answer as the asker reads it: marked as such, with name and date, and never as a clause.
 */
import type { AnswerWords } from '../../inquiry/index.ts';
import type { Wordbook } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Session, SessionKey } from '../store.ts';

/** @param sessionOf tells in which language somebody is spoken to */
export const createAnswerWords =
  (wordbook: Wordbook, sessionOf: (key: SessionKey) => Promise<Session | undefined>): AnswerWords =>
  async ({ asker, question, number }, { says, name, at }) => {
    const t = wordbook.in((await sessionOf(asker))?.language ?? 'zh-CN');
    return {
      text: t('desk:answer.text', { number, question, says }),
      note: t('desk:answer.note', { name, day: dayAt(at) }),
    };
  };
