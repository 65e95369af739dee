/** `anjia bulletins list`, `show`: what was announced, and how far it is. */
import { BULLETIN_KINDS, BULLETIN_STATES, type Progress } from '../../bulletin/model.ts';
import { progressWords } from '../../conversation/desk/bulletins/words.ts';
import { formatScope } from '../../directory/scope.ts';
import type { Translate } from '../../language/i18n.ts';
import type { Open } from '../directory/bench.ts';
import { numberNamed, partsOf } from '../directory/named.ts';
import { list as listed, table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { FOLLOW, follow } from './follow.ts';
import { bulletinLine, bulletinNamed, id } from './shown.ts';

export const list = (open: Open) =>
  verb(open, {
    name: 'list',
    description: 'Lists bulletins, newest first',
    args: {
      state: { type: 'string', description: `Only those that stand so, parted by commas: ${BULLETIN_STATES.join(', ')}` },
      kind: { type: 'string', description: `Only of these kinds: ${BULLETIN_KINDS.join(', ')}` },
      limit: { type: 'string', default: '50', description: 'How many to list' },
    },
    run({ rooms, actor, t }, { state, kind, limit }) {
      const states = oneOf(state, BULLETIN_STATES, t);
      const kinds = oneOf(kind, BULLETIN_KINDS, t);
      return rooms.bulletins.list(actor, { states, kinds, limit: numberNamed(limit, t) ?? 0 });
    },
    say: (found, { t }) => listed(found, one => bulletinLine(one, t), t),
  });

export const show = (open: Open) =>
  verb(open, {
    name: 'show',
    description: 'Shows a bulletin, to whom it goes, how far it is, and what was done with it',
    args: { id, ...FOLLOW },
    async run(bench, { id, follow: isFollowed }) {
      const bulletin = bulletinNamed(id, bench.t);
      if (isFollowed) await follow(bench, bulletin);
      return bench.rooms.bulletins.progress(bench.actor, bulletin);
    },
    say: (progress, { t }) => progressText(progress, t),
  });

const progressText = (progress: Progress, t: Translate): string => {
  const { bulletin } = progress;
  const { content, audience, life } = bulletin;
  return [
    table([bulletinLine(bulletin, t)]),
    content.text,
    audience.places.map(formatScope).join(' '),
    progressWords(progress, t),
    table(life.map(({ at, what, by, why }) => [at, what, by, why])),
  ].join('\n\n');
};

/** @throws {UsageError} */
function oneOf<T extends string>(text: string | undefined, allowed: readonly T[], t: Translate): readonly T[] | undefined {
  if (text === undefined) return undefined;
  return partsOf(text).map(word => {
    const found = allowed.find(one => one === word);
    if (!found) throw new UsageError(t('commands:bulletins.word_unknown', { word, allowed: allowed.join(' ') }));
    return found;
  });
}
