/**
 * `anjia knowledge check`: one line a fault, with file, line and what to do.
 */
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { loadPolicy } from '../knowledge/load.ts';
import { loadWordbook } from '../language/i18n.ts';
import { describeFault } from './describe-fault.ts';

export const knowledgeCheck = defineCommand({
  meta: { name: 'check', description: 'Checks everything under knowledge/' },
  args: {
    folder: { type: 'string', default: folders.knowledge, description: 'The knowledge to check' },
  },
  run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const { value: policy, faults } = loadPolicy(args.folder);
    for (const fault of faults) console.log(describeFault(fault, t));
    if (faults.length > 0) {
      console.log(t('knowledge:check.faults', { total: faults.length }));
      process.exitCode = 1;
      return;
    }
    const clauses = [...policy.clauses.values()];
    const provisions = clauses.reduce((sum, clause) => sum + clause.provisions.length, 0);
    console.log(t('knowledge:check.fine', { documents: policy.documents.size, clauses: clauses.length, provisions }));
  },
});
