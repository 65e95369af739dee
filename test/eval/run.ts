/**
 * `npm run eval`: quality on the labelled messages, with the weights of sureness as they stand and cross-validated.
 *
 *     npm run eval -- --errors 20        lists what went wrong
 *     npm run eval -- --set guizhou      one file alone
 *     npm run eval -- --fit              prints the weights of sureness, fitted on all messages, for weights.ts
 */
import { parseArgs } from 'node:util';
import { createAssistant } from '../../src/assistant.ts';
import { type SurenessWeight, sureness } from '../../src/knowledge/search/confidence.ts';
import { SURENESS_WEIGHT } from '../../src/knowledge/search/weights.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import { fitSureness, type Sample } from './fit.ts';
import { labelledMessages } from './labelled.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';
import { line, score } from './score.ts';

const FOLDS = 5;

const { values } = parseArgs({
  options: { errors: { type: 'string', default: '0' }, set: { type: 'string' }, fit: { type: 'boolean' } },
});
const assistant = createAssistant();
const today = dayAt(new Date());
const messages = labelledMessages(values.set);

/** The set that a message is of: the beginning of its id. */
const setOf = (id: string): string => id.replace(/-?\d+$/, '');

const outcomes = outcomesOf(assistant, messages, today);
for (const name of new Set(messages.map(({ id }) => setOf(id)))) {
  const group = outcomes.filter(({ message }) => setOf(message.id) === name);
  console.log(line(name, group.length, score(group)));
}
console.log(line('all', outcomes.length, score(outcomes)));

const samples = (of: readonly Outcome[]): Sample[] =>
  of.flatMap(({ evidence, message }) => (evidence ? [{ evidence, answers: message.action === 'answer' }] : []));
const withWeights = (weights: SurenessWeight) => {
  Object.assign(SURENESS_WEIGHT, weights);
};
const asShipped = { ...SURENESS_WEIGHT };
const crossed = Array.from({ length: FOLDS }, (_, fold) => {
  const heldOut = (_: unknown, i: number) => i % FOLDS === fold;
  withWeights(fitSureness(samples(outcomes.filter((outcome, i) => !heldOut(outcome, i)))));
  return outcomesOf(assistant, messages.filter(heldOut), today);
}).flat();
withWeights(asShipped);
console.log(line(`${FOLDS}-fold`, crossed.length, score(crossed)));

if (values.fit) console.log('SURENESS_WEIGHT =', fitSureness(samples(outcomes)));
for (const { message, given, evidence } of outcomes.filter(({ right }) => !right).slice(0, Number(values.errors))) {
  const { id, kind, text, action, clauses } = message;
  const sure = evidence ? ` sure ${sureness(evidence).toFixed(2)}` : '';
  console.log(
    `${id} ${kind} ${text} | want ${action} ${clauses.join(' ')} | got ${given.action} ${given.citations.join(' ')}${sure}`,
  );
}
