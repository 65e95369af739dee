/** `anjia directory groups …` */
import { defineCommand } from 'citty';
import { parseGroupId } from '../../shared/ids.ts';
import { UsageError } from '../usage.ts';
import type { Open } from './bench.ts';
import { all, idNamed, inSettlement } from './named.ts';
import { codeText, list } from './show.ts';
import { verb } from './verb.ts';

const group = { type: 'positional', required: true, description: 'Its id: g_…' } as const;

export const groups = (open: Open) =>
  defineCommand({
    meta: { name: 'groups', description: 'Group chats and the settlements that they belong to' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists the groups of a settlement',
        args: { settlement: { type: 'positional', required: true, description: 'The settlement: id or name' } },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, id => all(page => bench.rooms.directory.groups.list(bench.actor, id, page))),
        say: (found, { t }) => list(found, ({ id, channel, building, name }) => [id, channel, building, name], t),
      }),
      code: verb(open, {
        name: 'code',
        description: 'A code that binds the group in which a cadre posts it',
        args: {
          settlement: { type: 'positional', required: false, description: 'The settlement of a new group: id or name' },
          building: { type: 'string', description: 'The building that the new group is for' },
          again: { type: 'string', description: 'Instead: a group that has moved to another chat, g_…' },
        },
        run(bench, { settlement, building, again }) {
          const { rooms, actor, t } = bench;
          const { groups } = rooms.directory;
          if (settlement !== undefined && again === undefined)
            return inSettlement(settlement, bench, id => groups.code(actor, id, building));
          if (again === undefined || settlement !== undefined || building !== undefined)
            throw new UsageError(t('commands:directory.group_new_or_again'));
          return groups.codeAgain(actor, idNamed(again, parseGroupId, 'group', t));
        },
        say: (code, { t }) => codeText(code, t),
      }),
      unbind: verb(open, {
        name: 'unbind',
        description: 'Lets a group go: it belongs to no settlement any more',
        args: { group },
        sure: 'unbind',
        run: ({ rooms, actor, t }, { group }) => rooms.directory.groups.unbind(actor, idNamed(group, parseGroupId, 'group', t)),
        say: ({ id }, { t }) => t('commands:directory.unbound', { what: id }),
      }),
    },
  });
