/**
 * `anjia knowledge learn`: learns what is told apart from examples, and keeps it, so that no program waits for that later; for images, and for
 * installations that the program may not write to.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { loadWordbook } from '../language/i18n.ts';
import { lessons } from '../shipped.ts';

/** The command `knowledge learn`: exit status 1 where it cannot be kept. */
export const knowledgeLearn = defineCommand({
  meta: { name: 'learn', description: 'Learns what is told apart from examples, so that the first start need not' },
  run() {
    const t = loadWordbook(folders.locales).in('zh-CN');
    try {
      mkdirSync(folders.cache, { recursive: true });
      accessSync(folders.cache, constants.W_OK);
    } catch {
      console.error(t('knowledge:learn.not_kept', { folder: folders.cache }));
      process.exitCode = 1;
      return;
    }
    for (const lesson of lessons) lesson();
    console.log(t('knowledge:learn.done', { folder: folders.cache }));
  },
});
