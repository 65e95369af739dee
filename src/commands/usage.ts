/** The command line itself was wrong: its message says what to type instead, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
