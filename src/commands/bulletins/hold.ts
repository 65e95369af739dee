/** `anjia bulletins pause`, `resume`, `stop`, `recall`, `correct`: what goes is held, what went is taken back or put right. */
import type { Bulletin } from '../../bulletin/model.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { bulletinLine, bulletinNamed, id } from './shown.ts';

const say = (bulletin: Bulletin, { t }: Bench): string => table([bulletinLine(bulletin, t)]);

export const pause = (open: Open) =>
  verb(open, {
    name: 'pause',
    description: 'Holds back what was not sent yet',
    args: { id },
    run: ({ rooms, actor, t }, { id }) => rooms.bulletins.pause(actor, bulletinNamed(id, t)),
    say,
  });

export const resume = (open: Open) =>
  verb(open, {
    name: 'resume',
    description: 'Goes on with what was paused',
    args: { id },
    run: ({ rooms, actor, t }, { id }) => rooms.bulletins.resume(actor, bulletinNamed(id, t)),
    say,
  });

export const stop = (open: Open) =>
  verb(open, {
    name: 'stop',
    description: 'Sends nothing more of it, for good; a draft is thrown away. What was sent stays',
    args: { id },
    run: ({ rooms, actor, t }, { id }) => rooms.bulletins.stop(actor, bulletinNamed(id, t)),
    say,
  });

export const recall = (open: Open) =>
  verb(open, {
    name: 'recall',
    description: 'Takes it back wherever it went, or says there that it is void',
    args: { id },
    sure: 'recall',
    run: ({ rooms, actor, t }, { id }) => rooms.bulletins.recall(actor, bulletinNamed(id, t)),
    say,
  });

export const correct = (open: Open) =>
  verb(open, {
    name: 'correct',
    description: 'Words it anew wherever it went, or says there what is right',
    args: { id, text: { type: 'positional', required: false, description: 'The whole text; without it, standard input' } },
    async run({ rooms, actor, terminal, t }, args) {
      const bulletin = bulletinNamed(args.id, t);
      return rooms.bulletins.correct(actor, bulletin, args.text ?? (await terminal.ask(t('commands:bulletins.text_ask'))));
    },
    say,
  });
