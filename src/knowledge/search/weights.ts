/**
 * The weights of ranking and of sureness. They are measured, not guessed: `npm run eval -- --fit` prints them anew.
 */

/** What a kind of feature counts: whole words, neighbouring characters, their sounds. */
export const KIND_WEIGHT = { w: 1, g: 0.6, s: 0.2 };

/** What each signal of a target adds to its score; together 1. */
export const SIGNAL_WEIGHT = { target: 0.4, clause: 0.6 };

/** What a clause gains that the conversation is already about. */
export const NEARNESS = 0.05;

/** What each piece of evidence adds to the log odds that the first target answers. */
export const SURENESS_WEIGHT = { bias: -0.6, score: 11, ask: -5.5, margin: 3.5, known: 1.2, elsewhere: -2.8, offTopic: -3.7 };
