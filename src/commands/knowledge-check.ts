/**
 * `anjia knowledge check`: one line a fault, with file, line and what to do.
 */
import { relative } from 'node:path';
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { loadAnswerTemplates } from '../knowledge/answer-templates.ts';
import { loadCategories } from '../knowledge/categories.ts';
import { loadClocks } from '../knowledge/clocks.ts';
import { loadEarlySigns } from '../knowledge/early-signs.ts';
import { loadFraudWords } from '../knowledge/employment-fraud.ts';
import { loadEmploymentWords } from '../knowledge/employment-words.ts';
import type { Fault } from '../knowledge/fault.ts';
import { loadGrievanceExamples } from '../knowledge/grievance-examples.ts';
import { loadHardship } from '../knowledge/hardship.ts';
import { loadHouseholdWords } from '../knowledge/household-words.ts';
import { checkOriginals } from '../knowledge/import/check-originals.ts';
import { loadPrintedForms } from '../knowledge/import/printed-forms.ts';
import type { Loaded } from '../knowledge/load.ts';
import { loadSpeech } from '../knowledge/load-language.ts';
import { loadMatchingFigures } from '../knowledge/matching-figures.ts';
import { loadPostingSheetWords } from '../knowledge/posting-sheet-words.ts';
import { loadPriorities } from '../knowledge/priorities.ts';
import { loadWordbook } from '../language/i18n.ts';
import { readRules } from '../rules.ts';
import { describeFault } from './describe-fault.ts';

/** The command `knowledge check`: exit status 1 where there is a fault. */
export const knowledgeCheck = defineCommand({
  meta: { name: 'check', description: 'Checks everything under knowledge/' },
  args: {
    folder: { type: 'string', default: folders.knowledge, description: 'The knowledge to check' },
    originals: { type: 'string', description: 'A folder of official texts, <document>.txt each, to hold the knowledge against' },
  },
  async run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const { folder, originals } = args;
    const faults: Fault[] = [];
    const rules = collect(folder, faults, readRules);
    const policy = rules?.policy;
    const forms = collect(folder, faults, loadPrintedForms);
    collect(folder, faults, loadSpeech);
    collect(folder, faults, loadHouseholdWords);
    collect(folder, faults, loadEmploymentWords);
    collect(folder, faults, loadPostingSheetWords);
    collect(folder, faults, loadFraudWords);
    collect(folder, faults, loadMatchingFigures);
    collect(folder, faults, loadAnswerTemplates);
    if (policy) collect(folder, faults, from => loadPriorities(from, policy));
    if (policy) collect(folder, faults, from => loadClocks(from, policy));
    if (policy) collect(folder, faults, from => loadCategories(from, policy));
    if (policy) collect(folder, faults, from => loadEarlySigns(from, policy));
    if (policy) collect(folder, faults, from => loadHardship(from, policy));
    collect(folder, faults, loadGrievanceExamples);
    if (originals !== undefined && rules && forms) faults.push(...(await checkOriginals(rules, forms, folder, originals)));

    for (const fault of faults) console.log(describeFault(fault, t));
    if (faults.length > 0 || !rules || !policy) {
      console.log(t('knowledge:check.faults', { total: faults.length }));
      process.exitCode = 1;
      return;
    }
    const clauses = [...policy.clauses.values()];
    const provisions = clauses.reduce((sum, clause) => sum + clause.provisions.length, 0);
    console.log(
      t('knowledge:check.fine', {
        documents: policy.documents.size,
        clauses: clauses.length,
        provisions,
        schemes: rules.schemes.size,
      }),
    );
    if (originals !== undefined) console.log(t('knowledge:check.originals_fine'));
  },
});

/** A file that is not there is a fault like any other. */
function collect<T>(folder: string, faults: Fault[], load: (folder: string) => Loaded<T>): T | undefined {
  try {
    const { value, faults: found } = load(folder);
    faults.push(...found);
    return value;
  } catch (error) {
    if (!(error instanceof Error && 'path' in error && typeof error.path === 'string')) throw error;
    faults.push({ file: relative(folder, error.path), line: 1, code: 'file-missing', params: {} });
    return undefined;
  }
}
