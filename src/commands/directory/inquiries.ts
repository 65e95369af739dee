/** `anjia directory inquiries …`: residents' questions to their cadre. */
import { defineCommand } from 'citty';
import { summaryWords } from '../../conversation/desk/households/file-words.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { Open } from './bench.ts';
import { idNamed, numberNamed } from './named.ts';
import { list } from './show.ts';
import { verb } from './verb.ts';

export const inquiries = (open: Open) =>
  defineCommand({
    meta: { name: 'inquiries', description: 'Questions that the documents did not answer' },
    subCommands: {
      list: verb(open, {
        name: 'list',
        description: 'Lists what waits for an answer, due first in front; like questions together, nobody named',
        args: { limit: { type: 'string', default: '50', description: 'How many to list' } },
        run: ({ rooms, actor, t }, { limit }) => rooms.inquiries.waiting(actor, numberNamed(limit, t) ?? 0),
        say: (found, { t }) =>
          list(found, ({ number, due, times, settlement, question }) => [number, due, times, settlement, question], t),
      }),
      unreached: verb(open, {
        name: 'unreached',
        description:
          'Lists whom answers did not reach, to be called: their household where it agreed to that, else their question',
        args: { limit: { type: 'string', default: '50', description: 'How many to list' } },
        run: ({ rooms, actor, t }, { limit }) => rooms.inquiries.unreached(actor, numberNamed(limit, t) ?? 0),
        say: (found, { t }) =>
          list(
            found,
            one => [
              dayAt(one.at),
              one.kind === 'household' ? summaryWords(one.household, t) : `${one.number} ${one.question}`,
              one.reason && t(`delivery:reason.${one.reason}`),
              one.settlement,
            ],
            t,
          ),
      }),
      answer: verb(open, {
        name: 'answer',
        description: 'Answers a question, and all like it in the settlement; everyone who asked is told',
        args: {
          number: { type: 'positional', required: true, description: 'Its number in the list' },
          says: { type: 'positional', required: false, description: 'The answer; without it, standard input' },
          name: { type: 'string', description: 'Who answers: stands under the answer' },
        },
        async run({ rooms, actor, terminal, t }, args) {
          const number = idNamed(args.number, text => (/^\d{1,9}$/.test(text) ? Number(text) : undefined), 'inquiry', t);
          const says = args.says ?? (await terminal.ask(t('commands:directory.answer')));
          return rooms.inquiries.answer(actor, { number, says, name: args.name });
        },
        say: ({ inquiries }, { t }) => t('commands:directory.answered', { total: inquiries.length }),
        data: ({ answer, inquiries }) => [{ ...answer, numbers: inquiries.map(({ number }) => number) }],
      }),
    },
  });
