/**
 * What people let slip about their health: the shape of `knowledge/language/personal.yaml`, which explains how it works together.
 */
import { z } from 'zod';

/** What shows that somebody speaks of an illness of their own or their family's. */
export interface PersonalWords {
  readonly family: readonly string[];
  readonly self: readonly string[];
  readonly has: readonly string[];
  readonly butNot: readonly string[];
  readonly illnesses: readonly string[];
}

/** Where the file cannot be read. */
export const NO_PERSONAL_WORDS: PersonalWords = { family: [], self: [], has: [], butNot: [], illnesses: [] };

const words = z.array(z.string().regex(/^[\p{L}]+$/u)).min(1);
const rows = z
  .array(words)
  .min(1)
  .transform(all => all.flat());

/** The file as it is written. */
export const personalFile = z
  .strictObject({ family: rows, self: words, has: words, but_not: words, illnesses: rows })
  .transform(({ but_not, ...read }): PersonalWords => ({ ...read, butNot: but_not }));
