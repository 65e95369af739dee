/**
 * What was learned is kept on this machine, so that only the first program to need it after a change waits for it. Where nothing can be kept it is
 * learned each time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { folders } from './config.ts';
import { type Gradual, gradually, type Steps } from './shared/gradual.ts';
import { once } from './shared/once.ts';

/** All that takes part in learning: what is learned from, and the code that learns. */
const TAKES_PART = [
  'package.json',
  'knowledge',
  'src/language',
  'src/knowledge',
  'src/conversation/danger-clauses.ts',
  'src/conversation/danger-scale.ts',
  'src/conversation/danger-traits.ts',
  'src/conversation/intent.ts',
  'src/grievance/kind-reader.ts',
  'src/shipped.ts',
];

/**
 * @param name of its file, without what it was learned from
 * @param learn makes plain data: numbers, strings, arrays, flat memory
 * @param folder where it is kept
 */
export function keptLesson<T>(name: string, learn: () => Steps<T>, folder: string = folders.cache): Gradual<T> {
  return gradually(function* () {
    const file = `${name}-${fingerprint()}`;
    const kept = read<T>(join(folder, file));
    if (kept) return kept.learned;
    const learned = yield* learn();
    keep(folder, name, file, { learned });
    return learned;
  });
}

/** What is kept. */
interface Kept<T> {
  readonly learned: T;
}

function read<T>(path: string): Kept<T> | undefined {
  try {
    return deserialize(readFileSync(path)) as Kept<T>;
  } catch {
    return undefined;
  }
}

/** Whoever reads meanwhile finds the whole file or none. What was learned from something else goes, and drafts of others: they have what we have. */
function keep<T>(folder: string, name: string, file: string, kept: Kept<T>): void {
  const draft = join(folder, `${file}.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, serialize(kept));
    renameSync(draft, join(folder, file));
    for (const other of readdirSync(folder)) if (other.startsWith(`${name}-`) && other !== file) rmSync(join(folder, other));
  } catch {
    // What is left of it goes when it is kept the next time.
  }
}

const fingerprint = once((): string => {
  const hash = createHash('sha256');
  for (const path of TAKES_PART.flatMap(filesIn))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(folders.root, path)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
});

/** A file, or all below a folder, in one order on every machine. */
function filesIn(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(folders.root, path), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folders.root.length))
    .sort();
}
