/**
 * The features and labels of examples, numbered in the order in which the examples bring them.
 */
import type { Steps } from '../shared/gradual.ts';
import { createNumberTable } from './number-table.ts';

/** What stands in a text: a name for it, or a number of 32 bits where there are very many of a sort. */
export type Feature = string | number;

/** A text, as its features, and what it is. */
export interface Example<Label extends string> {
  readonly label: Label;
  readonly features: readonly Feature[];
}

/** The same in numbers; each feature once. */
export interface NumberedExample {
  readonly label: number;
  readonly features: Int32Array;
}

/** Features by number. */
export interface Vocabulary {
  /** The 32 bits that each goes by, in the order of their numbers. */
  readonly codes: Int32Array;
  /** The numbers of the features, each once; those that it does not know are left out. */
  known(features: readonly Feature[]): Int32Array;
}

/** Examples in numbers. */
export interface Numbered<Label extends string> {
  readonly vocabulary: Vocabulary;
  readonly labels: readonly Label[];
  readonly rows: readonly NumberedExample[];
}

/**
 * Examples may be made while they are asked for: none is kept but as numbers.
 * @param least features that fewer examples have are left out: what stands in a single one tells nothing of others
 */
export function* numberExamples<Label extends string>(examples: Iterable<Example<Label>>, least = 1): Steps<Numbered<Label>> {
  const found = createNumberTable();
  const labels: Label[] = [];
  const all: NumberedExample[] = [];
  /** Of each feature in how many examples it stands, and the last of those. */
  const [times, last]: [number[], number[]] = [[], []];
  for (const { label, features } of examples) {
    const own: number[] = [];
    for (let i = 0; i < features.length; i++) {
      const place = found.place(codeOf(features[i]!));
      if (last[place] === all.length) continue;
      last[place] = all.length;
      times[place] = (times[place] ?? 0) + 1;
      own.push(place);
    }
    if (!labels.includes(label)) labels.push(label);
    all.push({ label: labels.indexOf(label), features: Int32Array.from(own) });
    yield;
  }
  const codes = found.numbers();
  const kept = codes.filter((_, place) => times[place]! >= least);
  let next = 0;
  const places = Int32Array.from(codes, (_, place) => (times[place]! < least ? -1 : next++));
  const rows: NumberedExample[] = [];
  for (const { label, features } of all) {
    rows.push({ label, features: features.map(place => places[place]!).filter(place => place >= 0) });
    yield;
  }
  return { vocabulary: vocabularyOf(kept), labels, rows };
}

/** @param codes as a vocabulary has them */
export function vocabularyOf(codes: Int32Array): Vocabulary {
  const table = createNumberTable();
  for (const code of codes) table.place(code);
  return {
    codes,
    known: features =>
      Int32Array.from(new Set(features.map(feature => table.placeOf(codeOf(feature))).filter(place => place >= 0))),
  };
}

/** 32 bits that a feature goes by (FNV-1a): of a million names some hundred share theirs with another, which teaches a little less. */
function codeOf(feature: Feature): number {
  if (typeof feature === 'number') return feature;
  let code = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) code = Math.imul(code ^ feature.charCodeAt(i), 0x01000193);
  return code;
}
