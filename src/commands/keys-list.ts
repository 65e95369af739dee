/**
 * `anjia keys list`: the names of the keys, and what each is needed for.
 */
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { listKeys } from '../storage/sealing/key-list.ts';
import { withDatabase } from './keys-reseal.ts';
import { refuseMore } from './usage.ts';

/** The command `keys list`. */
export const keysList = defineCommand({
  meta: { name: 'list', description: 'List the keys by name, the one that seals first; never a key itself' },
  args: { json: { type: 'boolean', description: 'Print one JSON object a line' } },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    refuseMore(args._, 0, t);
    await withDatabase(t, async database => {
      for (const entry of await listKeys(database)) {
        const { id, seals, values, since = '-' } = entry;
        const line = t(seals ? 'operations:keys.seals' : 'operations:keys.opens', { id, values, since: since.slice(0, 10) });
        console.log(args.json ? JSON.stringify(entry) : line);
      }
    });
  },
});
