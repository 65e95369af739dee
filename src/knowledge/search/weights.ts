/**
 * The weights of ranking and of confidence. They are measured, not guessed: `npm run eval -- --fit` prints them anew.
 */

/** What a kind of feature counts: whole words, neighbouring characters, their sounds. */
export const KIND_WEIGHT = { w: 1, g: 0.6, s: 0.35 } as const;

/** What each signal of a target adds to its score. */
export const SIGNAL_WEIGHT = { ask: 0.35, asks: 0.25, cover: 0.25, clause: 0.15 } as const;

/** What a clause gains that the conversation is already about. */
export const NEARNESS = 0.1;

/** What each piece of evidence adds to the log odds that the first target answers. */
export const SURENESS_WEIGHT = { bias: -4, score: 6, ask: 2, asks: 0, cover: 2, margin: 4, known: 2, elsewhere: -1.5 };
