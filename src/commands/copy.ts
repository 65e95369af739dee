/**
 * `anjia copy`: the SQLite file under the data folder into a PostgreSQL database. The password may stand in `DATABASE_URL`, where other users of
 * the machine do not see it; it is never printed.
 */
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { systemClock } from '../shared/clock.ts';
import { copyDatabase } from '../storage/backup/index.ts';
import { inWords } from './backup.ts';
import { confirm, workLong } from './long-work.ts';
import { refuseMore, UsageError } from './usage.ts';

/** The command `copy`. */
export const copy = defineCommand({
  meta: { name: 'copy', description: 'Copy the SQLite file into a PostgreSQL database' },
  args: {
    to: { type: 'string', description: 'The database, as postgres://user@host:5432/name; default: DATABASE_URL' },
    replace: { type: 'boolean', description: 'Replace the data that is there' },
    yes: { type: 'boolean', description: 'Do not ask' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const { databaseUrl, ...settings } = config();
    const { to = databaseUrl, replace = false, yes = false } = args;
    refuseMore(args._, 0, t);
    if (to === undefined || !/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to))
      throw new UsageError(t('operations:copy.to_where'));
    if (replace) await confirm(t('operations:restore.replace'), yes, t);
    const summary = await workLong(t, watch => copyDatabase(settings, to, systemClock.now(), { replace, ...watch }));
    console.log(t('operations:copy.done', { host: new URL(to).host, ...inWords(summary) }));
  },
});
