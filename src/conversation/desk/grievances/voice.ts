/**
 * What goes out of itself to those who work on cases, each in their private chat: that one is late, waits, was changed by somebody else, or is to be
 * decided on. Nothing that somebody wrote stands in it.
 */
import type { Address } from '../../../delivery/store.ts';
import type { Gazetteer } from '../../../directory/gazetteer.ts';
import type { Grievance } from '../../../grievance/model.ts';
import type { GrievanceVoice } from '../../../grievance/parts.ts';
import type { Category } from '../../../knowledge/categories.ts';
import type { Language, Translate, Wordbook } from '../../../language/i18n.ts';
import type { Outgoing } from '../../../message/index.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { SessionOf } from '../answer-words.ts';
import { formChoice } from '../form.ts';
import { dueWords, kindName, placeWords, stateWords } from './case-words.ts';

/** What it is put into words with. */
export interface StaffVoiceParts {
  readonly wordbook: Wordbook;
  readonly sessionOf: SessionOf;
  readonly gazetteer: Gazetteer;
  /** Read when they are first needed. */
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly clock: Clock;
}

/** Moves of others that whoever had it in hand hears of. */
const HEARD = ['add', 'withdraw', 'confirm', 'object', 'callDenied', 'assign', 'decideExtension', 'lapse', 'unmerge'] as const;

type StaffVoice = Pick<GrievanceVoice, 'held' | 'late' | 'waits' | 'undecided' | 'unsupervised'>;

/** The staff's side of the voice. */
export function createStaffVoice(parts: StaffVoiceParts): StaffVoice {
  const { wordbook, sessionOf, gazetteer, categories, clock } = parts;
  const speakTo = async (to: Address): Promise<{ readonly t: Translate; readonly language: Language }> => {
    const language = (await sessionOf(to))?.language ?? 'zh-CN';
    return { t: wordbook.in(language), language };
  };
  const named = async (grievance: Grievance, t: Translate, language: Language): Promise<string> =>
    t('queue:voice.case', {
      number: grievance.number,
      kind: kindName(categories(), grievance.kind, language),
      place: await placeWords({ directory: { gazetteer } }, grievance, t),
    });
  const told = ({ number }: Grievance, t: Translate, text: string, ...forms: readonly string[]): Outgoing => ({
    text,
    choices: forms.map(form => formChoice(form, { t }, String(number))),
  });

  return {
    async late(to, grievance, alarm) {
      const { t, language } = await speakTo(to);
      const line = await named(grievance, t, language);
      const due = dueWords(grievance, clock.now(), t);
      return told(grievance, t, [t(`queue:voice.${alarm}`, { line }), due].filter(Boolean).join('\n'), 'case_look');
    },
    async waits(to, grievance) {
      const { t, language } = await speakTo(to);
      const line = await named(grievance, t, language);
      const due = dueWords(grievance, clock.now(), t);
      const says = t('queue:voice.waits', { line, state: stateWords(grievance, t) });
      return told(grievance, t, [says, due].filter(Boolean).join('\n'), 'case_look');
    },
    async undecided(to, grievance) {
      const { t, language } = await speakTo(to);
      const isRuled = grievance.state === 'ruling';
      const says = t(`queue:voice.${isRuled ? 'ruling' : 'extension'}`, { line: await named(grievance, t, language) });
      return told(grievance, t, says, isRuled ? 'case_assign' : 'case_decide', 'case_look');
    },
    async unsupervised(to, grievance) {
      const { t, language } = await speakTo(to);
      return { text: t('queue:voice.unsupervised', { line: await named(grievance, t, language) }) };
    },
    async held(to, grievance, move) {
      const heard = HEARD.find(one => one === move);
      if (!heard) return undefined;
      const { t, language } = await speakTo(to);
      const decided = grievance.record?.extension?.decision?.granted === true ? 'granted' : 'refused';
      const key = heard === 'decideExtension' ? decided : heard;
      return told(grievance, t, t(`queue:voice.held.${key}`, { line: await named(grievance, t, language) }), 'case_look');
    },
  };
}
