/** `anjia directory tokens …`: what programs come with, to the API and to this command line. */
import { defineCommand } from 'citty';
import { formatScope } from '../../directory/scope.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Open } from './bench.ts';
import { all, inScope, numberNamed } from './named.ts';
import { roleArgs } from './people.ts';
import { list } from './show.ts';
import { verb } from './verb.ts';

export const tokens = (open: Open) =>
  defineCommand({
    meta: { name: 'tokens', description: 'Tokens of programs' },
    subCommands: {
      issue: verb(open, {
        name: 'issue',
        description: 'Makes a token; it is printed this once, alone on the last line',
        args: {
          ...roleArgs,
          label: { type: 'string', required: true, description: 'The program that will hold it' },
          days: { type: 'string', required: true, description: 'It ends after so many days, 400 at most' },
        },
        run: (bench, { role, scope, label, days: typed }) => {
          const days = numberNamed(typed, bench.t) ?? 0;
          return inScope(scope, bench, scope => bench.rooms.directory.tokens.issue(bench.actor, { label, role, scope, days }));
        },
        say: ({ id, expiresAt, secret }, { t }) =>
          `${t('commands:directory.token', { what: id, day: dayAt(new Date(expiresAt)) })}\n${secret}`,
        data: ({ secret, ...token }) => [token, { secret }],
      }),
      list: verb(open, {
        name: 'list',
        description: 'Lists tokens; the tokens themselves are kept nowhere',
        args: {},
        run: ({ rooms, actor }) => all(page => rooms.directory.tokens.list(actor, page)),
        say: (found, { t, clock }) =>
          list(
            found,
            ({ id, label, role, scope, expiresAt, revokedAt }) => [
              id,
              label,
              t(`directory:role.${role}`),
              formatScope(scope),
              dayAt(new Date(expiresAt)),
              revokedAt === undefined && expiresAt > clock.now().toISOString() ? '' : t('commands:directory.token_over'),
            ],
            t,
          ),
      }),
      revoke: verb(open, {
        name: 'revoke',
        description: 'Takes a token back, at once',
        args: { token: { type: 'positional', required: true, description: 'Its id in the list: t_…' } },
        sure: 'revoke',
        run: ({ rooms, actor }, { token }) => rooms.directory.tokens.revoke(actor, token),
        say: ({ id }, { t }) => t('commands:directory.revoked', { what: id }),
      }),
    },
  });
