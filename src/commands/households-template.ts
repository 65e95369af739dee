/**
 * `anjia households template`: writes the household table that offices fill in.
 */
import { writeFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { householdTemplate } from '../directory/household-sheet/index.ts';
import { loadHouseholdWords } from '../knowledge/household-words.ts';
import { loadWordbook } from '../language/i18n.ts';
import { faultless } from '../rules.ts';

/** The command `households template`; a file that is there stays. */
export const householdsTemplate = defineCommand({
  meta: { name: 'template', description: 'Writes an empty household table to fill in' },
  args: { file: { type: 'positional', required: true, description: 'The file to write: a name that ends in .xlsx' } },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const wording = faultless(loadHouseholdWords(folders.knowledge));
    if (!wording) return;
    writeFileSync(args.file, await householdTemplate(wording), { flag: 'wx' });
    console.log(t('directory-import:template_written', { file: args.file }));
  },
});
