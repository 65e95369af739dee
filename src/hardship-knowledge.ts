/**
 * Reads what reports of hardship go by, when it is first needed.
 */
import { folders } from './config.ts';
import type { HardshipParts } from './grievance/hardship/parts.ts';
import { type HardshipKnowledge, loadHardship } from './knowledge/hardship.ts';
import { faultless } from './rules.ts';
import { once } from './shared/once.ts';
import { shipped } from './shipped.ts';

const knowledge = once(() => faultless(loadHardship(folders.knowledge, shipped.policy())) as HardshipKnowledge);

/** @throws {FaultyKnowledgeError} later, once it is asked for */
export const hardshipKnowledge = (): Pick<HardshipParts, 'knowledge' | 'illnesses'> => ({
  knowledge,
  illnesses: () => shipped.speech().personal.illnesses,
});
