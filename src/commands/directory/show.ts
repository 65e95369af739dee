/**
 * How records are shown in a terminal: aligned columns, a line each, whatever people wrote into them.
 */
import { codeWords } from '../../conversation/desk/when.ts';
import type { Code } from '../../directory/codes.ts';
import type { Translate } from '../../language/i18n.ts';

/** Characters that take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** What would steer the terminal instead of standing in it: names and questions come from anywhere. */
const STEERING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu;

/** Rows in aligned columns; what is absent stays blank. */
export function table(rows: readonly (readonly (string | number | undefined)[])[]): string {
  const cells = rows.map(row => row.map(cell => String(cell ?? '').replace(STEERING, ' ')));
  const widths: number[] = [];
  for (const row of cells) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  return cells
    .map(row =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const widthOf = (text: string): number => [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);

/** A list in aligned columns, or that there is nothing. */
export const list = <T>(items: readonly T[], row: (item: T) => readonly (string | number | undefined)[], t: Translate): string =>
  items.length > 0 ? table(items.map(row)) : t('commands:directory.none');

/** A record field by field, several of a kind a line each. */
export const record = (fields: object, t: Translate): string =>
  table(
    Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter(one => one !== undefined)
        .map((one, i) => [i === 0 ? t(`directory:field.${name}`) : '', plain(one)]),
    ),
  );

const plain = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(plain).join(' ');
  if (typeof value === 'object' && value !== null) return plain(Object.values(value).filter(one => one !== undefined));
  return String(value);
};

/** A code with its end. */
export const codeText = (code: Code, t: Translate): string => t('commands:directory.code', codeWords(code, t));
