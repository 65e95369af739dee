/** `anjia directory info …`: what only a settlement knows. */
import { defineCommand } from 'citty';
import { done } from '../../directory/outcome.ts';
import type { Open } from './bench.ts';
import { inSettlement } from './named.ts';
import { list } from './show.ts';
import { verb } from './verb.ts';

const settlement = { type: 'positional', required: true, description: 'The settlement: id or name' } as const;

export const info = (open: Open) =>
  defineCommand({
    meta: { name: 'info', description: 'Hours, fees and contacts of a settlement: answered as such, never as a clause' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists what holds today',
        args: { settlement },
        run: (bench, { settlement }) =>
          inSettlement(settlement, bench, async id => done(await bench.rooms.localKnowledge.list(id))),
        say: (found, { t }) => list(found, ({ id, topic, says, source, recordedOn }) => [id, recordedOn, topic, says, source], t),
      }),
      add: verb(open, {
        name: 'add',
        description: 'Adds something; it takes the place of what was known about the same topic',
        args: {
          settlement,
          topic: { type: 'string', required: true, description: 'What it is about, as people ask for it' },
          says: { type: 'string', required: true, description: 'What people are told' },
          source: { type: 'string', required: true, description: 'Who says so' },
        },
        run: (bench, { settlement, topic, says, source }) =>
          inSettlement(settlement, bench, id => bench.rooms.localKnowledge.add(bench.actor, id, { topic, says, source })),
        say: ({ id, topic }, { t }) => t('commands:directory.kept', { what: `${id} ${topic}` }),
      }),
      end: verb(open, {
        name: 'end',
        description: 'Ends something: it is told no longer',
        args: { info: { type: 'positional', required: true, description: 'Its id in the list: i_…' } },
        run: ({ rooms, actor }, { info }) => rooms.localKnowledge.end(actor, info),
        say: ({ id, topic }, { t }) => t('commands:directory.ended', { what: `${id} ${topic}` }),
      }),
    },
  });
