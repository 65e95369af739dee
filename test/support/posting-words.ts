/** How tables of postings are written, as it ships. */
import { folders } from '../../src/config.ts';
import type { PostingWording } from '../../src/employment/posting-sheet/index.ts';
import { loadPostingSheetWords } from '../../src/knowledge/posting-sheet-words.ts';
import { faultless } from '../../src/rules.ts';

export const postingWords = faultless(loadPostingSheetWords(folders.knowledge)) as PostingWording;
