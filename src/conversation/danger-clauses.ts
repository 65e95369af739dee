/**
 * How a message is taken apart before it is weighed for danger, and the messages that the scale learns from, taken apart in the same way.
 */
import type { DangerWords } from '../knowledge/load-language.ts';
import { normalise } from '../language/normalise.ts';
import type { Lessons } from './danger-scale.ts';

/** Commas of all sorts part what the scale weighs. */
const PAUSE = /[。!?;,、:"“”\s]+/;

/** Nobody tells of a danger in more clauses; work stays bounded. */
export const MOST_CLAUSES = 60;

/** Idioms and names that only sound like danger, of a normalised message, are replaced. */
export function withoutIdioms(notReal: readonly RegExp[]): (message: string) => string {
  const everywhere = notReal.map(({ source }) => new RegExp(source, 'gu'));
  return message => everywhere.reduce((rest, pattern) => rest.replace(pattern, '※'), message);
}

/** A sentence's clauses, the last ones where it has many. */
export const clausesOf = (sentence: string): string[] => sentence.split(PAUSE).filter(Boolean).slice(-MOST_CLAUSES);

/**
 * Each is taken apart only when the scale comes to it.
 * @param calm messages that tell of no danger, beside those of the words themselves; what is an example of danger is none of them
 */
export function dangerLessons(words: DangerWords, calm: readonly string[]): Lessons {
  const realOf = withoutIdioms(words.notReal);
  const apart = (text: string): string[] => clausesOf(realOf(normalise(text)));
  const alarming = new Set(words.dangers.map(({ text }) => text));
  return {
    *dangers() {
      for (const { kind, text } of words.dangers) yield { kind, clauses: apart(text) };
    },
    *calm() {
      for (const text of words.calm) yield apart(text);
      for (const text of calm) if (!alarming.has(text)) yield apart(text);
    },
  };
}
