import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/language/i18n.ts';

const folder = new URL('../../locales/', import.meta.url);

/** Every key of a language with the placeholders of its sentence. */
function sentences(language: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const walk = (prefix: string, value: unknown): void => {
    if (typeof value === 'string') found.set(prefix, [...new Set(value.match(/\{\{\w+\}\}/g) ?? [])].sort());
    else for (const [key, inner] of Object.entries(value as object)) walk(`${prefix}.${key}`, inner);
  };
  for (const file of readdirSync(new URL(`${language}/`, folder))) {
    walk(file, JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')));
  }
  return found;
}

describe('interface words', () => {
  const [first, ...others] = LANGUAGES.map(language => ({ language, words: sentences(language) }));

  for (const { language, words } of others) {
    it(`has the same sentences with the same placeholders in ${language} as in ${first?.language}`, () => {
      expect(Object.fromEntries(words)).toEqual(Object.fromEntries(first?.words ?? []));
    });
  }

  it('says nothing with an empty sentence', () => {
    for (const { language } of [first!, ...others]) {
      const files = readdirSync(new URL(`${language}/`, folder)).map(file =>
        readFileSync(new URL(`${language}/${file}`, folder), 'utf8'),
      );
      expect(files.filter(text => /:\s*""/.test(text))).toEqual([]);
    }
  });
});
