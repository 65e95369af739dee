/**
 * A posting in plain words, short for people who read little: in full, in one line, several as a digest.
 */
import type { Translate } from '../language/i18n.ts';
import { legibleDay } from './legible-day.ts';
import type { Job, Posting, Wage } from './model.ts';

/** What is announced. */
export interface PostingText {
  readonly title: string;
  readonly text: string;
}

/** So many postings stand in a digest; more than that nobody reads. */
const MOST_IN_DIGEST = 10;

/** What is paid, as it was written where that says more; that it is to be agreed on where nothing was. */
export function wageWords(wage: Wage | undefined, t: Translate): string {
  const { form, from, to, text } = wage ?? {};
  if (form === undefined) return t('posting:wage.open');
  const range =
    from === undefined
      ? to === undefined
        ? undefined
        : t('posting:range.to', { to })
      : to === undefined
        ? t('posting:range.from', { from })
        : from === to
          ? String(from)
          : t('posting:range.both', { from, to });
  return range === undefined ? (text ?? t('posting:wage.open')) : t(`posting:wage.${form}`, { range });
}

/** How old somebody may be; nothing where it is open. */
export function ageWords(age: Job['age'], t: Translate): string | undefined {
  const { from, to } = age ?? {};
  if (from === undefined) return to === undefined ? undefined : t('posting:age.to', { to });
  return to === undefined ? t('posting:age.from', { from }) : t('posting:age.both', { from, to });
}

/** How to reach whoever hires. */
const contactWords = ({ name = '', phone = '' }: Job['contact']): string => `${name} ${phone}`.trim();

/** What a posting is called: 缝纫工（兴旺制衣厂）. */
export const postingName = ({ title, employer }: Pick<Job, 'title' | 'employer'>, t: Translate): string =>
  employer === '' ? title : t('posting:name', { title, employer });

/** All that a resident has to know, a line each. @param skillName what a skill is called */
export function wordsOfPosting(
  { job }: Pick<Posting, 'job'>,
  t: Translate,
  skillName: (skill: string) => string | undefined = () => undefined,
): PostingText {
  const { openings, place, wage, kind, hours, skills, age, suits, contact, validUntil, more } = job;
  const ages = ageWords(age, t);
  const named = skills.flatMap(skill => skillName(skill) ?? []);
  const reach = contactWords(contact);
  const lines = [
    ...(openings === undefined ? [] : [t('posting:line.openings', { openings })]),
    t('posting:line.wage', { wage: wageWords(wage, t) }),
    t('posting:line.place', { place }),
    ...(kind === undefined ? [] : [t('posting:line.kind', { kind: t(`posting:kind.${kind}`) })]),
    ...(hours === undefined ? [] : [t('posting:line.hours', { hours })]),
    ...(named.length === 0 ? [] : [t('posting:line.skills', { skills: named.join(t('posting:and')) })]),
    ...(ages === undefined ? [] : [t('posting:line.age', { age: ages })]),
    ...(suits.length === 0
      ? []
      : [t('posting:line.suits', { suits: suits.map(suit => t(`posting:suit.${suit}`)).join(t('posting:and')) })]),
    ...(more === undefined ? [] : [more]),
    reach === '' ? t('posting:line.no_contact') : t('posting:line.contact', { contact: reach }),
    t('posting:line.until', legibleDay(validUntil)),
  ];
  return { title: t('posting:title', { name: postingName(job, t) }), text: lines.join('\n') };
}

/** A posting in one line, with whom to call. */
export function lineOfPosting({ job }: Pick<Posting, 'job'>, t: Translate): string {
  const { wage, place, suits, contact } = job;
  return [postingName(job, t), wageWords(wage, t), place, ...suits.map(suit => t(`posting:suit.${suit}`)), contactWords(contact)]
    .filter(Boolean)
    .join(t('posting:comma'));
}

/** Several postings, numbered; nothing where there is none. */
export function wordsOfDigest(postings: readonly Pick<Posting, 'job'>[], t: Translate): PostingText | undefined {
  if (postings.length === 0) return undefined;
  const lines = postings.slice(0, MOST_IN_DIGEST).map((posting, i) => `${i + 1}. ${lineOfPosting(posting, t)}`);
  const left = postings.length - lines.length;
  return {
    title: t('posting:digest.title', { number: postings.length }),
    text: [...lines, ...(left > 0 ? [t('posting:digest.more', { number: left })] : []), t('posting:digest.ask')].join('\n'),
  };
}
