/**
 * How the assistant behaves in a group: when it speaks there, and when nothing comes there that nobody has asked for.
 */

/** When it speaks in a group. */
export const MANNERS = [
  /** Only where it is called. */
  'called',
  /** Where it is called, and to clear questions about policy. */
  'questions',
  /** Not even where it is called, but for danger, codes, and what cadres set here. */
  'off',
] as const;
/** One of `MANNERS`. */
export type Manner = (typeof MANNERS)[number];

/** How it behaves where nobody has set anything. */
export const DEFAULT_MANNER: Manner = 'called';

/** Quiet hours where nobody has set any, bound or not. */
export const DEFAULT_QUIET = '22:00-07:00';

/** What is written for a group without quiet hours. */
export const NEVER_QUIET = 'none';

/** A stretch of each day by the clock of Asia/Shanghai, in minutes from midnight; `to` is not quiet any more, and may lie on the next day. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Quiet hours as somebody typed them: full width, with blanks, 22:00到07:00. */
export const tidyQuiet = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[\u2013-\u2015~到至]+|-{2,}/u, '-')
    .replace(/(?<=^|-)(?=\d:)/g, '0');

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** `22:00-07:00`, or `none`; `undefined` for anything else, a stretch without length included. */
export function parseQuiet(text: string): QuietHours | typeof NEVER_QUIET | undefined {
  if (text === NEVER_QUIET) return NEVER_QUIET;
  const [hour, minute, toHour, toMinute] = (HOURS.exec(text) ?? []).slice(1).map(Number);
  if (hour === undefined || minute === undefined || toHour === undefined || toMinute === undefined) return undefined;
  const hours = { from: hour * 60 + minute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? undefined : hours;
}
