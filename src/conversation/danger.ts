/**
 * Present danger to life: what signals it, and what takes the alarm out of it (the past, what is over, general questions, suppositions,
 * idioms, denials). Two readers work together: the patterns of `knowledge/danger.yaml`, and a scale that has learned from the examples of
 * `knowledge/danger/`. When in doubt the alarm is raised.
 */
import type { DangerKind, DangerWords } from '../knowledge/load-language.ts';
import { normalise } from '../language/normalise.ts';
import { rememberLast } from '../shared/remember-last.ts';
import { clausesOf, MOST_CLAUSES, withoutIdioms } from './danger-clauses.ts';
import type { DangerScale, Weighed } from './danger-scale.ts';

/** The kind of danger that the text reports as happening now, or `none`. */
export type DangerReader = (text: string) => DangerKind | 'none';

const BREAK = /[。!?;,\s]+/;

/** A clause as short as this ("去年,") speaks for the clause after it. */
const SHORT_CLAUSE = 5;

/** Danger that a household may report after it is over, when it asks to be registered. */
const MAY_BE_AFTERMATH: readonly DangerKind[] = ['medical', 'other'];

/** The scale alone raises the alarm from here on, and takes back what the patterns found below there: chosen by cross-validation. */
const SURE = 0.3;
/** The same where the message speaks of the past and nothing says that it happens now. */
const SURE_THOUGH_PAST = 0.6;
const DOUBTFUL = 0.1;

/** What the scale calls a danger stands from here on, whichever pattern found it. */
const SURE_OF_KIND = 0.6;

/** Nobody tells of a danger in more characters: the last ones are weighed. */
const MOST_CHARACTERS = 1000;

const STOP = /[。!?;]+/;

/**
 * @param words as `knowledge/danger.yaml` explains them
 * @param scale asked for at the first message that it is needed for
 */
export function createDangerReader(words: DangerWords, scale: () => DangerScale): DangerReader {
  const { now, over, past, question, hypothetical, aftermath, negation } = words;
  const realOf = withoutIdioms(words.notReal);
  const signs = words.signs.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(pattern.source, 'gu') }));
  const has = (patterns: readonly RegExp[], text: string) => patterns.some(pattern => pattern.test(text));
  const weigh = (message: string): Weighed =>
    scale()(realOf(message).slice(-MOST_CHARACTERS).split(STOP).slice(-MOST_CLAUSES).map(clausesOf));

  const read = (message: string): DangerKind | 'none' => {
    const real = realOf(message);
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
    // Spaces between the characters part no clauses.
    const joined = SPACED.test(message) ? message.replace(/ /g, '') : message;
    const seen = read(message);
    const kind = seen === 'none' && joined !== message ? read(joined) : seen;
    // A number alone, such as how many live here, holds those to call by chance.
    if (!/\p{L}/u.test(joined)) return kind;
    const weighed = weigh(joined);
    const isNow = has(now, joined);
    // Who begs to be helped says much else: what is said to happen now is not taken back for that.
    const isPlea = isNow && has(aftermath, joined);
    if (kind !== 'none') return isPlea || weighed.loudest >= DOUBTFUL ? nameOf(kind, weighed) : 'none';
    const isPast = has(past, joined) && !isNow;
    return weighed.chance >= (isPast ? SURE_THOUGH_PAST : SURE) ? weighed.kind : 'none';
  });
}

/** Who lies unconscious beside a stove is found for that, and has breathed its gas. */
const nameOf = (found: DangerKind, { kind, kindChance }: Weighed): DangerKind => (kindChance >= SURE_OF_KIND ? kind : found);

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
