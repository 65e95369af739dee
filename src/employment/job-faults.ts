/**
 * What a posting may say, and what is wrong with one that somebody brings.
 */
import type { Day } from '../shared/calendar.ts';
import type { Job } from './model.ts';

/** Characters of each field. */
export const LONGEST_JOB = {
  employer: 60,
  title: 40,
  place: 80,
  county: 30,
  hours: 60,
  wage: 60,
  name: 20,
  more: 600,
} as const;

/** Nobody wants more people than that at once. */
export const MOST_OPENINGS = 100_000;
/** Yuan; more is a typing error, whatever it is reckoned by. */
export const HIGHEST_WAGE = 1_000_000;
/** Years: nobody younger may be employed. */
export const YOUNGEST = 16;
const OLDEST = 99;

/** The fields that a fault is told by. */
export type JobField =
  | 'title'
  | 'employer'
  | 'place'
  | 'openings'
  | 'wage'
  | 'hours'
  | 'age'
  | 'contact'
  | 'phone'
  | 'validUntil'
  | 'more';

/** The text without what stands around and between its words too often; nothing where nothing is left. */
const trimmed = (text: string | undefined): string | undefined => text?.replace(/\s+/gu, ' ').trim() || undefined;

/** A posting without spaces that say nothing; each skill and each whom it suits once. */
export function tidyJob(job: Job): Job {
  const { contact, wage } = job;
  return {
    ...job,
    employer: trimmed(job.employer) ?? '',
    title: trimmed(job.title) ?? '',
    place: trimmed(job.place) ?? '',
    county: trimmed(job.county),
    wage: wage && { ...wage, text: trimmed(wage.text) },
    hours: trimmed(job.hours),
    skills: [...new Set(job.skills)],
    suits: [...new Set(job.suits)],
    contact: { name: trimmed(contact.name), phone: contact.phone?.replace(/[\s-]/gu, '') || undefined },
    more: job.more?.trim() || undefined,
  };
}

/** The first field that is wrong; nothing where it can be kept. An employer may be lacking: such a posting is held. */
export function faultOf(job: Job, today: Day): JobField | undefined {
  const { openings, wage, age, contact } = job;
  if (job.title === '' || isLong(job.title, LONGEST_JOB.title)) return 'title';
  if (isLong(job.employer, LONGEST_JOB.employer)) return 'employer';
  if (job.place === '' || isLong(job.place, LONGEST_JOB.place) || isLong(job.county, LONGEST_JOB.county)) return 'place';
  if (openings !== undefined && !isWhole(openings, 1, MOST_OPENINGS)) return 'openings';
  if (wage && !isWage(wage)) return 'wage';
  if (isLong(job.hours, LONGEST_JOB.hours)) return 'hours';
  if (age && !isSpan(age.from, age.to, value => isWhole(value, YOUNGEST, OLDEST))) return 'age';
  if (isLong(contact.name, LONGEST_JOB.name)) return 'contact';
  if (contact.phone !== undefined && !isJobPhone(contact.phone)) return 'phone';
  if (isLong(job.more, LONGEST_JOB.more)) return 'more';
  return job.validUntil < today || job.validUntil > lastDay(today) ? 'validUntil' : undefined;
}

/** A mobile number, a landline with or without its area code and extension, or a service number. */
export const isJobPhone = (text: string): boolean =>
  /^(?:\+?86)?1[3-9]\d{9}$|^(?:0\d{2,3})?[2-9]\d{6,7}(?:(?:转|#)\d{1,6})?$|^[48]00\d{7}$|^1(?:2\d{3}|1\d{1,3})$/u.test(text);

/** The last day that a posting may be valid on: whoever needs longer says so again. */
export const lastDay = (today: Day): Day => `${Number(today.slice(0, 4)) + 2}-12-31` as Day;

function isWage({ from, to, text }: NonNullable<Job['wage']>): boolean {
  if (from === undefined && to === undefined && text === undefined) return false;
  return !isLong(text, LONGEST_JOB.wage) && isSpan(from, to, value => value > 0 && value <= HIGHEST_WAGE);
}

const isSpan = (from: number | undefined, to: number | undefined, fits: (value: number) => boolean): boolean =>
  (from === undefined || fits(from)) && (to === undefined || fits(to)) && (from ?? 0) <= (to ?? Number.POSITIVE_INFINITY);

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const isLong = (text: string | undefined, most: number): boolean => text !== undefined && [...text].length > most;
