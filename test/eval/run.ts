/**
 * `npm run eval`: quality on the labelled messages. `-- --errors N` lists what went wrong, `-- --set NAME` takes one file alone.
 */
import { parseArgs } from 'node:util';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { addressed } from '../../src/conversation/etiquette.ts';
import { type Day, dayAt } from '../../src/shared/calendar.ts';
import { type Labelled, labelledMessages } from './labelled.ts';
import { judge, line, type Outcome, score } from './score.ts';

const { values } = parseArgs({ options: { errors: { type: 'string', default: '0' }, set: { type: 'string' } } });

export function outcomeOf(assistant: Assistant, message: Labelled, on: Day): Outcome {
  const region = [...assistant.policy.regions.values()].find(({ id }) => id === message.region)!;
  const text = addressed({ chat: { id: '', kind: message.chat }, mentioned: message.mentioned, text: message.text }, '安家');
  if (text === undefined) return judge(message, { action: 'silent', answer: '', citations: [] });
  const reply = assistant.respond({ region, text, on, language: 'zh-CN' });
  const citations = reply.citations.map(({ clause }) => clause.id);
  return judge(message, { action: reply.action, answer: `${reply.text}\n${reply.note}`, citations });
}

const assistant = createAssistant();
const messages = labelledMessages(values.set);
const today = dayAt(new Date());
const outcomes = messages.map(message => outcomeOf(assistant, message, today));

const setOf = ({ message }: Outcome) => message.id.replace(/-?\d+$/, '');
for (const name of new Set(outcomes.map(setOf))) {
  const group = outcomes.filter(outcome => setOf(outcome) === name);
  console.log(line(name, group.length, score(group)));
}
console.log(line('all', outcomes.length, score(outcomes)));
for (const { message, given } of outcomes.filter(({ right }) => !right).slice(0, Number(values.errors))) {
  const { id, region, kind, text, action, clauses } = message;
  console.log(
    `${id} ${region} ${kind} ${text} | want ${action} ${clauses.join(' ')} | got ${given.action} ${given.citations.join(' ')}`,
  );
}
