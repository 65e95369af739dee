import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { isLanguage, LANGUAGES, loadWordbook } from '../../src/language/i18n.ts';

const wordbook = loadWordbook(folders.locales);

describe('interface words', () => {
  it.each(LANGUAGES)('are at hand in %s, each language its own', language => {
    const told = wordbook.in(language)('conversation:region_set', { region: 'X' });
    expect(told).toMatch(language === 'en' ? /^[\x20-\x7e]+$/ : /\p{Script=Han}/u);
  });

  it.each(LANGUAGES)('fill every placeholder in %s', language => {
    const told = wordbook.in(language)('commands:gaps.line', {
      times: 3,
      region: 'guizhou',
      why: 'W',
      question: 'Q',
      near: 'N',
      day: '2026-11-22',
    });
    for (const part of ['3', 'guizhou', 'W', 'Q', 'N', '2026-11-22']) expect(told).toContain(part);
    expect(told).not.toContain('{{');
  });

  it('never take what somebody typed for a placeholder, a reference or markup', () => {
    const typed = '{{day}} $t(commands:gaps.none) <b>&amp;';
    expect(wordbook.in('zh-CN')('commands:usage.limit_unknown', { limit: typed })).toContain(typed);
  });

  it('throw where a placeholder is given no value, rather than show it', () => {
    expect(() => wordbook.in('en')('conversation:region_set')).toThrow(/region/);
  });

  it.each([
    'nowhere',
    'nowhere:key',
    'conversation:nothing',
    'conversation:',
    '',
    'conversation:__proto__',
    'conversation:none.constructor',
  ])('throw for the unknown key “%s”, and say which it is and in which language', key => {
    for (const language of LANGUAGES) {
      expect(() => wordbook.in(language)(key)).toThrow(`${key} in ${language}`);
    }
  });

  it.each(['zh', 'EN', '', 'fr', undefined, null, 1, {}])('know %j as no language of theirs', value => {
    expect(isLanguage(value)).toBe(false);
  });
});
