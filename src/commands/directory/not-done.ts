/** What was asked for was not done. */
import { refusalWords } from '../../conversation/desk/words.ts';
import type { Refusal } from '../../directory/outcome.ts';
import type { Translate } from '../../language/i18n.ts';

/** Its message says why, for whoever reads it; the exit status is 1. */
export class NotDoneError extends Error {
  override readonly name = 'NotDoneError';
  /** The code of a refusal; `left` where the person thought better of it. */
  readonly code: string;
  constructor(code: string, says: string) {
    super(says);
    this.code = code;
  }
}

/** Refusals of which the directory's own words speak to a person in a chat; the operator may all, so that they concern a token. */
const OF_TOKENS = ['not-allowed', 'out-of-scope'] as const;

/** Why it was refused, and what to do. */
export function whyRefused(refusal: Refusal, t: Translate): string {
  const code = OF_TOKENS.find(one => one === refusal.code);
  return code ? t(`commands:directory.refused.${code}`) : refusalWords(refusal, t);
}
