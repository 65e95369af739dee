/**
 * What a message wants, learned from the examples of `knowledge/intents/` and from how people ask for each provision.
 */
import { INTENTS, type Intent } from '../knowledge/load-language.ts';
import { type Chinese, featuresOf, type Reading } from '../language/chinese.ts';
import { type LogisticModel, learnLogistic, logisticClassifier } from '../language/classifier.ts';
import { bare } from '../language/normalise.ts';
import type { Example } from '../language/vocabulary.ts';
import type { Steps } from '../shared/gradual.ts';

/** Tells what a message wants. */
export interface IntentReader {
  /** Each intent's probability. */
  read(reading: Reading): Record<Intent, number>;
}

/** Where a message asks for a rule and where for an action shows in its small words, so those that ranking drops count here. */
function features(reading: Reading): string[] {
  const raw = [...bare(reading.text)];
  return [
    ...featuresOf(reading, { sounds: false }),
    ...raw.map(character => `c:${character}`),
    ...raw.slice(0, -1).map((character, i) => `r:${character}${raw[i + 1]}`),
    `start:${raw.slice(0, 2).join('')}`,
    `end:${raw.slice(-2).join('')}`,
    `last:${raw.at(-1) ?? ''}`,
    `asks:${/[?]/.test(reading.text)}`,
    `length:${Math.min(5, Math.floor(raw.length / 6))}`,
    `digits:${/\d/.test(reading.text)}`,
    `han:${raw.some(character => /\p{Script=Han}/u.test(character))}`,
  ];
}

/** Of so many asks one is taken: all of them teach little more and cost much more. */
const ASKS_PER_EXAMPLE = 9;

/** @param asks how people ask for provisions and open points: all of them want policy */
export function* learnIntents(
  chinese: Chinese,
  intents: ReadonlyMap<Intent, readonly string[]>,
  asks: readonly string[],
): Steps<LogisticModel<Intent>> {
  const exampleOf = (label: Intent, text: string): Example<Intent> => ({ label, features: features(chinese.read(text)) });
  function* examples(): Iterable<Example<Intent>> {
    for (const intent of INTENTS) for (const text of intents.get(intent) ?? []) yield exampleOf(intent, text);
    for (const [i, ask] of asks.entries()) if (i % ASKS_PER_EXAMPLE === 0) yield exampleOf('policy', ask);
  }
  return yield* learnLogistic(examples());
}

export function createIntentReader(model: LogisticModel<Intent>): IntentReader {
  const classifier = logisticClassifier(model);
  return { read: reading => classifier.predict(features(reading)) };
}
