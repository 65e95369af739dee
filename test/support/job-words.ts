/** How people speak of work, as it ships. */
import { folders } from '../../src/config.ts';
import { loadEmploymentWords } from '../../src/knowledge/employment-words.ts';
import { shipped } from '../../src/shipped.ts';

const loaded = loadEmploymentWords(folders.knowledge);
if (!loaded.value) throw new Error(JSON.stringify(loaded.faults));

export const employmentWords = loaded.value;
export const jobWords = shipped.jobWords();
