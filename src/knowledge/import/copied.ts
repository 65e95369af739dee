/**
 * Finds wording of ours that was copied from an official text.
 */
import type { PlacedFault } from '../check.ts';
import type { Clause } from '../model.ts';
import type { Import } from './model.ts';

/** So many characters in a row, Chinese and digits alone, are a copy. */
export const COPY_LENGTH = 22;

const plain = (text: string): string => text.normalize('NFKC').replace(/[^\p{Script=Han}0-9]/gu, '');

/** Every run of that length in an official text. */
export function runsOfText({ clauses, dropped }: Import): ReadonlySet<string> {
  const text = plain([...dropped, ...clauses.map(clause => clause.text)].join('\n'));
  const runs = new Set<string>();
  for (let i = 0; i + COPY_LENGTH <= text.length; i++) runs.add(text.slice(i, i + COPY_LENGTH));
  return runs;
}

/** Headings and titles in 《》 are facts, and may stand as printed. */
export function copiedWording(clause: Clause, runs: ReadonlySet<string>): PlacedFault[] {
  return wordingOf(clause).flatMap(({ path, text }) =>
    copiesIn(text.replaceAll(clause.heading, '\n'), runs).map(words => ({ path, code: 'copied', params: { words } })),
  );
}

/** What of a text was copied; titles may be. */
export function copiesIn(text: string, runs: ReadonlySet<string>): string[] {
  const parts = text.replace(/《[^》]*》/gu, '\n').split('\n');
  return parts.flatMap(part => firstCopy(plain(part), runs) ?? []);
}

function firstCopy(text: string, runs: ReadonlySet<string>): string | undefined {
  for (let i = 0; i + COPY_LENGTH <= text.length; i++) {
    if (runs.has(text.slice(i, i + COPY_LENGTH))) return text.slice(i, i + COPY_LENGTH);
  }
  return undefined;
}

function wordingOf({ provisions, leavesOpen }: Clause): { path: PropertyKey[]; text: string }[] {
  const asks = (list: readonly string[], path: PropertyKey[]) => list.map((text, i) => ({ path: [...path, i], text }));
  return [
    ...provisions.flatMap(({ audience, says, more, asks: asked }, i) => [
      { path: ['provisions', i, 'audience'], text: audience },
      { path: ['provisions', i, 'says'], text: says.zh },
      ...(more ? [{ path: ['provisions', i, 'more'], text: more.zh }] : []),
      ...asks(asked, ['provisions', i, 'asks']),
    ]),
    ...leavesOpen.flatMap(({ says, asks: asked }, i) => [
      { path: ['leaves_open', i, 'says'], text: says.zh },
      ...asks(asked, ['leaves_open', i, 'asks']),
    ]),
  ];
}
