/**
 * One sealed column as its store sees it: plain text or a document on this side, sealed text on the other.
 */
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import type { Sealer } from './sealer.ts';

/** Seals what goes into a column, and opens what comes out of it. */
export interface SealedColumn<T> {
  seal(value: T): string;
  /** @throws as `Sealer.open` does */
  open(sealed: string): T;
}

/** A column as `columnName` writes it. */
type ColumnName = { [Table in keyof Tables]: `${Table}.${keyof Tables[Table] & string}` }[keyof Tables];

/** A column that holds text. */
export const sealedText = (sealer: Sealer, column: ColumnName): SealedColumn<string> => ({
  seal: text => sealer.seal(column, storable(text)),
  open: sealed => sealer.open(column, sealed),
});

/** A column that holds a document as JSON. */
export const sealedDocument = <T>(sealer: Sealer, column: ColumnName): SealedColumn<T> => ({
  seal: value => sealer.seal(column, storable(JSON.stringify(value))),
  open: sealed => JSON.parse(sealer.open(column, sealed)) as T,
});
