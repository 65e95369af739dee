/** Why a file could not be read; each is a sentence of `locales/<language>/import.json` that says what to do. */
export type UnreadableCode =
  | 'missing'
  | 'not-a-file'
  | 'unknown-type'
  | 'too-big'
  | 'empty'
  | 'binary'
  | 'encoding'
  | 'old-word'
  | 'word-broken'
  | 'pdf-broken'
  | 'pdf-encrypted'
  | 'pdf-images'
  | 'no-clauses'
  | 'kept-broken';

/** A document that cannot be imported as it is. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
  readonly code: UnreadableCode;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: UnreadableCode, params: Readonly<Record<string, string | number>>, options?: ErrorOptions) {
    super(`${code}: ${Object.values(params).join(' ')}`, options);
    this.code = code;
    this.params = params;
  }
}
