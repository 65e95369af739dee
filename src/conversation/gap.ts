/**
 * What the documents did not answer, or whose answer did not help: kept for policy staff, without who asked.
 */
import type { Region } from '../knowledge/model.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { Gap } from './store.ts';

/** A question on the gap list is no longer than this. */
const LONGEST = 200;

/**
 * @param nearest the id of the clause nearest to the question
 * @param point what the question is about, where that is known: questions about it are one
 */
export function gapFor(region: Region, text: string, reason: Gap['reason'], nearest?: string, point?: string): Gap {
  const question = masked(text);
  return { region: region.id, question, key: point ?? bare(question), reason, nearest };
}

/** Telephone, identity and account numbers are nobody's business in a list of questions. */
const masked = (text: string): string =>
  [...normalise(text).replace(/\d(?:[ .·-]?\d){2,} ?x?/g, '***')].slice(0, LONGEST).join('');
