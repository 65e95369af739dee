/**
 * Whole conversations as `test/journeys/` holds them: what is said, and what must be heard. Recorded by `npm run chat -- --record FILE`, then cut
 * down to what matters.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One conversation. */
export interface Journey {
  readonly title: string;
  readonly turns: readonly {
    readonly say: string;
    readonly hear: readonly string[];
    /** What must not be heard. */
    readonly not?: readonly string[];
    /** Whether the program is stopped and started before this. */
    readonly restart?: boolean;
  }[];
}

const folder = new URL('../journeys/', import.meta.url);

/** All of them, each with its name. */
export const journeys: readonly (readonly [string, Journey])[] = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => [name.replace('.yaml', ''), parse(readFileSync(new URL(name, folder), 'utf8')) as Journey]);

/** Those that may be held before others: the rest collect facts about a household, which is for private chats. */
export const beforeOthers = journeys.filter(([name]) => name !== 'eligibility' && name !== 'screening');
