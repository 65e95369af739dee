/**
 * What the desk asks to be done with household tables, beside the conversation.
 */
import type { Owner } from '../../../attachments/index.ts';
import type { Actor } from '../../../directory/model.ts';
import type { Language } from '../../../language/i18n.ts';
import type { OutgoingFile } from '../../../message/index.ts';
import type { SettlementId } from '../../../shared/ids.ts';
import type { SessionKey } from '../../store.ts';

/** Somebody who wants something done with tables. */
export interface Wish {
  readonly actor: Actor;
  readonly to: SessionKey;
  readonly language: Language;
  /** The number of the message that it was wished with: what is told of a file is blanked with it. */
  readonly message: number;
}

/** A table that somebody sent, and where it belongs. */
export interface Table {
  readonly file: string;
  readonly settlement: SettlementId;
}

/** How far looking at a table is. @param text what would come of it, or why nothing would */
export type Look = { readonly state: 'looking' } | { readonly state: 'ready' | 'useless'; readonly text: string };

/** The work on tables. */
export interface TableImports {
  /** What would come of a table; begins to look at it, once this is committed, where that was not done yet. */
  look(wish: Wish, table: Table): Look;
  /** Begins to take a table in, once this is committed. */
  begin(wish: Wish, table: Table): Promise<void>;
  /** Begins to take an import back, once this is committed. */
  undo(wish: Wish, id: string): void;
  /** Whether a table of theirs is being taken in, or waits for it. */
  isRunning(owner: Owner): boolean;
  /** Stops taking their table in after the stretch in hand. */
  halt(owner: Owner): void;
  /** Stops what is done for somebody, and tells them nothing any more. */
  leave(owner: Owner): void;
  /** What was seen of tables is forgotten. */
  forget(): void;
  /** An empty table to fill in. */
  template(): Promise<OutgoingFile>;
  /** Tells those whose import was cut off by a kill. */
  resume(): Promise<void>;
  /** Stops the import in hand, and waits until that is told. */
  stop(): Promise<void>;
}
