/**
 * Takes a message apart into what speaks for danger and against it: its characters and which of them come together, the topics that stand side by side, the traits of each
 * kind of danger, and the marks that take the alarm out of them. The words stand in `knowledge/danger/traits.yaml`.
 */
import type { DangerTraits, NamedPattern } from '../knowledge/danger-traits.ts';
import { charactersTogether } from '../language/characters-together.ts';
import type { Feature } from '../language/vocabulary.ts';

/** A message's clauses → its features; some come more than once. */
export type TraitReader = (clauses: readonly string[]) => Feature[];

/** @param words as `knowledge/danger/traits.yaml` explains them */
export function createTraitReader({ traits, marks, topics }: DangerTraits): TraitReader {
  const found = (patterns: readonly NamedPattern[], text: string) => patterns.filter(({ pattern }) => pattern.test(text));
  return clauses => {
    const text = clauses.join(' ');
    const signs = found(traits, text);
    const against = found(marks, text);
    const end = clauses.slice(-2).join(' ');
    return [
      ...clauses.flatMap(characters),
      ...charactersTogether(text),
      ...sideBySide(topics, clauses, text),
      ...signs.flatMap(sign => [`sign:${nameOf(sign)}`, `kind:${sign.group}`]),
      ...against.map(({ name }) => `mark:${name}`),
      ...signs.flatMap(sign => against.flatMap(({ name }) => [`${nameOf(sign)}|${name}`, `${sign.group}|${name}`])),
      ...pairs(signs).map(([a, b]) => `${nameOf(a)}&${nameOf(b)}`),
      ...found(signs, end).map(sign => `end:${nameOf(sign)}`),
      ...found(against, end).map(({ name }) => `end:${name}`),
      ...clauses.flatMap(clause => inOneClause(found(signs, clause), found(against, clause))),
      ...countsOf(signs, against),
      `length:${Math.min(6, Math.floor(text.length / 10))}`,
    ];
  };
}

const nameOf = ({ group, name }: NamedPattern): string => `${group}.${name}`;

/** Single characters and neighbouring ones, with the clause's two ends. */
function characters(clause: string): string[] {
  const all = [...`^${clause}$`];
  return [...all, ...all.slice(0, -1).map((character, i) => `${character}${all[i + 1]}`)];
}

/** A sign that no mark in its own clause takes back weighs more. */
function inOneClause(signs: readonly NamedPattern[], against: readonly NamedPattern[]): string[] {
  if (signs.length === 0) return [];
  if (against.length === 0) return ['clear', ...signs.flatMap(sign => [`clear:${nameOf(sign)}`, `clear:${sign.group}`])];
  return signs.flatMap(({ group }) => against.map(({ name }) => `${group}@${name}`));
}

/** How many signs there are, of which kinds, and how many marks against them. */
function countsOf(signs: readonly NamedPattern[], against: readonly NamedPattern[]): string[] {
  const kinds = new Map<string, number>();
  for (const { group } of signs) kinds.set(group, (kinds.get(group) ?? 0) + 1);
  return [
    `signs:${Math.min(5, signs.length)}`,
    `marks:${Math.min(4, against.length)}`,
    `odds:${Math.min(4, signs.length)}/${Math.min(3, against.length)}`,
    ...[...kinds].map(([kind, count]) => `many:${kind}${Math.min(3, count)}`),
  ];
}

/** The topics, those of the last clause, and each two of them that stand in one clause or in two neighbouring ones. */
function sideBySide(topics: readonly NamedPattern[], clauses: readonly string[], text: string): string[] {
  const starts = startsOf(clauses);
  const features: string[] = [];
  const hits = topics
    .flatMap(({ name, pattern }) =>
      [...text.matchAll(pattern)].map(({ index }) => ({ name, index, clause: starts.findLastIndex(at => at <= index) })),
    )
    .sort((a, b) => a.index - b.index);
  for (const [i, { name, clause }] of hits.entries()) {
    features.push(`topic:${name}`);
    if (clause === clauses.length - 1) features.push(`last:${name}`);
    for (let j = i + 1; j < hits.length; j++) {
      const other = hits[j];
      if (other === undefined || other.clause - clause > 1) break;
      if (other.name === name) continue;
      const pair = name < other.name ? `${name}+${other.name}` : `${other.name}+${name}`;
      features.push(`${other.clause === clause ? 'with' : 'near'}:${pair}`);
    }
  }
  return features;
}

/** Where each clause begins in their text joined by single spaces. */
function startsOf(clauses: readonly string[]): number[] {
  let at = 0;
  return clauses.map(clause => {
    const start = at;
    at += clause.length + 1;
    return start;
  });
}

const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, i) => items.slice(i + 1).map(b => [a, b] as const));
