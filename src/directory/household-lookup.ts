/**
 * What somebody types to find a household: a name, a door, a household number, a telephone or an identity number. Which one it is shows in how it
 * is written; each is spelled as `keysOf` spells it.
 */
import { keysOf } from './household-keys.ts';
import { readIdentityNumber } from './identity-number.ts';
import type { HouseholdKey } from './model.ts';

/** Longer texts name no household. */
const LONGEST = 60;

/** What a text may mean, the likeliest first: `3-2-501` is a door, and perhaps somebody's number. */
export function keysIn(text: string): readonly HouseholdKey[] {
  const typed = text.normalize('NFKC').trim();
  if ([...typed].length > LONGEST) return [];
  const plain = typed.replace(/[\s-]/g, '');
  const identity = readIdentityNumber(plain);
  if (identity.kind === 'valid') return keysOf({ members: [{ ...SOMEBODY, identityNumber: identity.number }] });
  if (!/\d/.test(plain)) return [...named(typed), ...numbered(typed)];
  const phone = /^\+?(?:86)?(1\d{10})$/.exec(plain)?.[1] ?? (/^\d{7,12}$/.test(plain) ? plain : undefined);
  return [...(phone === undefined ? [] : keysOf({ members: [{ ...SOMEBODY, phone }] })), ...doors(typed), ...numbered(typed)];
}

/** The same where it is known what is meant; `undefined` where the text can be no such thing. */
export const keyIn = (kind: HouseholdKey['kind'], text: string): HouseholdKey | undefined =>
  keysIn(text).find(key => key.kind === kind);

/** Nobody has the empty name, so that it makes no key. */
const SOMEBODY = { id: '', name: '', relation: 'other' } as const;

const named = (name: string): HouseholdKey[] => keysOf({ members: [{ ...SOMEBODY, name }] });

const numbered = (code: string): HouseholdKey[] => keysOf({ code, members: [] });

/** What stands for a dash: 3—2—501, 3/2/501. */
const DASHES = /[\u2010-\u2015\u2212/.#]/g;

/** 3-2-501, 3栋2单元501室, 3-501: the room last, the entrance before it where there are three parts, and all before them the building. */
function doors(typed: string): HouseholdKey[] {
  const parts =
    typed
      .replace(/\s/g, '')
      .replace(DASHES, '-')
      .match(/[^\dA-Za-z-]*[\dA-Za-z]+\p{Script=Han}*/gu) ?? [];
  const room = parts.at(-1);
  if (parts.length < 2 || room === undefined) return [];
  const entrance = parts.length > 2 ? parts.at(-2) : undefined;
  const building = parts.slice(0, entrance === undefined ? -1 : -2);
  // A zone has a name: 3 and 2 are not the building 32.
  if (building.filter(part => /^\d+$/.test(part)).length > 1) return [];
  return keysOf({ building: building.join(''), entrance, room, members: [] });
}
