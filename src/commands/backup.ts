/**
 * `anjia backup [FILE]`: the whole database in one file, taken while the assistant runs. `anjia backup verify FILE` reads one through.
 */
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { systemClock } from '../shared/clock.ts';
import { backupFolder, readBackup, type Summary, writeBackup } from '../storage/backup/index.ts';
import { workLong } from './long-work.ts';
import { refuseMore, UsageError } from './usage.ts';

/** The command `backup`. */
export const backup = defineCommand({
  meta: { name: 'backup', description: 'Write the whole database to one file, or read such a file through: backup verify FILE' },
  args: {
    file: { type: 'positional', required: false, description: 'Where to write; default: backups/ in the data folder' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const settings = config();
    const [first, second] = args._;
    const verify = first === 'verify';
    refuseMore(args._, verify ? 2 : 1, t);
    if (verify && second === undefined) throw new UsageError(t('operations:backup.file_missing'));
    const at = systemClock.now();
    const file = (verify ? second : first) ?? join(backupFolder(settings.dataDir), backupName(at));
    const summary = await workLong(t, watch => (verify ? readBackup(file, watch) : writeBackup(settings, file, at, watch)));
    console.log(t(verify ? 'operations:backup.whole' : 'operations:backup.written', { file, ...inWords(summary) }));
  },
});

/** `anjia-20261129T100000Z.jsonl.gz`: names sort by time. */
const backupName = (at: Date): string => `anjia-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.jsonl.gz`;

/** What a person is told of a backup. */
export function inWords({ header, footer }: Summary): Readonly<Record<'at' | 'rows' | 'schema' | 'keys', string | number>> {
  const rows = Object.values(footer.tables).reduce((sum, table) => sum + table.rows, 0);
  return { at: header.at, rows, schema: header.schema, keys: header.keys.join(' ') || '-' };
}
