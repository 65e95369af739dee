/**
 * A job in a few lines, and why it suits somebody, in words.
 */
import type { Job, Reason, Wage } from '../../../employment/model.ts';
import type { Language, Translate } from '../../../language/i18n.ts';

/** What a skill is called. */
export type NameOf = (skill: string, language?: Language) => string | undefined;

/** What it is, where, for how much, and whom to call. */
export function jobLine({ title, employer, place, wage, hours, contact, validUntil }: Job, t: Translate): string {
  const call = [contact.name, contact.phone].filter(Boolean).join(' ');
  return [
    t('work:job.head', { title, employer }),
    t('work:job.where', { place, wage: wage ? wageWords(wage, t) : t('work:wage.open') }),
    ...(hours ? [t('work:job.hours', { hours })] : []),
    ...(call ? [t('work:job.call', { call })] : []),
    t('work:job.until', { day: validUntil }),
  ].join('\n');
}

/** How much, in the words of the posting where it has some. */
export function wageWords({ form, from, to, text }: Wage, t: Translate): string {
  if (text) return text;
  if (from === undefined && to === undefined) return t('work:wage.open');
  const yuan = from !== undefined && to !== undefined && from !== to ? `${from}-${to}` : String(from ?? to);
  return t(`work:wage.${form}`, { yuan });
}

/** Why a posting suits somebody. */
export function reasonWords(reason: Reason, t: Translate, language: Language, nameOf: NameOf): string {
  const named = (skills: readonly string[]) => skills.map(skill => nameOf(skill, language) ?? skill).join(t('work:and'));
  switch (reason.kind) {
    case 'skill':
      return t('work:reason.skill', { skills: named(reason.skills) });
    case 'related-skill':
      return t('work:reason.related-skill', { skills: named(reason.skills), to: named([reason.to]) });
    case 'distance':
      return t('work:reason.distance', { km: reason.km });
    case 'wage':
      return t('work:reason.wage', { from: reason.from });
    case 'job-kind':
      return t('work:reason.job-kind', { is: t(`work:kind.${reason.is}`) });
    case 'suits':
      return t('work:reason.suits', { limits: reason.limits.map(limit => t(`work:limit.${limit}`)).join(t('work:and')) });
    default:
      return t(`work:reason.${reason.kind}`);
  }
}
