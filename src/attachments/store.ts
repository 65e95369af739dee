/**
 * The store that attachments need; `storage` implements it on each database. Each method throws where the database fails.
 */

/** Somebody on a platform. */
export interface Owner {
  readonly channel: string;
  readonly account: string;
  readonly person: string;
}

/** A photo or file that somebody sent, as it is kept. */
export interface KeptFile extends Owner {
  /** Of the message that it came with, and its place there: kept once, however often the message is looked at. */
  readonly id: string;
  /** What the platform calls it; nobody's word for what it is. */
  readonly name?: string | undefined;
  /** Media type, by its content. */
  readonly type: string;
  readonly at: Date;
}

/** Work on a kept file that a killed process leaves unfinished. */
export interface OpenWork extends KeptFile {
  /** Where to say what became of it. */
  readonly chat: string;
  /** What the work is known by. */
  readonly work: string;
}

/** Keeps what people sent. */
export interface AttachmentStore {
  /** Keeps it, unless it is there. */
  add(file: KeptFile, bytes: Uint8Array): Promise<void>;
  find(id: string): Promise<KeptFile | undefined>;
  bytes(id: string): Promise<Uint8Array | undefined>;
  /** What somebody sent, of one type or all, newest first. */
  list(owner: Owner, limit: number, type?: string): Promise<readonly KeptFile[]>;
  remove(id: string): Promise<void>;
  /** Deletes all of one type, but for what is being worked on. */
  removeAll(type: string): Promise<void>;
  /** Notes the case that somebody's own belong to; each has one at most. They are kept until what is personal of it is erased. */
  keepFor(owner: Owner, ids: readonly string[], caseNumber: number): Promise<void>;
  /** Deletes all that somebody sent. */
  erase(owner: Owner): Promise<void>;
  /** Notes that work on it begins. */
  begin(id: string, chat: string, work: string): Promise<void>;
  /** All that was begun and whose file is still there. */
  begun(): Promise<readonly OpenWork[]>;
}
