/**
 * Why a backup was not taken, not taken for one, or not restored. The database and the files are as they were before.
 */

/** What is wrong, with `file` and what else is named. */
export type BackupFault =
  /** There is no such file. */
  | 'absent'
  /** The file cannot be read or written: `code` is the system's word for it. */
  | 'unusable'
  /** A file is there already; backups are never written over. */
  | 'exists'
  /** The file is something else than a backup. */
  | 'foreign'
  /** It ends too early. */
  | 'truncated'
  /** It was changed: at `line`. */
  | 'damaged'
  /** A newer program made it, at the schema's step `schema`. */
  | 'newer'
  /** A newer program made the database, at the step `schema`. */
  | 'database-newer'
  /** Its sealed values need the key `keyId`, which is not here. */
  | 'key'
  /** There is data where it would go. */
  | 'occupied'
  /** Another program is writing to the database. */
  | 'busy'
  /** There is no database to make a backup of. */
  | 'nothing'
  /** The database at `host` that it would be copied to cannot be used: `code`. */
  | 'unreachable'
  /** What was read back from `table` is not what the file says. */
  | 'differs';

/** A backup cannot be made, read or restored. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly fault: BackupFault;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(fault: BackupFault, params: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`backup: ${fault}`, { cause });
    this.fault = fault;
    this.params = params;
  }
}
