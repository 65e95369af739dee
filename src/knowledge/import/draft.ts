/**
 * Drafts of clause files, for a person to complete.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { ImportedClause } from './model.ts';
import type { FindUnit } from './unit-names.ts';

/** Comments in the reader's language. */
export interface DraftWords {
  readonly provisions: string;
  readonly unknownUnits: (names: readonly string[]) => string;
}

/** A clause file that is not written yet. */
export interface Draft {
  /** Below the folder `knowledge/`. */
  readonly file: string;
  readonly content: string;
  /** Names in the original that no unit bears. */
  readonly unknownUnits: readonly string[];
}

/** What is known of a clause from print alone; its provisions are left empty, and the check says so until they are written. */
export function draftClause(document: string, clause: ImportedClause, findUnit: FindUnit, words: DraftWords): Draft {
  const { path, label, heading, lead, supporting } = clause;
  const ids = (names: readonly string[]) => names.flatMap(name => findUnit(name) ?? []);
  const unknownUnits = [...lead, ...supporting].filter(name => findUnit(name) === undefined);
  const known = stringify({ label, heading, lead: ids(lead), supporting: ids(supporting) }, { lineWidth: 0 });
  const comments = [...(unknownUnits.length > 0 ? [words.unknownUnits(unknownUnits)] : []), words.provisions];
  return {
    file: `clauses/${document}/${path}.yaml`,
    content: `${known}${comments.map(comment => `# ${comment}\n`).join('')}provisions: []\n`,
    unknownUnits,
  };
}

/** Whether a file already stands where the draft would: it is never overwritten. */
export const isTaken = (folder: string, { file }: Draft): boolean => existsSync(join(folder, file));

/** @throws where the file is there already, or the folder cannot be written to */
export function writeDraft(folder: string, { file, content }: Draft): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { flag: 'wx' });
}
