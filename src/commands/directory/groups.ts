/** `anjia directory groups …` */
import { defineCommand } from 'citty';
import { quietOf } from '../../directory/groups.ts';
import { MANNERS, parseQuiet, tidyQuiet } from '../../directory/manner.ts';
import { robotKeyIn } from '../../directory/robots.ts';
import { parseGroupId } from '../../shared/ids.ts';
import { UsageError } from '../usage.ts';
import type { Open } from './bench.ts';
import { standingWords, withStanding } from './group-standing.ts';
import { unsent } from './group-unsent.ts';
import { all, idNamed, inSettlement } from './named.ts';
import { codeText, list, table } from './show.ts';
import { verb } from './verb.ts';

const group = { type: 'positional', required: true, description: 'Its id: g_…' } as const;

export const groups = (open: Open) =>
  defineCommand({
    meta: { name: 'groups', description: 'Group chats and the settlements that they belong to' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists the groups of a settlement, whether they can be written to, and what waits for them',
        args: { settlement: { type: 'positional', required: true, description: 'The settlement: id or name' } },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, async id =>
            withStanding(await all(page => bench.rooms.directory.groups.list(bench.actor, id, page)), bench.rooms),
          ),
        say: (found, { t }) =>
          list(found, one => [one.id, one.channel, one.manner, one.quiet, one.building, one.name, ...standingWords(one, t)], t),
      }),
      set: verb(open, {
        name: 'set',
        description: 'Sets when the assistant speaks in a group, and when nothing comes that nobody has asked for',
        args: {
          group,
          manner: { type: 'string', description: `When it speaks: ${MANNERS.join(', ')}` },
          quiet: { type: 'string', description: 'Quiet hours by the clock of Asia/Shanghai, 22:00-07:00, or none' },
        },
        run({ rooms, actor, t }, { group, manner, quiet }) {
          if (manner === undefined && quiet === undefined) throw new UsageError(t('commands:directory.group_set_lacks'));
          if (manner !== undefined && !MANNERS.some(one => one === manner))
            throw new UsageError(t('commands:directory.manner_unknown', { manner, allowed: MANNERS.join(' ') }));
          if (quiet !== undefined && parseQuiet(tidyQuiet(quiet)) === undefined)
            throw new UsageError(t('commands:directory.quiet_unknown', { quiet }));
          return rooms.directory.groups.edit(actor, idNamed(group, parseGroupId, 'group', t), { manner, quiet });
        },
        say: one => table([[one.id, one.manner, quietOf(one)]]),
      }),
      unsent: unsent(open),
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
      robot: verb(open, {
        name: 'robot',
        description: 'Adds the group of a WeCom robot; its webhook is read from standard input, never from the command line',
        args: {
          settlement: { type: 'positional', required: true, description: 'The settlement of the group: id or name' },
          name: { type: 'string', required: true, description: 'What the group is called' },
          building: { type: 'string', description: 'The building that the group is for' },
        },
        run: (bench, { settlement, name, building }) =>
          inSettlement(settlement, bench, async id => {
            const { terminal, rooms, actor, t } = bench;
            const webhook = robotKeyIn(await terminal.ask(t('commands:directory.robot_ask')));
            if (webhook === undefined) throw new UsageError(t('commands:directory.robot_key_wrong'));
            return rooms.directory.robots.add(actor, id, { webhook, name, building });
          }),
        say: ({ id, name }, { t }) => t('commands:directory.robot_added', { what: `${id} ${name}`, id }),
      }),
      test: verb(open, {
        name: 'test',
        description: 'Sends a message to the group of a robot, to see whether it comes',
        args: { group },
        run: ({ rooms, actor, t }, { group }) => rooms.directory.robots.test(actor, idNamed(group, parseGroupId, 'group', t)),
        say: ({ name }, { t }) => t('commands:directory.robot_tested', { group: name }),
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
