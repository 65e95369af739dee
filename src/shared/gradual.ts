/**
 * Long work in small steps, so that others get their turn in between.
 */

/** Work that makes something; it may rest wherever it yields. */
export type Steps<T> = Generator<void, T, void>;

/** What is made step by step, ahead of whoever needs it first. */
export interface Gradual<T> {
  /** It; what is still to be done is done at once. Throws what the work throws, whoever asks. */
  (): T;
  /**
   * Does some of the work.
   * @param ms for so long; it ends with the step that is being done then
   * @returns whether it is made. Throws what the work throws.
   */
  goOn(ms: number): boolean;
}

/** @param begin the work; begun when it is first needed, and anew where it failed */
export function gradually<T>(begin: () => Steps<T>): Gradual<T> {
  let steps: Steps<T> | undefined;
  let value: { readonly made: T } | undefined;

  function workUntil(end: number): { readonly made: T } | undefined {
    if (value) return value;
    const going = steps ?? begin();
    steps = undefined;
    do {
      const step = going.next();
      if (step.done) {
        value = { made: step.value };
        return value;
      }
    } while (performance.now() < end);
    steps = going;
    return undefined;
  }

  const ask = (): T => (workUntil(Number.POSITIVE_INFINITY) as { readonly made: T }).made;
  return Object.assign(ask, { goOn: (ms: number) => workUntil(performance.now() + ms) !== undefined });
}
