import { expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { brokenLaw } from './laws.ts';
import { fuzzMessages } from './messages.ts';

it('never fails, never answers without a citation, never cites another region, over 2,000 random messages', () => {
  const assistant = createAssistant();
  const broken = [...fuzzMessages(2000, 7)].flatMap(message => {
    const law = brokenLaw(assistant, message);
    return law ? [`${message.region} ${JSON.stringify(message.text)}: ${law}`] : [];
  });
  expect(broken).toEqual([]);
});
