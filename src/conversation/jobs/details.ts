/**
 * A job in full: all that was written of it, whom to call, and that nobody has to pay for it.
 */
import type { Job, Posting } from '../../employment/model.ts';
import type { Translate } from '../../language/i18n.ts';
import { wageWords } from '../desk/work/job-words.ts';
import type { TurnContext } from '../turn-context.ts';

export function jobDetails(
  { job }: Posting,
  { t, language, parts }: TurnContext,
): { readonly text: string; readonly note: string } {
  const { title, employer, openings, place, wage, kind, hours, skills, age, suits, contact, validUntil, more } = job;
  const call = [contact.name, contact.phone].filter(Boolean).join(' ');
  const list = (words: readonly string[]) => words.join(t('jobs:and'));
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['openings', openings === undefined ? undefined : String(openings)],
    ['place', place],
    ['wage', wage ? wageWords(wage, t) : t('work:wage.open')],
    ['kind', kind && t(`work:kind.${kind}`)],
    ['hours', hours],
    ['skills', list(skills.map(skill => parts.jobWords.nameOf(skill, language) ?? skill)) || undefined],
    ['age', ageWords(age, t)],
    ['suits', list(suits.map(suit => t(`work:limit.${suit}`))) || undefined],
    ['more', more],
    ['call', call || undefined],
    ['until', validUntil],
  ];
  const told = lines.flatMap(([name, said]) => (said === undefined ? [] : [t(`jobs:about.${name}`, { said })]));
  return { text: [t('jobs:line', { title, employer }), ...told].join('\n'), note: t('jobs:no_fees') };
}

function ageWords(age: Job['age'], t: Translate): string | undefined {
  const { from, to } = age ?? {};
  if (from !== undefined && to !== undefined) return t('jobs:ages.between', { from, to });
  if (from !== undefined) return t('jobs:ages.from', { from });
  return to === undefined ? undefined : t('jobs:ages.to', { to });
}
