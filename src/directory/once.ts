/**
 * Asking twice does it once: what was done under a key that the caller chose is kept, sealed, as long as requests are (retention), and told again.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import type { Actor } from './model.ts';
import type { DirectoryStore } from './store.ts';

/** Done now, done before under the same key, or the key was used for something else. */
export type Repeated<T> = { readonly kind: 'done' | 'again'; readonly result: T } | { readonly kind: 'differs' };

/** Does work once. */
export interface Once {
  /**
   * Does the work where the actor's key is new; the work, its record and its result are kept in one transaction.
   * @param request what is asked, in full: with the same key it must be the same
   * @param work its result is kept as JSON
   */
  run<T>(actor: Actor, key: string, request: Uint8Array, work: () => Promise<T>): Promise<Repeated<T>>;
}

/** Makes the service on its store. */
export const createOnce = (store: DirectoryStore, clock: Clock): Once => ({
  run: <T>(actor: Actor, key: string, request: Uint8Array, work: () => Promise<T>) =>
    store.transact(async (): Promise<Repeated<T>> => {
      const name = createHash('sha256')
        .update(JSON.stringify([actor.id, key]))
        .digest('base64url');
      // Under the key, which is not kept: nobody finds a telephone number by trying all of them against the digest.
      const digest = createHmac('sha256', key).update(request).digest('base64url');
      const before = await store.once.claim(name, digest, clock.now());
      if (before)
        return before.request === digest ? { kind: 'again', result: JSON.parse(before.result) as T } : { kind: 'differs' };
      const result = await work();
      await store.once.keep(name, JSON.stringify(result));
      return { kind: 'done', result };
    }),
});
