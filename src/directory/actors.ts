/**
 * Actors that are nobody's person: the operator of the machine, the assistant itself, and whoever the directory does not know.
 */
import { createHash } from 'node:crypto';
import { GRANTED_ROLES, type Right } from './access.ts';
import type { Actor, Identity } from './model.ts';

/** Whoever has the machine, its database and its keys, and so all that they hold; what they do is recorded as theirs. */
export const OPERATOR: Actor = {
  id: 'operator',
  via: 'command',
  rights: GRANTED_ROLES.map((role): Right => ({ role, scope: { kind: 'all' } })),
};

/** The assistant itself: it hands out the code for the first administrator, which is void once there is one. */
export const SYSTEM: Actor = { id: 'system', via: 'system', rights: [] };

/** An actor for somebody whom the directory does not know: the same for the same identity, without naming it. */
export const nobody = ({ channel, account, person }: Identity): Actor => ({
  id: `nobody:${createHash('sha256')
    .update(JSON.stringify([channel, account, person]))
    .digest('base64url')
    .slice(0, 16)}`,
  via: 'chat',
  rights: [],
});
