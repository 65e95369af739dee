/** Some handlers in a process of their own: told where the database is and who works how far, it says what each of them took. */

import type { Reaches } from '../../src/grievance/store.ts';
import { openStorage, type StorageOptions } from '../../src/storage/index.ts';
import { claimAll } from './claims.ts';
import { onMessage, say } from './process.ts';

/** What the process is told. */
export interface Handlers {
  readonly options: StorageOptions;
  readonly handlers: readonly { readonly holder: string; readonly reaches: Reaches }[];
}

onMessage(message => {
  const { options, handlers } = message as Handlers;
  void (async () => {
    const storage = await openStorage(options);
    const claims = await Promise.all(handlers.map(({ holder, reaches }) => claimAll(storage, holder, reaches)));
    await storage.close();
    say(claims.flat());
    process.disconnect();
  })();
});
say('ready');
