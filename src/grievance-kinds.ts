/**
 * Joins what tells what a report is about: the kinds of grievance, and signs of danger.
 */
import type { DangerReader } from './conversation/danger.ts';
import type { KindReader } from './grievance/kind-reader.ts';
import type { Suggestion } from './grievance/service.ts';

/** What a report seems to be about, and whether somebody is in danger now. */
export const createSuggest =
  (kinds: KindReader, danger: DangerReader) =>
  (text: string): Suggestion => {
    const present = danger(text);
    const { category, alternatives } = kinds.read(text, present);
    return { kind: category, alternatives: alternatives.map(other => other.category), danger: present };
  };
