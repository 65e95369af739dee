/**
 * What stands in a backup file: gzip over lines of JSON. A header; for each table its name and then its rows, each an array in the order of the
 * columns that the header names; a footer that counts and sums up what came before it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Rows } from './bulk.ts';

/** The first line. */
const header = z.object({
  program: z.literal('anjia'),
  /** The form of the file. */
  format: z.number().int(),
  /** The step that the schema was at. */
  schema: z.string(),
  /** ISO instant. */
  at: z.string(),
  /** The keys that the sealed values need. */
  keys: z.array(z.string()).readonly(),
  tables: z
    .array(
      z.object({
        name: z.string(),
        columns: z.array(z.string()).min(1).readonly(),
        /** The last number that the table gave to a row, where it numbers them. */
        last: z.number().int().nonnegative().optional(),
      }),
    )
    .readonly(),
});

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The last line: SHA-256 of each table's row lines, and of all lines before this one. */
const footer = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number().int().nonnegative(), sha256: digest })),
  sha256: digest,
});

/** What is said before the tables. */
export type Header = Readonly<z.infer<typeof header>>;
/** What is said after them. */
export type Footer = Readonly<z.infer<typeof footer>>;

/** What a backup says of itself. */
export interface Summary {
  readonly header: Header;
  readonly footer: Footer;
}

/** The form of the file that this program writes and reads. */
export const FORMAT = 1;

/** A line that opens a table. */
const opening = z.object({ table: z.string() });
const row = z.array(z.union([z.string(), z.number().int(), z.null()]));

const reader =
  <T>(schema: z.ZodType<T>) =>
  (line: string): T | undefined => {
    try {
      return schema.safeParse(JSON.parse(line)).data;
    } catch {
      return undefined;
    }
  };
/** Like each reader below `undefined` where the line is no such one. */
export const readHeader = reader(header);
/** The line before the rows of a table. */
export const readOpening = reader(opening);
/** The values of a row. */
export const readRow = reader(row);
/** The last line. */
export const readFooter = reader(footer);

/** The line before the rows of a table. */
export const openingLine = (table: string): string => `${JSON.stringify({ table })}\n`;
/** The lines of some rows. */
export const rowLines = (rows: Rows): string => rows.map(row => `${JSON.stringify(row)}\n`).join('');

/** Counts and sums up the row lines of a table. */
export interface Sum {
  readonly rows: number;
  /** @returns the lines */
  add(lines: string, rows: number): string;
  /** As the footer says it; nothing can be added then. */
  value(): Footer['tables'][string];
}

/** Begins with nothing. */
export function createSum(): Sum {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    add(lines, more) {
      hash.update(lines);
      rows += more;
      return lines;
    },
    value: () => ({ rows, sha256: hash.digest('hex') }),
  };
}
