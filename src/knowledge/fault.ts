/**
 * A fault in the knowledge: where it stands and which sentence of `locales/<language>/knowledge.json` explains it.
 */
export interface Fault {
  /** Path below the folder that was read, with `/`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Key of the sentence that says what is wrong and what to do. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The knowledge has faults: nothing is made from it until they are mended. */
export class FaultyKnowledgeError extends Error {
  override readonly name = 'FaultyKnowledgeError';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`${faults.length} faults in the knowledge`);
    this.faults = faults;
  }
}
