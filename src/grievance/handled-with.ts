/**
 * Cases that are handled with another one, and how many households have the trouble of all of them: each counts once, however often, and from however
 * many accounts, it says so.
 */
import type { Grievance } from './model.ts';
import type { GrievanceStore } from './store.ts';

type Reading = Pick<GrievanceStore, 'get' | 'linkedTo'>;

/** Those that were merged into it, and into one of those, and so on. */
export async function handledWith(store: Reading, number: number): Promise<readonly Grievance[]> {
  const parts: Grievance[] = [];
  const wholes = [number];
  for (const whole of wholes) {
    for (const other of await store.linkedTo(whole)) {
      const part = wholes.includes(other) ? undefined : await store.get(other);
      if (part?.mergedInto !== whole) continue;
      parts.push(part);
      wholes.push(other);
    }
  }
  return parts;
}

/** The case that it is handled with in the end; itself where it is handled alone. */
export async function wholeOf(store: Pick<GrievanceStore, 'get'>, grievance: Grievance): Promise<Grievance> {
  const into = grievance.mergedInto === undefined ? undefined : await store.get(grievance.mergedInto);
  return into ? wholeOf(store, into) : grievance;
}

/** How many more households than its own have the trouble of some cases: those that reported, and those that have it too. */
export const othersWith = async (store: Pick<GrievanceStore, 'households'>, numbers: readonly number[]): Promise<number> =>
  Math.max(0, (await store.households(numbers)) - 1);

/** The numbers of a case and of all that is handled with it. */
export const allOf = async (store: Reading, number: number): Promise<readonly number[]> => [
  number,
  ...(await handledWith(store, number)).map(part => part.number),
];
