/** A handler in a process of their own: told where the database is, who they are, and which cases to claim, they say what came of each. */
import { folders } from '../../src/config.ts';
import type { Actor } from '../../src/directory/model.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openStorage, type StorageOptions } from '../../src/storage/index.ts';
import { onMessage, say } from './process.ts';

/** What the process is told: first whom it works for, then, again and again, which case to claim. */
export type ToClaim = { readonly options: StorageOptions; readonly actor: Actor } | { readonly number: number } | 'end';

let claim: ((number: number) => Promise<unknown>) | undefined;
let close: () => Promise<void> = async () => {};
onMessage(message => {
  const told = message as ToClaim;
  void (async () => {
    if (told === 'end') {
      await close();
      process.disconnect();
    } else if ('options' in told) {
      const storage = await openStorage(told.options);
      const { grievances } = createRooms(storage, loadWordbook(folders.locales), systemClock);
      claim = number => grievances.queue.claim(told.actor, number);
      close = () => storage.close();
      // What is read when it is first needed is read before the race.
      await claim(0);
      say('there');
    } else {
      const outcome = (await claim?.(told.number)) as { ok: boolean; refusal?: unknown };
      say(outcome.ok ? 'held' : outcome.refusal);
    }
  })();
});
say('ready');
