import { setTimeout } from 'node:timers/promises';
import { lessons } from '../shipped.ts';

/** What takes seconds to learn is learned a little at a time; others get their turn in between. */
const LEARN_MS = 15;
const REST_MS = 15;

/** Learns what somebody would otherwise wait for; it keeps no program from ending. Throws {@link FaultyKnowledgeError}. */
export async function learnAhead(): Promise<void> {
  for (const lesson of lessons) while (!lesson.goOn(LEARN_MS)) await setTimeout(REST_MS, undefined, { ref: false });
}
