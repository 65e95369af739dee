/**
 * Characters as documents print them: which white space is layout, and which code points are only another form of a character.
 */

/** White space of any width, controls, and characters without a shape. */
const BLANK = '[\\s\\p{Cf}\\p{Cc}]';
const BLANKS = new RegExp(`${BLANK}+`, 'gu');
const LATIN = /\p{Script=Latin}/u;
const WORD_END = /[\p{Script=Latin}0-9][.,;:!?)]?$/u;
const WORD_START = /^[\p{Script=Latin}0-9(]/u;

/** Without the white space that layout or scanning put into Chinese text; a single space stays between Latin words. */
export const withoutLayout = (text: string): string =>
  text.replace(BLANKS, (run: string, offset: number) => {
    const before = text.slice(Math.max(0, offset - 2), offset);
    const after = text.slice(offset + run.length, offset + run.length + 1);
    return LATIN.test(before + after) && WORD_END.test(before) && WORD_START.test(after) ? ' ' : '';
  });

/** The line with its runs of white space as single spaces. */
export const withSingleSpaces = (text: string): string => text.replace(BLANKS, ' ').trim();

/** All but white space: two texts with the same of it print the same characters. */
export const inkOf = (text: string): string => text.replace(BLANKS, '');

/** White space between two Chinese characters or their punctuation. */
export const SPLIT = new RegExp(
  `(?<=[\\p{Script=Han}\\u2018-\\u201d\\u3001-\\u301f\\uff01-\\uff60,;:()])${BLANK}+(?=[\\p{Script=Han}\\u2018-\\u201d\\u3001-\\u301f\\uff01-\\uff60,;:()])`,
  'gu',
);

/** Code points that are another form of one character: radicals and ligatures. Full and half width punctuation stays as it is. */
const FORMS = /[\u2e80-\u2fd5\ufb00-\ufb06]/gu;

/** Each such code point, and each that Unicode holds to be the same character, as the character that a reader sees. */
export const asRead = (text: string, radicals: ReadonlyMap<string, string>): string =>
  text.normalize('NFC').replace(FORMS, form => radicals.get(form) ?? form.normalize('NFKC'));
