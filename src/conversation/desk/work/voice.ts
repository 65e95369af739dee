/**
 * What goes out of itself about work: jobs that were found for somebody, the question what became of one, and a seat that is free now. Each comes
 * with buttons that work whatever was offered last.
 */
import type { EmploymentVoice } from '../../../employment/index.ts';
import type { FoundJob } from '../../../employment/telling.ts';
import { isLanguage, type Language, type Translate, type Wordbook } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { formChoice } from '../form.ts';
import { answerChoices } from './follow-up.ts';
import { jobLine, type NameOf, reasonWords } from './job-words.ts';

export function createEmploymentVoice(wordbook: Wordbook, nameOf: NameOf): EmploymentVoice {
  const speak = (language: string): { readonly t: Translate; readonly language: Language } => {
    const known = isLanguage(language) ? language : 'zh-CN';
    return { t: wordbook.in(known), language: known };
  };
  return {
    found({ language }, found) {
      const words = speak(language);
      const lines = found.map((one, i) => foundLine(one, i + 1, words.t, words.language, nameOf));
      const choices = found.flatMap(({ posting: { id } }, i): Choice[] => [
        { id: `desk=want_job=${id}`, label: words.t('work:want', { number: i + 1 }) },
        { id: `desk=not_job=${id}`, label: words.t('work:not', { number: i + 1 }) },
      ]);
      return {
        text: `${words.t('work:found.title', { total: found.length })}\n\n${lines.join('\n\n')}`,
        note: words.t('work:found.note'),
        choices: [...choices, formChoice('rest_jobs', words)],
      };
    },

    followUp(placement, after) {
      const { t } = speak(placement.record.language);
      const { employer, title } = placement.record;
      const key = placement.state === 'interested' ? 'work:ask.whether' : 'work:ask.still';
      return { text: t(key, { employer, title, days: after }), choices: answerChoices(placement, t) };
    },

    trainings: {
      seat({ record: { title, time, place } }) {
        const words = speak('zh-CN');
        return { text: words.t('work:seat', { title, time, place }), choices: [formChoice('trainings', words)] };
      },
      off: ({ record: { title, time } }) => ({ text: speak('zh-CN').t('work:off', { title, time }) }),
    },
  };
}

function foundLine({ posting, match }: FoundJob, number: number, t: Translate, language: Language, nameOf: NameOf): string {
  const reasons = match.reasons.map(reason => reasonWords(reason, t, language, nameOf)).join(t('work:and'));
  return `${number}. ${jobLine(posting.job, t)}\n${t('work:found.why', { reasons })}`;
}
