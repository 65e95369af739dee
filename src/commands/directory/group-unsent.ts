/** `anjia directory groups unsent …`: what could not be sent to groups, in full, since it is copied from here. */
import { wordsOf } from '../../conversation/desk/forms/pass-on.ts';
import type { GroupPack } from '../../delivery/pack.ts';
import type { Translate } from '../../language/i18n.ts';
import type { Open } from './bench.ts';
import { inSettlement } from './named.ts';
import { verb } from './verb.ts';

export const unsent = (open: Open) =>
  verb(open, {
    name: 'unsent',
    description: 'Shows what could not be sent to the groups of a settlement, to be passed on by hand',
    args: { settlement: { type: 'positional', required: true, description: 'The settlement: id or name' } },
    run: (bench, { settlement }) => inSettlement(settlement, bench, id => bench.rooms.pack.list(bench.actor, id)),
    say: (packs, { t }) => packs.map(pack => packText(pack, t)).join('\n\n') || t('commands:directory.none'),
    data: packs =>
      packs.flatMap(({ group, texts }) =>
        texts.map(({ id, state, reason, at, ...text }) => {
          return { group: group.id, chat: group.chat, id, state, reason, at, text: wordsOf(text) };
        }),
      ),
  });

const packText = ({ group, texts }: GroupPack, t: Translate): string =>
  [
    t('commands:directory.unsent', { group: group.name ?? group.building ?? group.id, total: texts.length }),
    ...texts.map(text => wordsOf(text)),
  ]
    .map(text => text.replace(STEERING, ' '))
    .join('\n\n');

/** What would steer the terminal instead of standing in it; lines stay lines. */
const STEERING = /[\p{Bidi_Control}\u2028\u2029]|(?!\n)\p{Cc}/gu;
