/** `anjia bulletins preview`, `submit`, `approve`, `send-back`: a draft is looked at, goes, and is agreed to by a second person. */

import type { When } from '../../bulletin/model.ts';
import { previewWords } from '../../conversation/desk/bulletins/words.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { numberNamed } from '../directory/named.ts';
import { table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { WHEN, whenFrom } from './draft-args.ts';
import { FOLLOW, follow } from './follow.ts';
import { bulletinLine, bulletinNamed, id } from './shown.ts';

export const preview = (open: Open) =>
  verb(open, {
    name: 'preview',
    description:
      'Shows how it will look on each platform, to how many groups it goes, whom it does not reach, and when it is done',
    args: { id, ...WHEN },
    async run(bench, { id, ...args }) {
      const when = whenFrom(args, bench);
      const looked = await bench.rooms.bulletins.preview(bench.actor, bulletinNamed(id, bench.t), when);
      return looked.ok ? done({ ...looked.value, when }) : looked;
    },
    say: ({ when, ...looked }: Looked, { t }) =>
      `${previewWords(looked, when, t, false)}\n${t('commands:bulletins.digest', { digest: looked.digest })}`,
  });

type Looked = Parameters<typeof previewWords>[0] & { readonly when: When };

export const submit = (open: Open) =>
  verb(open, {
    name: 'submit',
    description: 'Sends a draft, or has it wait for its time or, an official notice, for a second person',
    args: {
      id,
      ...WHEN,
      seen: { type: 'string', description: 'The digest that `preview` showed: refused where it goes to others by now' },
      ...FOLLOW,
    },
    async run(bench, { id, seen, follow: isFollowed, ...args }) {
      const bulletin = bulletinNamed(id, bench.t);
      const submitted = await bench.rooms.bulletins.submit(bench.actor, bulletin, whenFrom(args, bench), seen);
      return submitted.ok && isFollowed ? follow(bench, bulletin) : submitted;
    },
    say: (bulletin, { t }) => table([bulletinLine(bulletin, t)]),
  });

export const approve = (open: Open) =>
  verb(open, {
    name: 'approve',
    description: 'Lets a colleague’s notice go; never one’s own',
    args: {
      id,
      seen: { type: 'string', description: 'The version that was looked at: refused where it is another by now' },
      ...FOLLOW,
    },
    async run(bench, { id, seen, follow: isFollowed }) {
      const { rooms, actor, t } = bench;
      const bulletin = bulletinNamed(id, t);
      const version = seen === undefined ? await versionOf(bulletin, bench) : done(numberNamed(seen, t) ?? 0);
      if (!version.ok) return version;
      const approved = await rooms.bulletins.approve(actor, bulletin, version.value);
      return approved.ok && isFollowed ? follow(bench, bulletin) : approved;
    },
    say: (bulletin, { t }) => table([bulletinLine(bulletin, t)]),
  });

/** The version as it is. */
async function versionOf(bulletin: string, { rooms, actor }: Bench): Promise<Outcome<number>> {
  const found = await rooms.bulletins.get(actor, bulletin);
  return found.ok ? done(found.value.version) : found;
}

export const sendBack = (open: Open) =>
  verb(open, {
    name: 'send-back',
    description: 'Sends a notice back to whoever wrote it',
    args: { id, why: { type: 'string', required: true, description: 'Why: its author reads it' } },
    run: ({ rooms, actor, t }, { id, why }) => rooms.bulletins.sendBack(actor, bulletinNamed(id, t), why),
    say: (bulletin, { t }) => table([bulletinLine(bulletin, t)]),
  });
