/** What was asked for was not done. */

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
