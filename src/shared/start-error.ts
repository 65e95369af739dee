/** The program could not start, for a reason outside it: its `part` says what refused, its `cause` what the system said. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly part: 'storage' | 'keys' | 'address';
  constructor(part: 'storage' | 'keys' | 'address', cause: unknown) {
    super(`the ${part} cannot be used`, { cause });
    this.part = part;
  }
}
