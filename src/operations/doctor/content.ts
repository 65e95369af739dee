/**
 * What the program brings with it: knowledge, interface words and the holidays of the years.
 */
import { LANGUAGES, loadWordbook } from '../../language/i18n.ts';
import type { Day } from '../../shared/calendar.ts';
import { yearWithoutHolidays } from '../../shared/working-days.ts';
import { type Check, fault, ok, warning } from './check.ts';

/** @param faults counts the slips in the knowledge; with any the assistant does not start */
export const knowledge = (faults: () => number): Check => ({
  name: 'knowledge',
  look() {
    const count = faults();
    return count === 0 ? ok('knowledge_fine') : fault('knowledge_faulty', { faults: count });
  },
});

/** Whether the limits of cases can be counted. @param today as residents count days */
export const holidays = (today: Day): Check => ({
  name: 'holidays',
  look() {
    const year = yearWithoutHolidays(today);
    return year === undefined ? ok('holidays_fine') : warning('holidays_unknown', { year });
  },
});

/** @param folder holds the words of each language */
export const locales = (folder: string): Check => ({
  name: 'locales',
  look() {
    const words = loadWordbook(folder);
    for (const language of LANGUAGES) words.in(language)('commands:start.ready', { url: '' });
    return ok('locales_fine', { languages: LANGUAGES.join(' ') });
  },
});
