/**
 * To those on the spot: that somebody is in danger, with the words as they were written, who it is and where, as far as that is known.
 */
import type { Gazetteer } from '../../../directory/gazetteer.ts';
import type { GrievanceVoice } from '../../../grievance/index.ts';
import type { Wordbook } from '../../../language/i18n.ts';
import type { SessionOf } from '../answer-words.ts';
import { placeWords } from './case-words.ts';

/** What it is put into words with. */
export interface DangerVoiceParts {
  readonly wordbook: Wordbook;
  readonly sessionOf: SessionOf;
  readonly gazetteer: Gazetteer;
}

export const createDangerVoice = ({ wordbook, sessionOf, gazetteer }: DangerVoiceParts): Pick<GrievanceVoice, 'danger'> => ({
  async danger(to, grievance, words, who) {
    const t = wordbook.in((await sessionOf(to))?.language ?? 'zh-CN');
    const settlement = await placeWords({ directory: { gazetteer } }, grievance, t);
    const known = [grievance.record?.where, who].filter(Boolean).join(' ');
    return {
      text: [
        t('grievance:alarm.told', { settlement, words }),
        t('grievance:alarm.who', { who: known === '' ? t('grievance:alarm.unknown') : known }),
        t('grievance:alarm.go'),
      ].join('\n'),
    };
  },
});
