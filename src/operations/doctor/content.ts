/**
 * What the program brings with it: knowledge and interface words.
 */
import { LANGUAGES, loadWordbook } from '../../language/i18n.ts';
import { type Check, fault, ok } from './check.ts';

/** @param faults counts the slips in the knowledge; with any the assistant does not start */
export const knowledge = (faults: () => number): Check => ({
  name: 'knowledge',
  look() {
    const count = faults();
    return count === 0 ? ok('knowledge_fine') : fault('knowledge_faulty', { faults: count });
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
