/**
 * `anjia keys rotate`: a new key, and everything sealed with it.
 */
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { systemClock } from '../shared/clock.ts';
import { beginRotation } from '../storage/sealing/rotate.ts';
import { resealAndSay, withDatabase } from './keys-reseal.ts';
import { refuseMore } from './usage.ts';

/** The command `keys rotate`. */
export const keysRotate = defineCommand({
  meta: { name: 'rotate', description: 'Make a new key, seal everything with it, and let the old one go; the assistant may run' },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    refuseMore(args._, 0, t);
    await withDatabase(t, async database => {
      const begun = await beginRotation(database, systemClock.now());
      if (begun.kind === 'configured') {
        console.log(t('operations:keys.by_hand'));
        process.exitCode = 1;
        return;
      }
      const { keyId } = begun;
      console.log(
        t(begun.kind === 'begun' ? 'operations:keys.begun' : 'operations:keys.unfinished', { keyId, file: database.keys.file }),
      );
      await resealAndSay(database, t);
    });
  },
});
