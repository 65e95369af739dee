/** What somebody types to find a household by, spelled as the directory spells it. */
import { keysOf } from '../../directory/household-keys.ts';
import type { HouseholdKey, Member } from '../../directory/model.ts';

/** The key of a kind that a text is; `undefined` where it can be none. A door is written 3-2-501 or 3-501. */
export function keyTyped(kind: HouseholdKey['kind'], typed: string): HouseholdKey | undefined {
  const text = typed.normalize('NFKC').trim();
  const [building, ...rest] = text.split(/[\s-]+/);
  const room = rest.pop();
  const keys = {
    code: () => keysOf({ code: text, members: [] }),
    identity: () => keysOf({ members: [{ ...SOMEBODY, identityNumber: text.replace(/\s/g, '').toUpperCase() }] }),
    phone: () => keysOf({ members: [{ ...SOMEBODY, phone: text }] }),
    name: () => keysOf({ members: [{ ...SOMEBODY, name: text }] }),
    door: () => (rest.length < 2 ? keysOf({ building, entrance: rest[0], room, members: [] }) : []),
  } as const;
  return keys[kind]().find(key => key.kind === kind);
}

/** Nobody has the empty name, so that it makes no key. */
const SOMEBODY: Member = { id: '', name: '', relation: 'other' };
