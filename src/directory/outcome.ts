/**
 * What comes of a request to the directory: done, or refused with a reason that can be put into words.
 */

/** Why something was not done: `locales/<language>/directory.json` says it below `refused`, with the parameters. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The kinds of refusal. */
export type RefusalCode =
  /** No role of the actor does this. */
  | 'not-allowed'
  /** A role does, but elsewhere. */
  | 'out-of-scope'
  /** There is no such settlement, household, person, group, token, import or question (any more). */
  | 'unknown'
  /** A field is missing or wrong: `field`. */
  | 'invalid'
  /** Somebody else changed it meanwhile: read it again. */
  | 'changed'
  /** It is there already: `field`. */
  | 'exists'
  /** Other things still hang on it. */
  | 'in-use'
  | 'code-unknown'
  | 'code-used'
  | 'code-expired'
  /** The code is for a group and was sent in private, or the other way round. */
  | 'code-elsewhere'
  /** Too many wrong codes: `minutes` to wait. */
  | 'too-many-tries'
  /** The last administrator of everything stays. */
  | 'last-admin'
  /** The household's consent is not recorded. */
  | 'no-consent'
  /** Whoever has a role is always listened to. */
  | 'is-staff'
  /** It stands where this cannot be done: `what` says where. */
  | 'state'
  /** Nobody lets their own go: a second person does. */
  | 'own'
  /** Somebody else has it in hand. */
  | 'held'
  /** Somebody did this as often as may be on a day: `most`. */
  | 'many-today'
  /** The days for it are over: `days`. */
  | 'too-late'
  /** Its days, or its calls, are not yet: `days`, `calls`. */
  | 'too-early';

/** Done, or refused. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** It was done. */
export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

/** It was not. */
export const refused = (code: RefusalCode, params?: Refusal['params']): Outcome<never> => ({
  ok: false,
  refusal: { code, ...(params ? { params } : {}) },
});
