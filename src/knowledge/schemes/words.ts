/**
 * The wording of a scheme in a language, with the figures of a day in it.
 */
import type { Language } from '../../language/i18n.ts';
import type { Day } from '../../shared/calendar.ts';
import { figureOn, PLACEHOLDER, type Scheme, type Words } from './model.ts';

/** The wording in a language. */
export const inLanguage = (words: Words, language: Language): string => (language === 'en' ? words.en : words.zh);

/** The wording with the figures of a day. */
export const onDay = (words: Words, { parameters }: Scheme, on: Day, language: Language): string =>
  inLanguage(words, language).replace(PLACEHOLDER, (_, name: string) => {
    const parameter = parameters.get(name);
    const figure = parameter && figureOn(parameter, on);
    return figure ? inLanguage(figure.called, language) : '';
  });
