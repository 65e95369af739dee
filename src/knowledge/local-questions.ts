/**
 * How people ask about their settlement's own affairs: the shape of `knowledge/language/local-questions.yaml`, which explains how it works together.
 */
import { z } from 'zod';
import { pattern } from './pattern.ts';

/** A kind of what may be asked: hours, a price, whom to call. */
export interface AskedKind {
  readonly asks: string;
  /** Global. */
  readonly patterns: readonly RegExp[];
  /** What in a text gives it; without one, a topic has to name the kind. */
  readonly givenBy?: RegExp | undefined;
}

/** All that is known of such questions. */
export interface LocalQuestions {
  /** In the order in which they are tried. */
  readonly asks: readonly AskedKind[];
  readonly saysNothing: ReadonlySet<string>;
  /** A topic's word → narrower words that ask for it too. */
  readonly covers: ReadonlyMap<string, readonly string[]>;
}

/** Where the file cannot be read. */
export const NO_LOCAL_QUESTIONS: LocalQuestions = { asks: [], saysNothing: new Set(), covers: new Map() };

const word = z.string().min(1);

/** The file as it is written. */
export const localQuestionsFile = z
  .strictObject({
    asks: z.array(z.strictObject({ asks: word, given_by: pattern('u').optional(), patterns: z.array(pattern('gu')).min(1) })),
    says_nothing: z.array(word),
    covers: z.record(word, z.array(word).min(1)),
  })
  .transform(
    ({ asks, says_nothing, covers }): LocalQuestions => ({
      asks: asks.map(({ asks, patterns, given_by }) => ({ asks, patterns, givenBy: given_by })),
      saysNothing: new Set(says_nothing),
      covers: new Map(Object.entries(covers)),
    }),
  );
