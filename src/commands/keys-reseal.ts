/**
 * `anjia keys reseal`: seals everything with the first key while servers run, and lets the other keys go. `anjia keys rotate` ends in it.
 */
import { defineCommand } from 'citty';
import { config, folders } from '../config.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { systemClock } from '../shared/clock.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { type Resealed, reseal } from '../storage/sealing/rotate.ts';
import { workLong } from './long-work.ts';
import { refuseMore } from './usage.ts';

/** The command `keys reseal`. */
export const keysReseal = defineCommand({
  meta: { name: 'reseal', description: 'Seal everything with the first key, and let the other keys go; the assistant may run' },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    refuseMore(args._, 0, t);
    await withDatabase(t, database => resealAndSay(database, t));
  },
});

/** Work on the configured database. @throws {StartError} where it or its keys cannot be used */
export async function withDatabase(t: Translate, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await workLong(t, () => openDatabase(config()));
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

/** Seals anew and says what came of it; stopped work goes on when it is called again. */
export async function resealAndSay(database: Database, t: Translate): Promise<void> {
  const done = await workLong(t, watch => reseal(database, { clock: systemClock, ...watch }), 'operations:keys.stopped');
  await database.wipe();
  for (const line of inWords(done, database, t)) console.log(line);
  if (done.damaged > 0) process.exitCode = 1;
}

function inWords({ rows, damaged, retired, codes }: Resealed, { keys }: Database, t: Translate): readonly string[] {
  if (damaged > 0) return [t('operations:keys.damaged', { rows, damaged })];
  return [
    t('operations:keys.resealed', { rows }),
    ...(retired.length > 0
      ? [t(keys.file === undefined ? 'operations:keys.take_out' : 'operations:keys.retired', { ids: retired.join(' ') })]
      : []),
    ...(codes > 0 ? [t('operations:keys.codes', { codes })] : []),
  ];
}
