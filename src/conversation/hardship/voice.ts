/**
 * What goes out of itself about reports of hardship: that one moved, came in or is late, and the public notice. Only the notice says anything of a
 * household, and only what its rules leave.
 */
import type { HardshipParts, HardshipVoice } from '../../grievance/hardship/parts.ts';
import type { Wordbook } from '../../language/i18n.ts';
import type { Day } from '../../shared/calendar.ts';
import type { SessionOf } from '../desk/answer-words.ts';
import { formChoice } from '../desk/form.ts';
import { lastDay, shortly } from './words.ts';

/** Moves that whoever reported hears of; of the others they have just been told, or need not hear. */
const TOLD = ['check', 'missing', 'assess', 'publicise', 'include', 'notInclude', 'recheck', 'end', 'withdrawFor'] as const;

/** @param sessionOf tells in which language somebody is spoken to */
export function createHardshipVoice(
  wordbook: Wordbook,
  sessionOf: SessionOf,
  knowledge: HardshipParts['knowledge'],
): HardshipVoice {
  const languageFor = async (to: Parameters<SessionOf>[0]) => (await sessionOf(to))?.language ?? 'zh-CN';
  return {
    async moved(to, report, move) {
      const told = TOLD.find(one => one === move);
      if (!told) return undefined;
      const language = await languageFor(to);
      const t = wordbook.in(language);
      const { number, record, publicised } = report;
      const { limits, outcomes } = knowledge();
      const outcome = told === 'include' ? outcomes.included : told === 'notInclude' ? outcomes['not-included'] : outcomes.ended;
      const text = t(`hardship:moved.${told}`, {
        number,
        what: record?.missing ?? '',
        until: publicised?.until ?? '',
        why: record?.decision?.text ?? '',
        days: limits.object.days,
        means: shortly(outcome, language),
      });
      return { text, choices: report.record ? [formChoice('my_hardships', { t })] : [] };
    },

    async arrived(to, { number, dueAt }) {
      const t = wordbook.in(await languageFor(to));
      return {
        text: t('hardship:arrived', { number, due: lastDay(dueAt) }),
        choices: [formChoice('hardship_show', { t }, String(number))],
      };
    },

    async hung(to, { number, dueAt }) {
      const t = wordbook.in(await languageFor(to));
      return {
        text: t('hardship:hung', { number, due: lastDay(dueAt) }),
        choices: [formChoice('hardship_show', { t }, String(number))],
      };
    },

    async late(to, { number, dueAt }, alarm) {
      const t = wordbook.in(await languageFor(to));
      return {
        text: t(`hardship:late.${alarm}`, { number, due: lastDay(dueAt) }),
        choices: [formChoice('hardship_show', { t }, String(number))],
      };
    },

    notice({ name, settlement, building = '', risk, people, on, until }) {
      const t = wordbook.in('zh-CN');
      return t('hardship:notice', { name, settlement, building, risk: risk.zh, people, on: spelled(on), until: spelled(until) });

      function spelled(day: Day): string {
        const [year, month, date] = day.split('-').map(Number);
        return t('hardship:day', { year, month, date });
      }
    },
  };
}
