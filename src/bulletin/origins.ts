/**
 * What goes out of a bulletin, as delivery knows it.
 */

/** What copies of a bulletin come from. */
export const originOf = (id: string): string => `bulletin:${id}`;

/** What takes it back where it went. */
export const recallOf = (id: string): string => `recall:${id}`;

/** What puts it right where it went. @param n counts corrections from 1 */
export const correctionOf = (id: string, n: number): string => `correct:${id}:${n}`;

/** What tells a chat how far it is. @param step where each step is a message of its own */
export const watchOf = (id: string, step?: string): string => (step === undefined ? `watch:${id}` : `watch:${id}:${step}`);

/** The bulletin that something came from, a copy or a correction of it; nothing where it came from elsewhere. */
export const bulletinIn = (origin: string): string | undefined => /^(?:bulletin|correct):(b_[^:]+)(?::\d+)?$/.exec(origin)?.[1];
