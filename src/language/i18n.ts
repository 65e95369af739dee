/**
 * Interface words: i18next over `locales/<language>/<room>.json`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n, type Resource, type TOptions } from 'i18next';

/** The languages of the interface; the first is the default. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
/** One of `LANGUAGES`. */
export type Language = (typeof LANGUAGES)[number];

/** Whether the interface has words in it. */
export const isLanguage = (text: unknown): text is Language => LANGUAGES.some(language => language === text);

/** Puts a key (`room:path.of.key`) and its placeholders into words. An unknown key throws: words never go missing silently. */
export type Translate = (key: string, params?: TOptions) => string;

/** The words of the interface in every language. */
export interface Wordbook {
  in(language: Language): Translate;
}

/** @param folder holds one folder for each language, with one JSON file for each room */
export function loadWordbook(folder: string): Wordbook {
  const engine: i18n = createInstance();
  const resources: Resource = Object.fromEntries(LANGUAGES.map(language => [language, readRooms(join(folder, language))]));
  void engine.init({
    resources,
    initAsync: false,
    fallbackLng: false,
    supportedLngs: [...LANGUAGES],
    interpolation: { escapeValue: false },
    returnNull: false,
    missingInterpolationHandler: (text: string, [placeholder = '']: RegExpExecArray) => {
      throw new Error(`no value for ${placeholder} in “${text}”`);
    },
  });
  const wordsIn = (language: Language): Translate => {
    const translate = engine.getFixedT(language);
    const known = new Set<string>();
    return (key, params = {}) => {
      if (!known.has(key)) {
        const [room = '', path = ''] = key.split(':');
        if (typeof engine.getResource(language, room, path) !== 'string') throw new Error(`no words for ${key} in ${language}`);
        known.add(key);
      }
      return translate(key, params);
    };
  };
  const words = new Map(LANGUAGES.map(language => [language, wordsIn(language)]));
  return { in: language => words.get(language) ?? wordsIn(language) };
}

function readRooms(folder: string): Resource[string] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  return Object.fromEntries(
    files.map(name => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}
