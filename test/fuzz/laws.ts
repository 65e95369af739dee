/**
 * What holds for the reply to any message at all.
 */
import type { Assistant } from '../../src/assistant.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { FuzzMessage } from './messages.ts';

/** The law that the reply broke, or `undefined`. A thrown error is a broken law too. */
export function brokenLaw({ policy, respond }: Assistant, { region: id, text }: FuzzMessage): string | undefined {
  const region = [...policy.regions.values()].find(known => known.id === id)!;
  let reply: ReturnType<typeof respond>;
  try {
    reply = respond({ region, text, on: '2026-11-22' as Day, language: 'zh-CN' });
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
  const { action, citations, related, answered, note } = reply;
  if (reply.text.trim() === '') return 'said nothing';
  const strangers = [...citations, ...related].filter(({ clause }) => clause.document.region !== id);
  if (strangers.length > 0) return `cited another region: ${strangers.map(({ clause }) => clause.id).join(' ')}`;
  const claims = action === 'answer' || action === 'clarify';
  if (claims && (citations.length === 0 || !citations.every(({ clause }) => note.includes(clause.label))))
    return 'answered without its citation';
  if (!claims && (citations.length > 0 || answered.length > 0)) return `cited without answering (${action})`;
  return undefined;
}
