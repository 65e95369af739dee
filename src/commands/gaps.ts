/**
 * `anjia gaps`: what people asked and the documents did not answer, or whose answer did not help; like questions together, nobody named.
 */
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { refusalWords } from '../conversation/desk/words.ts';
import type { GapGroup } from '../conversation/store.ts';
import { done } from '../directory/outcome.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { createRooms } from '../rooms.ts';
import { systemClock } from '../shared/clock.ts';
import { openStorage } from '../storage/index.ts';
import { actorFor } from './directory/bench.ts';
import { NotDoneError } from './directory/not-done.ts';
import { UsageError } from './usage.ts';

/** The command `gaps`. */
export const gaps = defineCommand({
  meta: { name: 'gaps', description: 'Lists unanswered and unhelpful questions, the most frequent first' },
  args: {
    limit: { type: 'string', default: '50', description: 'How many to list' },
    json: { type: 'boolean', description: 'Print one JSON object a line' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const limit = Number(args.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError(t('commands:usage.limit_unknown', { limit: args.limit }));
    const settings = config();
    const wordbook = loadWordbook(folders.locales);
    const storage = await openStorage(settings);
    try {
      const { directory } = createRooms(storage, wordbook, systemClock);
      const actor = await actorFor(settings.token, directory, t);
      const allowed = await directory.guard.anywhere(actor, 'gap.view', async () => done(undefined));
      if (!allowed.ok) throw new NotDoneError(allowed.refusal.code, refusalWords(allowed.refusal, t));
      const groups = await storage.conversation.gaps(limit);
      if (args.json) for (const group of groups) console.log(JSON.stringify(group));
      else if (groups.length === 0) console.log(t('commands:gaps.none'));
      else for (const group of groups) console.log(describe(group, t));
    } finally {
      await storage.close();
    }
  },
});

function describe({ times, region, reason, question, nearest, lastAt }: GapGroup, t: Translate): string {
  const why = t(`commands:gaps.${reason}`);
  const near = nearest ? t('commands:gaps.near', { nearest }) : '';
  return t('commands:gaps.line', { times, region, why, question, near, day: lastAt.slice(0, 10) });
}
