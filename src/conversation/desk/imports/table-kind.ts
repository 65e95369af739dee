/**
 * A kind of table that people send: how it is known, looked at, taken in and taken back.
 */
import type { Actor } from '../../../directory/model.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { Choice, OutgoingFile } from '../../../message/index.ts';
import type { SettlementId } from '../../../shared/ids.ts';
import type { Sheet } from '../../../spreadsheet/index.ts';

/** Who wants it, where, and in which words it is told. */
export interface TableWish {
  readonly actor: Actor;
  readonly settlement: SettlementId;
  readonly t: Translate;
}

/** What would come of a table, or why nothing would. */
export interface Looked {
  readonly state: 'ready' | 'useless';
  readonly text: string;
  readonly file?: OutgoingFile | undefined;
}

/** What came of taking it in. */
export interface TakenIn {
  readonly text: string;
  /** The import's number; nothing where it was refused, or nothing was there to be taken in. */
  readonly id?: string | undefined;
  readonly file?: OutgoingFile | undefined;
  /** What else may be done now. */
  readonly choices?: readonly Choice[] | undefined;
}

/** How taking in is followed and stopped. */
export interface Following {
  readonly signal: AbortSignal;
  readonly onBegun: (id: string) => Promise<void>;
  readonly onProgress: (through: number, total: number) => void;
  /** Whether the program is ending. */
  readonly isCut: () => boolean;
}

/** A kind of table. */
export interface TableKind {
  /** So many columns of such a table the file has; 0 where it is none. */
  columnsIn(sheets: readonly Sheet[]): number;
  look(wish: TableWish, sheets: readonly Sheet[], signal: AbortSignal): Promise<Looked>;
  takeIn(wish: TableWish, sheets: readonly Sheet[], following: Following): Promise<TakenIn>;
  /** How far it is. */
  progress(through: number, total: number, t: Translate): string;
  /** Whether it has an import of that number. */
  has(id: string): Promise<boolean>;
  /** Takes an import back, and says what came of it. */
  undo(actor: Actor, id: string, t: Translate): Promise<string>;
  /** Notes that an import was cut off by a kill, and says how it stands; nothing where it is unknown. */
  cutOff(id: string, t: Translate): Promise<string | undefined>;
}
