/** The wording of household tables as it ships. */
import { folders } from '../../src/config.ts';
import { loadHouseholdWords } from '../../src/knowledge/household-words.ts';

const loaded = loadHouseholdWords(folders.knowledge);
if (!loaded.value) throw new Error(JSON.stringify(loaded.faults));

export const householdWords = loaded.value;
