/**
 * A household's file in plain lines. Identity numbers and telephones are shortened unless they are asked for in full.
 */
import type { HouseholdSummary } from '../../../directory/households.ts';
import { type Consent, type Household, type Member, PURPOSES } from '../../../directory/model.ts';
import type { Translate } from '../../../language/i18n.ts';

/** 3-2-501, or 3栋2单元501 where the parts say what they are. */
export const doorWords = ({ building, entrance, room }: Pick<Household, 'building' | 'entrance' | 'room'>): string =>
  joined([building, entrance, room].flatMap(part => part ?? []));

const joined = (parts: readonly string[]): string =>
  parts.reduce((door, part) => (/\w$/.test(door) ? `${door}-${part}` : door + part), '');

/** A household in a list: its door, its head's family name, how many they are. */
export const summaryWords = ({ door, code, head, members }: HouseholdSummary, t: Translate): string =>
  [t('household:summary', { door: joined(door), head, members }), code === undefined ? '' : t('household:code', { code })]
    .filter(Boolean)
    .join(t('household:comma'));

/** The whole file. @param full whether numbers are shown in full */
export function fileWords(household: Household, t: Translate, full: boolean): string {
  const { code, origin, movedIn, marks, members, purpose, consents } = household;
  const listed = marks.map(mark => t(`household:mark.${mark}`)).join(t('household:and'));
  return [
    [doorWords(household), code === undefined ? '' : t('household:code', { code })].filter(Boolean).join(t('household:comma')),
    origin ? t('household:origin', { origin }) : '',
    movedIn ? t('household:moved_in', { day: movedIn }) : '',
    t('household:marks', { marks: listed || t('household:none') }),
    t('household:members', { total: members.length }),
    ...members.map((member, i) => t('household:member', { number: i + 1, says: memberWords(member, t, full) })),
    t('household:purpose_of_file', {
      purpose: PURPOSES.some(one => one === purpose) ? t(`household:purpose.${purpose}`) : purpose,
    }),
    consents.length > 0 ? t('household:consents') : t('household:no_consents'),
    ...consents.map(consent => consentWords(consent, members, t)),
  ]
    .filter(Boolean)
    .join('\n');
}

/** A member by name and place in the household. */
export const nameWords = ({ name, relation }: Member, t: Translate): string =>
  t('household:name', { name, relation: t(`household:relation.${relation}`) });

function memberWords(member: Member, t: Translate, full: boolean): string {
  const { sex, birth, identityNumber, phone, labour, work, workplace, skills, schooling, health } = member;
  const number = (text: string) => (full ? text : masked(text));
  return [
    nameWords(member, t),
    sex && t(`household:sex.${sex}`),
    birth && t('household:birth', { day: birth }),
    identityNumber && t('household:identity', { number: number(identityNumber) }),
    phone && t('household:phone', { number: number(phone) }),
    labour && t(`household:labour.${labour}`),
    work && t(`household:work.${work}`),
    workplace && t('household:workplace', { workplace }),
    skills && t('household:skills', { skills }),
    schooling && t('household:schooling', { schooling }),
    health && t('household:health', { health }),
  ]
    .filter(Boolean)
    .join(t('household:comma'));
}

function consentWords({ purpose, member, how, on, withdrawnOn }: Consent, members: readonly Member[], t: Translate): string {
  const who = members.find(({ id }) => id === member)?.name ?? t('household:guardian');
  const says = t('household:consent', {
    purpose: t(`household:purpose.${purpose}`),
    who,
    how: t(`household:how.${how}`),
    day: on,
  });
  return withdrawnOn === undefined ? says : `${says}${t('household:withdrawn', { day: withdrawnOn })}`;
}

/** Whether a file holds numbers that are shortened. */
export const hasNumbers = ({ members }: Household): boolean =>
  members.some(({ identityNumber, phone }) => identityNumber !== undefined || phone !== undefined);

/** 330***********1234, 138****1234: as much as tells two of them apart. */
function masked(number: string): string {
  const hidden = Math.max(4, number.length - 7);
  const shown = number.length - hidden;
  const first = Math.max(0, Math.min(3, shown - 4));
  return `${number.slice(0, first)}${'*'.repeat(hidden)}${number.slice(first + hidden)}`;
}
