/**
 * `npm run fuzz`: 100,000 random and mutated messages. `-- --count N --seed N` for others; the first broken laws are printed.
 */
import { parseArgs } from 'node:util';
import { createAssistant } from '../../src/assistant.ts';
import { brokenLaw } from './laws.ts';
import { fuzzMessages } from './messages.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(values.count);
const assistant = createAssistant();
const start = performance.now();
let done = 0;
let broken = 0;
for (const message of fuzzMessages(count, Number(values.seed))) {
  const law = brokenLaw(assistant, message);
  done++;
  if (law && ++broken <= 10) console.log(`${message.region} ${JSON.stringify(message.text.slice(0, 200))}: ${law}`);
  if (done % 10_000 === 0) console.error(`${done} of ${count}`);
}
console.log(`${done} messages in ${((performance.now() - start) / 1000).toFixed(0)} s, ${broken} broke a law`);
process.exitCode = broken > 0 ? 1 : 0;
