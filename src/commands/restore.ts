/**
 * `anjia restore FILE`: puts a backup into the configured database, whichever kind it was taken from.
 */
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { restoreBackup } from '../storage/backup/index.ts';
import { inWords } from './backup.ts';
import { confirm, workLong } from './long-work.ts';
import { refuseMore } from './usage.ts';

/** The command `restore`. */
export const restore = defineCommand({
  meta: { name: 'restore', description: 'Put a backup into the configured database; stop the assistant first' },
  args: {
    file: { type: 'positional', required: true, description: 'The backup' },
    replace: { type: 'boolean', description: 'Replace the data that is there' },
    yes: { type: 'boolean', description: 'Do not ask' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const settings = config();
    const { file, replace = false, yes = false } = args;
    refuseMore(args._, 1, t);
    if (replace) await confirm(t('operations:restore.replace'), yes, t);
    const summary = await workLong(t, watch => restoreBackup(file, settings, { replace, ...watch }));
    console.log(t('operations:restore.done', { file, ...inWords(summary) }));
  },
});
