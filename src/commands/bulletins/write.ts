/** `anjia bulletins write`, `send`: a draft from options or a file, and, with `send`, off it goes once it was looked at. */
import { previewWords } from '../../conversation/desk/bulletins/words.ts';
import type { Open } from '../directory/bench.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { DRAFT, draftFrom, WHEN, whenFrom } from './draft-args.ts';
import { FOLLOW, follow } from './follow.ts';
import { bulletinLine } from './shown.ts';

export const write = (open: Open) =>
  verb(open, {
    name: 'write',
    description: 'Keeps a draft; `preview` shows it, `submit` sends it',
    args: DRAFT,
    async run(bench, args) {
      const described = await draftFrom(args, bench);
      return described.ok ? bench.rooms.bulletins.write(bench.actor, described.value.draft) : described;
    },
    say: (bulletin, { t }) => table([bulletinLine(bulletin, t)]),
  });

const yes = { type: 'boolean', description: 'Do not ask whether it is meant' } as const;

export const send = (open: Open) =>
  verb(open, {
    name: 'send',
    description: 'Writes it, shows how it will look and to whom it goes, and sends it once a person says yes',
    args: { ...DRAFT, ...WHEN, ...FOLLOW, yes },
    async run(bench, { yes: isSure, ...args }) {
      const { actor, rooms, t, terminal } = bench;
      if (!isSure && !terminal.hasPerson) throw new UsageError(t('commands:directory.sure.nobody'));
      const described = await draftFrom(args, bench);
      if (!described.ok) return described;
      const when = whenFrom(args, bench, described.value.fields);
      const written = await rooms.bulletins.write(actor, described.value.draft);
      if (!written.ok) return written;
      const { id } = written.value;
      const preview = await rooms.bulletins.preview(actor, id, when);
      if (!preview.ok) return preview;
      terminal.note(previewWords(preview.value, when, t, false));
      if (
        !isSure &&
        !/^\s*y(es)?\s*$/i.test(await terminal.ask(t('commands:bulletins.sure', { groups: preview.value.groups })))
      ) {
        await rooms.bulletins.stop(actor, id);
        throw new NotDoneError('left', t('commands:directory.sure.left'));
      }
      // What is sent is what was shown.
      const submitted = await rooms.bulletins.submit(actor, id, when, preview.value.digest);
      return submitted.ok && args.follow ? follow(bench, id) : submitted;
    },
    say: (bulletin, { t }) => table([bulletinLine(bulletin, t)]),
  });
