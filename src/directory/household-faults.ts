/**
 * What is wrong with a household that somebody describes, whatever entrance it came through.
 */
import type { Day } from '../shared/calendar.ts';
import { readIdentityNumber } from './identity-number.ts';
import type { Household, Member } from './model.ts';

const LONGEST = 200;
const MOST_MEMBERS = 30;

/** The field that is wrong, as `members.0.phone`; `undefined` where the file can be kept. */
export function householdFault(household: Household, today: Day): string | undefined {
  const { building, members, movedIn, purpose } = household;
  if (building.trim() === '') return 'building';
  if (purpose.trim() === '') return 'purpose';
  if (movedIn !== undefined && movedIn > today) return 'movedIn';
  if (members.length === 0 || members.length > MOST_MEMBERS) return 'members';
  if (members.filter(({ relation }) => relation === 'head').length > 1) return 'members';
  if (new Set(members.map(({ id }) => id)).size < members.length) return 'members';
  for (const [index, member] of members.entries()) {
    const field = memberFault(member, today);
    if (field) return `members.${index}.${field}`;
  }
  return tooLong(household);
}

function memberFault(member: Member, today: Day): string | undefined {
  const { name, identityNumber, phone, birth } = member;
  if (name.trim() === '') return 'name';
  if (identityNumber !== undefined && !isIdentityNumber(identityNumber)) return 'identityNumber';
  if (phone !== undefined && !isPhone(phone)) return 'phone';
  if (birth !== undefined && birth > today) return 'birth';
  return tooLong(member);
}

/** Whether a text can be dialled: 13800138000, 0857-1234567. */
export const isPhone = (text: string): boolean => /^\+?[\d-]{5,20}$/.test(text);

const tooLong = (fields: object): string | undefined =>
  Object.entries(fields).find(([, value]) => typeof value === 'string' && [...value].length > LONGEST)?.[0];

const isIdentityNumber = (text: string): boolean => {
  const read = readIdentityNumber(text);
  return read.kind === 'valid' && read.number === text;
};
