/**
 * What handlers, call-back officers and supervisors type to work on cases: the shape of `knowledge/language/case-words.yaml`.
 */
import { z } from 'zod';
import { bare, normalise } from '../language/normalise.ts';

/** What can be asked for in a word, with or without the number of a case; each opens the form of its name, but for the ledgers by their names. */
export const CASE_DEEDS = [
  'case_next',
  'case_look',
  'case_note',
  'case_ask',
  'case_answer',
  'case_forward',
  'case_send_back',
  'case_extend',
  'case_decline',
  'case_close',
  'case_merge',
  'case_link',
  'case_release',
  'case_identity',
  'case_photos',
  'case_history',
  'case_mine',
  'case_waiting',
  'case_find',
  'case_away',
  'case_back',
  'case_calls',
  'case_undecided',
  'case_late',
  'case_ledger',
  'ledger_of_work',
  'ledger_of_problems',
  'ledger_of_rectification',
  'case_assign',
  'case_unmerge',
  'case_unreached',
  'case_desk',
] as const;
/** One of `CASE_DEEDS`. */
export type CaseDeed = (typeof CASE_DEEDS)[number];

/** What people type → what they want, the longest words first. */
export type CaseWords = ReadonlyMap<string, CaseDeed>;

/** Where the file cannot be read. */
export const NO_CASE_WORDS: CaseWords = new Map();

/** The file as it is written. A word that stands for two deeds is the fault `said-twice`. */
export const caseWordsFile = z
  .array(z.strictObject({ deed: z.enum(CASE_DEEDS), says: z.array(z.string().min(1)).min(1) }))
  .transform((entries, context): CaseWords => {
    const words = new Map<string, CaseDeed>();
    for (const [index, { deed, says }] of entries.entries())
      for (const [place, said] of says.entries()) {
        const word = bare(normalise(said));
        if (words.has(word)) context.addIssue({ code: 'custom', message: 'said-twice', path: [index, 'says', place] });
        words.set(word, deed);
      }
    return new Map([...words].toSorted(([a], [b]) => b.length - a.length));
  });
