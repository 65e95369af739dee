/**
 * Reads `knowledge/danger/`: what messages of danger are made of, and examples of them and of calm ones.
 */
import { z } from 'zod';

const source = z.string().min(1);
const named = z.record(z.string(), source);

/** `knowledge/danger/traits.yaml`. */
export const traitsFile = z
  .strictObject({ words: named, traits: z.record(z.string(), named), marks: named, topics: named })
  .transform(({ words, traits, marks, topics }, context): DangerTraits => {
    const compiled = (group: string, patterns: Readonly<Record<string, string>>, flags: string): NamedPattern[] =>
      Object.entries(patterns).flatMap(([name, text]) => {
        try {
          const whole = text.replace(/\{([a-z]+)\}/g, (hole, word: string) =>
            words[word] === undefined ? hole : `(?:${words[word]})`,
          );
          return [{ group, name, pattern: new RegExp(whole, flags) }];
        } catch {
          context.addIssue({ code: 'custom', message: 'bad-pattern' });
          return [];
        }
      });
    return {
      traits: Object.entries(traits).flatMap(([kind, patterns]) => compiled(kind, patterns, 'u')),
      marks: compiled('mark', marks, 'u'),
      topics: compiled('topic', topics, 'gu'),
    };
  });

/** A pattern that has a name within its group. */
export interface NamedPattern {
  /** A kind of danger for a trait. */
  readonly group: string;
  readonly name: string;
  readonly pattern: RegExp;
}

/** What a message of danger is made of; `knowledge/danger/traits.yaml` explains it. */
export interface DangerTraits {
  readonly traits: readonly NamedPattern[];
  readonly marks: readonly NamedPattern[];
  /** Global: each place where a word of the topic stands counts. */
  readonly topics: readonly NamedPattern[];
}

/** Where the files cannot be read. */
export const NO_TRAITS: DangerTraits = { traits: [], marks: [], topics: [] };
