/**
 * Present danger to life: what signals it, and what takes the alarm out of it (the past, what is over, general questions, suppositions,
 * idioms, denials). The words stand in `knowledge/danger.yaml`. When in doubt the alarm is raised.
 */
import type { DangerKind, DangerWords } from '../knowledge/load-language.ts';
import { normalise } from '../language/normalise.ts';
import { rememberLast } from '../shared/remember-last.ts';

/** The kind of danger that the text reports as happening now, or `none`. */
export type DangerReader = (text: string) => DangerKind | 'none';

const BREAK = /[。!?;,\s]+/;

/** A clause as short as this ("去年,") speaks for the clause after it. */
const SHORT_CLAUSE = 5;

/** Danger that a household may report after it is over, when it asks to be registered. */
const MAY_BE_AFTERMATH: readonly DangerKind[] = ['medical', 'other'];

/** @param words as `knowledge/danger.yaml` explains them */
export function createDangerReader(words: DangerWords): DangerReader {
  const { now, over, past, question, hypothetical, aftermath, negation } = words;
  const everywhere = ({ source }: RegExp) => new RegExp(source, 'gu');
  const notReal = words.notReal.map(everywhere);
  const signs = words.signs.map(({ kind, pattern }) => ({ kind, pattern: everywhere(pattern) }));
  const has = (patterns: readonly RegExp[], text: string) => patterns.some(pattern => pattern.test(text));

  const read = (message: string): DangerKind | 'none' => {
    const real = notReal.reduce((rest, pattern) => rest.replace(pattern, '※'), message);
    const clauses = real.split(BREAK).filter(clause => clause !== '' && !has(negation, clause));
    const kept = clauses.join(' ');
    const isNow = has(now, kept);
    const isOver = has(over, message);
    const isAftermath = has(aftermath, message);

    const stands = (kind: DangerKind, from: number, to: number): boolean => {
      const touched = clausesTouched(clauses, from, to);
      if (touched.some(clause => has(hypothetical, clause))) return false;
      if (isNow) return true;
      if (isOver || (isAftermath && MAY_BE_AFTERMATH.includes(kind))) return false;
      return !touched.some(clause => has(past, clause) || (kind !== 'suicide' && has(question, clause)));
    };
    const found = signs.find(({ kind, pattern }) =>
      [...kept.matchAll(pattern)].some(hit => stands(kind, hit.index, hit.index + hit[0].length)),
    );
    return found?.kind ?? 'none';
  };
  // One turn asks several times about the same message.
  return rememberLast(text => {
    const message = normalise(text);
    const kind = read(message);
    // Spaces between the characters part no clauses.
    return kind === 'none' && SPACED.test(message) ? read(message.replace(/ /g, '')) : kind;
  });
}

/** Three Chinese characters that each stand alone. */
const SPACED = /(?:^| )\p{Script=Han} \p{Script=Han} \p{Script=Han}/u;

/** The clauses, joined by single spaces, that the characters `from` to `to` lie in, and a short one just before. */
function clausesTouched(clauses: readonly string[], from: number, to: number): string[] {
  const touched: string[] = [];
  let start = 0;
  for (const [i, clause] of clauses.entries()) {
    const end = start + clause.length;
    if (from < end && to > start) {
      const before = clauses[i - 1];
      if (touched.length === 0 && before !== undefined && [...before].length <= SHORT_CLAUSE) touched.push(before);
      touched.push(clause);
    }
    start = end + 1;
  }
  return touched;
}
