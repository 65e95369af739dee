/** Codes and instants as people read them. */
import type { Code } from '../../directory/codes.ts';
import type { Translate } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';

const clockTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** Day and time in Asia/Shanghai. */
export const instantWords = (instant: Date, t: Translate): string =>
  t('desk:instant', { day: dayAt(instant), time: clockTime.format(instant) });

/** The placeholders `code` and `until`. */
export const codeWords = ({ letters, expiresAt }: Code, t: Translate): { readonly code: string; readonly until: string } => ({
  code: letters,
  until: instantWords(new Date(expiresAt), t),
});
