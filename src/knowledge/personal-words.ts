/**
 * What people let slip about their health and where they live: the shape of `knowledge/language/personal.yaml`, which explains how it works together.
 */
import { z } from 'zod';

/** What shows that somebody speaks of an illness of their own or their family's, or of a door. */
export interface PersonalWords {
  readonly family: readonly string[];
  readonly self: readonly string[];
  readonly has: readonly string[];
  readonly butNot: readonly string[];
  readonly illnesses: readonly string[];
  /** What stands behind the number of an entrance or a room. */
  readonly doors: readonly string[];
  /** What stands behind the number of a building. */
  readonly blocks: readonly string[];
  readonly names: NameWords;
}

/** What shows that something is somebody's name. */
export interface NameWords {
  /** What stands before a name. */
  readonly after: readonly string[];
  /** What may stand behind it at once. */
  readonly ends: readonly string[];
  /** What of somebody's own stands behind it: a paper; or a number, with its digits. */
  readonly papers: readonly string[];
  readonly numbers: readonly string[];
  /** What it begins with. */
  readonly surnames: readonly string[];
  /** Characters that it has not. */
  readonly never: readonly string[];
  /** What is no name, though it begins like one. */
  readonly notNames: readonly string[];
}

/** Where the file cannot be read. */
export const NO_PERSONAL_WORDS: PersonalWords = {
  family: [],
  self: [],
  has: [],
  butNot: [],
  illnesses: [],
  doors: [],
  blocks: [],
  names: { after: [], ends: [], papers: [], numbers: [], surnames: [], never: [], notNames: [] },
};

const words = z.array(z.string().regex(/^[\p{L}]+$/u)).min(1);
const rows = z
  .array(words)
  .min(1)
  .transform(all => all.flat());

const names = z
  .strictObject({
    after: words,
    ends: words,
    papers: words,
    numbers: words,
    surnames: rows,
    never: words,
    not_names: words,
  })
  .transform(({ not_names, ...read }): NameWords => ({ ...read, notNames: not_names }));

/** The file as it is written. */
export const personalFile = z
  .strictObject({ family: rows, self: words, has: words, but_not: words, illnesses: rows, doors: words, blocks: words, names })
  .transform(({ but_not, ...read }): PersonalWords => ({ ...read, butNot: but_not }));
