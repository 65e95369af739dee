import { expect, it } from 'vitest';
import { createAssistant } from '../src/assistant.ts';
import { shipped } from '../src/shipped.ts';

it('is read and learned once, whoever is made of it', () => {
  const [one, other] = [createAssistant(), createAssistant()];
  for (const part of [
    'policy',
    'speech',
    'chinese',
    'finder',
    'danger',
    'rules',
    'jobWords',
    'categories',
    'answerTemplates',
  ] as const)
    expect(one[part], part).toBe(other[part]);
  expect(shipped.suggest()).toBe(shipped.suggest());
});

it('has both what documents say and how people speak', () => {
  const { policy, speech } = shipped.both();
  expect(policy).toBe(shipped.policy());
  expect(speech).toBe(shipped.speech());
});
