/**
 * Decides what somebody may have: facts, a scheme and a day in; outcome, reasons and the next question out. It keeps nothing, asks no clock,
 * and leaves wording and conversation to others.
 */
export { checkCases } from './check-cases.ts';
export { NoFigureError } from './compile.ts';
export { type Decision, decide } from './decide.ts';
export { type Answer, type Facts, type Range, readFacts, usableFacts } from './facts.ts';
export { nextFact, type Said } from './interview.ts';
export { type Reason, reasonsOf } from './reasons.ts';
