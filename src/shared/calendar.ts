/**
 * Days as residents and documents count them: dates of Asia/Shanghai, without a time of day.
 */
declare const brand: unique symbol;

/** A calendar day as `YYYY-MM-DD`; days compare as strings do. */
export type Day = string & { readonly [brand]: 'day' };

/** The day that the text names, or `undefined` for anything that is not a real date in the form `YYYY-MM-DD`. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : (text as Day);
}

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day in Asia/Shanghai at an instant, whatever the server's time zone. */
export const dayAt = (instant: Date): Day => shanghai.format(instant) as Day;

const DAY_MS = 24 * 3600 * 1000;

/** The day so many days later; earlier where they are negative. */
export const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as Day;

/** The day that follows. */
export const dayAfter = (day: Day): Day => daysAfter(day, 1);

/** The day that comes before. */
export const dayBefore = (day: Day): Day => daysAfter(day, -1);
