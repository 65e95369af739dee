/** `anjia directory admin-code`: how the first administrator comes in. */
import { OPERATOR } from '../../directory/actors.ts';
import { done, refused } from '../../directory/outcome.ts';
import type { Open } from './bench.ts';
import { codeText } from './show.ts';
import { verb } from './verb.ts';

export const adminCode = (open: Open) =>
  verb(open, {
    name: 'admin-code',
    description: 'A code that makes whoever sends it in private the first administrator',
    args: {},
    async run({ actor, rooms: { directory }, t }) {
      // Whoever has the machine may; a token, whatever its role, is not that.
      const code = actor === OPERATOR ? await directory.firstAdminCode(t('directory:role.admin')) : undefined;
      const refusal = actor === OPERATOR ? refused('exists', { field: 'role' }) : refused('not-allowed');
      const outcome = code ? done(code) : refusal;
      await directory.guard.record(actor, { action: 'role.grant', place: {}, reason: 'first-admin' }, outcome);
      return outcome;
    },
    say: (code, { t }) => codeText(code, t),
  });
