/**
 * An action tried by somebody in a settlement, whatever the entrance.
 */
import type { Action } from '../../src/directory/access.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';

/** What came of it: the code of the refusal, or, of a list, that what lies there was not in it. */
export type Verdict = 'done' | 'hidden' | (string & {});

/** Tries it once. */
export type Attempt = (actor: Actor, at: Settlement) => Promise<Verdict>;

/** Each action in all the ways that the entrance has for it. */
export type Attempts = Readonly<Partial<Record<Action, readonly Attempt[]>>>;
