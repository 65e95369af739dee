/**
 * Brackets and quotes that do not fit: pairs of unlike shape, one word in different brackets, pairs that never close.
 */
import type { TakenClause } from './clauses.ts';
import type { ImportWarning } from './model.ts';

/** Opening → closing. Those of one row stand for one another in scans. */
const BRACKETS = new Map([...'(（〈<[［【〔'].map((open, i) => [open, ')）〉>]］】〕'[i] ?? '']));
const QUOTES = new Map([...'“‘《「『'].map((open, i) => [open, '”’》」』'[i] ?? '']));
const CLOSING = new Set(BRACKETS.values());
const CLOSING_QUOTES = new Set(QUOTES.values());

interface Pair {
  readonly path: string;
  readonly open: string;
  readonly close: string;
  readonly inside: string;
}

/** By the path of the clause. */
export function bracketWarnings(clauses: readonly TakenClause[]): ReadonlyMap<string, ImportWarning[]> {
  const found = new Map<string, ImportWarning[]>();
  const add = (path: string, code: string, text: string, params: ImportWarning['params'] = {}) => {
    const list = found.get(path) ?? [];
    if (!list.some(one => one.code === code && one.text === text)) list.push({ path, code, text, params });
    found.set(path, list);
  };
  const pairs: Pair[] = [];
  for (const { path, text } of clauses) {
    const read = readPairs(text);
    for (const alone of read.alone) add(path, 'unclosed', text.slice(alone, alone + 10));
    for (const pair of read.pairs) pairs.push({ path, ...pair });
  }
  const usual = usualShapes(pairs);
  for (const { path, open, close, inside } of pairs) {
    const text = open + inside + close;
    if (BRACKETS.get(open) !== close) add(path, 'brackets-unlike', text);
    else if (usual.get(inside) !== open) {
      const shape = usual.get(inside) ?? '';
      add(path, 'brackets-mixed', text, { usual: shape + inside + (BRACKETS.get(shape) ?? '') });
    }
  }
  return found;
}

/** For each content the bracket that it stands in most often. */
function usualShapes(pairs: readonly Pair[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { open, inside } of pairs) {
    const shapes = counts.get(inside) ?? new Map<string, number>();
    counts.set(inside, shapes.set(open, (shapes.get(open) ?? 0) + 1));
  }
  return new Map([...counts].map(([inside, shapes]) => [inside, [...shapes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '']));
}

/** The innermost pairs of brackets, and the places of brackets and quotes without a partner. */
function readPairs(text: string): { pairs: Omit<Pair, 'path'>[]; alone: number[] } {
  const pairs: Omit<Pair, 'path'>[] = [];
  const alone: number[] = [];
  const open: number[] = [];
  const quotes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (BRACKETS.has(character)) open.push(i);
    else if (QUOTES.has(character)) quotes.push(i);
    else if (CLOSING.has(character)) {
      const start = open.pop();
      if (start === undefined) alone.push(i);
      else {
        const inside = text.slice(start + 1, i);
        if (inside.length <= 10) pairs.push({ open: text[start] ?? '', close: character, inside });
      }
    } else if (CLOSING_QUOTES.has(character)) {
      const start = quotes.pop();
      if (start === undefined) alone.push(i);
      else if (QUOTES.get(text[start] ?? '') !== character) alone.push(start);
    }
  }
  return { pairs, alone: [...alone, ...open, ...quotes].sort((a, b) => a - b) };
}
