/**
 * The labelled messages under `test/knowledge/messages/`: what the assistant should do with each.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface Labelled {
  readonly id: string;
  readonly region: string;
  readonly chat: 'private' | 'group';
  readonly mentioned: boolean;
  readonly text: string;
  readonly action: string;
  /** Clauses that answer, any of which may come first. */
  readonly clauses: readonly string[];
  /** Regular expressions that the answer must contain. */
  readonly facts: readonly string[];
  readonly kind: string;
}

const folder = new URL('../knowledge/messages/', import.meta.url);

/** @param set the name of a file without its ending; all of them without it */
export function labelledMessages(set?: string): Labelled[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.jsonl') && (set === undefined || name === `${set}.jsonl`));
  return files.flatMap(name =>
    readFileSync(new URL(name, folder), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Labelled),
  );
}
