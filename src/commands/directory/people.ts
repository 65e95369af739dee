/** `anjia directory people …`: who has which role. */
import { type ArgsDef, defineCommand } from 'citty';
import { GRANTED_ROLES } from '../../directory/access.ts';
import { formatScope } from '../../directory/scope.ts';
import type { Open } from './bench.ts';
import { all, inScope } from './named.ts';
import { codeText, list } from './show.ts';
import { verb } from './verb.ts';

const SCOPE = 'How far it reaches: all, region:guizhou, county:guizhou/COUNTY, settlement:ID';

/** Arguments that name a role with its reach. */
export const roleArgs = {
  role: { type: 'enum', options: [...GRANTED_ROLES], required: true, description: 'The role' },
  scope: { type: 'string', required: true, description: SCOPE },
} satisfies ArgsDef;

export const people = (open: Open) =>
  defineCommand({
    meta: { name: 'people', description: 'People and their roles' },
    subCommands: {
      invite: verb(open, {
        name: 'invite',
        description: 'A code that gives a role to whoever sends it in private',
        args: {
          ...roleArgs,
          name: { type: 'string', required: true, description: 'What the person is called under their answers' },
        },
        run: (bench, { role, scope, name }) =>
          inScope(scope, bench, scope => bench.rooms.directory.people.invite(bench.actor, { role, scope, name })),
        say: (code, { t }) => codeText(code, t),
      }),
      list: verb(open, {
        name: 'list',
        description: 'Lists who has which role',
        args: {},
        run: ({ rooms, actor }) => all(page => rooms.directory.people.roles(actor, page)),
        say: (held, { t }) =>
          list(held, ({ id, name, role, scope }) => [id, name, t(`directory:role.${role}`), formatScope(scope)], t),
      }),
      revoke: verb(open, {
        name: 'revoke',
        description: 'Takes a role from somebody, at once',
        args: { grant: { type: 'positional', required: true, description: 'Its id in the list: r_…' } },
        sure: 'revoke',
        run: ({ rooms, actor }, { grant }) => rooms.directory.people.revoke(actor, grant),
        say: ({ id }, { t }) => t('commands:directory.revoked', { what: id }),
      }),
    },
  });
