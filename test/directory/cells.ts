/**
 * The table of rights cell by cell: each role, reach and place with what may come of an action and what is recorded then.
 */
import { type Action, ROLES, type Role } from '../../src/directory/access.ts';
import { EXPECTED, PLACES, type Place, type Reach } from '../support/rights.ts';

/** Looking at these says nothing of anybody: only refusals are recorded. */
export const LOOKS: readonly Action[] = [
  ...(['settlement.view', 'household.list', 'group.view', 'role.view'] as const),
  ...(['token.view', 'inquiry.view', 'bulletin.view', 'posting.view', 'gap.view', 'audit.view'] as const),
  // What is done with a case stands in its own history.
  ...(['grievance.view', 'grievance.handle'] as const),
];

/** A cell; `expected` holds each `<verdict>, recorded: <rows>` that is right. */
export interface Cell {
  readonly reach: Reach;
  readonly role: Role;
  readonly place: Place;
  readonly expected: readonly string[];
}

/** The cells of an action. */
export function cellsOf(action: Action): readonly Cell[] {
  const rows = EXPECTED.filter(row => row.action === action);
  const isLook = LOOKS.includes(action);
  const expectedOf = (isAllowed: boolean, role: Role): readonly string[] => {
    if (isAllowed) return [`done, recorded: ${isLook ? '' : `${action} done`}`];
    if (rows.every(({ allowed }) => allowed[role].length === 0)) return [`not-allowed, recorded: ${action} not-allowed`];
    return [`out-of-scope, recorded: ${action} out-of-scope`, ...(isLook ? ['hidden, recorded: '] : [])];
  };
  return rows.flatMap(({ reach, allowed }) =>
    ROLES.flatMap(role =>
      PLACES.map(place => ({ reach, role, place, expected: expectedOf(allowed[role].includes(place), role) })),
    ),
  );
}
