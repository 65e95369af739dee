/** `anjia directory admin-code`: how the first administrator comes in. */
import { OPERATOR } from '../../directory/actors.ts';
import { done, refused } from '../../directory/outcome.ts';
import type { Open } from './bench.ts';
import { NotDoneError } from './not-done.ts';
import { codeText } from './show.ts';
import { verb } from './verb.ts';

export const adminCode = (open: Open) =>
  verb(open, {
    name: 'admin-code',
    description: 'A code that makes whoever sends it in private the first administrator',
    args: {},
    async run({ actor, rooms: { directory }, t }) {
      // Whoever has the machine may; a token, whatever its role, is not that.
      const isOperator = actor === OPERATOR;
      const code = isOperator ? await directory.firstAdminCode(t('directory:role.admin')) : undefined;
      const outcome = code ? done(code) : refused(isOperator ? 'exists' : 'not-allowed');
      await directory.guard.record(actor, { action: 'role.grant', place: {}, reason: 'first-admin' }, outcome);
      if (outcome.ok) return outcome;
      throw new NotDoneError(outcome.refusal.code, t(`commands:directory.admin.${outcome.refusal.code}`));
    },
    say: (code, { t }) => codeText(code, t),
  });
