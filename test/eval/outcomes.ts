/**
 * What the assistant does with labelled messages, and whether that is right.
 */
import type { Assistant } from '../../src/assistant.ts';
import { config } from '../../src/config.ts';
import { addressed } from '../../src/conversation/etiquette.ts';
import type { Evidence } from '../../src/knowledge/search/confidence.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { Labelled } from './labelled.ts';
import { type Judged, judge } from './score.ts';

export interface Outcome extends Judged {
  /** What the limit between answering and refusing was drawn from; absent where the decision was not between these. */
  readonly evidence?: Evidence | undefined;
}

export const outcomesOf = (assistant: Assistant, messages: readonly Labelled[], on: Day): Outcome[] =>
  messages.map(message => outcomeOf(assistant, message, on));

function outcomeOf({ policy, respond }: Assistant, message: Labelled, on: Day): Outcome {
  const region = [...policy.regions.values()].find(({ id }) => id === message.region)!;
  const chat = { id: '', kind: message.chat };
  const text = addressed({ chat, mentioned: message.mentioned, text: message.text }, config({}).callPrefix);
  if (text === undefined) return judge(message, { action: 'silent', answer: '', citations: [] });
  const reply = respond({ region, text, on, language: 'zh-CN' });
  const citations = reply.citations.map(({ clause }) => clause.id);
  const finding = reply.why.judgement?.finding;
  const decided = finding?.ranked[0]?.target.kind === 'provision' && ['answer', 'no_answer'].includes(message.action);
  return {
    ...judge(message, { action: reply.action, answer: `${reply.text}\n${reply.note}`, citations }),
    evidence: decided ? finding.evidence : undefined,
  };
}
