/**
 * The weights of ranking and of sureness. They are measured, not guessed: `npm run eval -- --fit` prints them anew.
 */

/** What a kind of feature counts: whole words, neighbouring characters, their sounds. */
export const KIND_WEIGHT = { w: 1, g: 0.6, s: 0.2 };

/** What each signal of a target adds to its score; together 1. */
export const SIGNAL_WEIGHT = { target: 0.4, clause: 0.6 };

/** What a clause gains that the conversation is already about. */
export const NEARNESS = 0.05;

/** What an open point keeps of its score, so that on a near tie the documents are taken to say something. */
export const OPEN_POINT_SHARE = 0.96;

/** What each piece of evidence adds to the log odds that the first target answers. */
export const SURENESS_WEIGHT = { bias: -1.6, covered: 6, elsewhere: -6.5, offTopic: -0.36 };
