/**
 * The official wording of clauses, as imported where the assistant is deployed: kept under `data/originals/`, one file a document.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ClauseId } from '../shared/ids.ts';
import type { Import } from './import/model.ts';
import { UnreadableFileError } from './import/unreadable.ts';

const texts = z.array(z.string());
const clause = z.object({
  path: z.string(),
  label: z.string(),
  heading: z.string(),
  text: z.string(),
  lead: texts,
  supporting: texts,
});
const warning = z.object({
  path: z.string().nullable(),
  text: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const keptFile = z.object({ document: z.string(), clauses: z.array(clause), dropped: texts, warnings: z.array(warning) });

const folderOf = (dataDir: string): string => join(dataDir, 'originals');

/**
 * Keeps an import in place of an earlier one of the same document; a reader sees the old file or the new one, never half of it.
 * @returns the file's path
 */
export function keepOriginal(dataDir: string, original: Import): string {
  const folder = folderOf(dataDir);
  const file = join(folder, `${original.document}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(original, null, 1)}\n`);
  renameSync(`${file}.new`, file);
  return file;
}

/**
 * The import of a document that was kept, if there is one.
 * @throws {UnreadableFileError} `kept-broken` where the file is not as `keepOriginal` wrote it
 */
export function keptOriginal(dataDir: string, document: string): Import | undefined {
  const file = join(folderOf(dataDir), `${document}.json`);
  const text = ifThere(() => readFileSync(file, 'utf8'));
  if (text === undefined) return undefined;
  try {
    return keptFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableFileError('kept-broken', { name: file }, { cause });
  }
}

/**
 * Reads all kept imports once.
 * @returns the official wording of a clause, or `undefined` where its document was not imported
 * @throws {UnreadableFileError} `kept-broken`
 */
export function loadOriginals(dataDir: string): (clause: { readonly id: ClauseId }) => string | undefined {
  const wording = new Map<string, string>();
  for (const document of keptDocuments(dataDir)) {
    for (const { path, text } of keptOriginal(dataDir, document)?.clauses ?? []) wording.set(`${document}:${path}`, text);
  }
  return ({ id }) => wording.get(id);
}

function keptDocuments(dataDir: string): string[] {
  const names = ifThere(() => readdirSync(folderOf(dataDir))) ?? [];
  return names.flatMap(name => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
}

/** What is read, or `undefined` where there is no such file or folder. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}
