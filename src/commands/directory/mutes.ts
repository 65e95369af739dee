/** `anjia directory mutes …`: whom the assistant does not listen to. */
import { defineCommand } from 'citty';
import type { Mute } from '../../directory/model.ts';
import type { Open } from './bench.ts';
import { all, inSettlement } from './named.ts';
import { list, table } from './show.ts';
import { verb } from './verb.ts';

const mute = { type: 'positional', required: true, description: 'Its id in the list: u_…' } as const;

const row = ({ id, group, at, until, by }: Mute) => [id, group, at, until, by];

export const mutes = (open: Open) =>
  defineCommand({
    meta: { name: 'mutes', description: 'Whom the assistant does not listen to in the groups of a settlement' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists those that still last; no end where it is for good',
        args: { settlement: { type: 'positional', required: true, description: 'The settlement: id or name' } },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, id => all(page => bench.rooms.directory.mutes.list(bench.actor, id, page))),
        say: (found, { t }) => list(found, row, t),
      }),
      lift: verb(open, {
        name: 'lift',
        description: 'Listens to somebody again',
        args: { mute },
        run: ({ rooms, actor }, { mute }) => rooms.directory.mutes.lift(actor, mute),
        say: ({ id }, { t }) => t('commands:directory.unmuted', { what: id }),
      }),
      keep: verb(open, {
        name: 'keep',
        description: 'Mutes somebody for good, who was muted for a week',
        args: { mute },
        run: ({ rooms, actor }, { mute }) => rooms.directory.mutes.keep(actor, mute),
        say: one => table([row(one)]),
      }),
    },
  });
