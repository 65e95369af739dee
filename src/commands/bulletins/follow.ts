/** Says on standard error how far a bulletin is, until it is over. Ctrl-C ends the looking, and nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bulletin } from '../../bulletin/model.ts';
import { progressWords } from '../../conversation/desk/bulletins/words.ts';
import type { Outcome } from '../../directory/outcome.ts';
import type { Bench } from '../directory/bench.ts';

/** The option. */
export const FOLLOW = {
  follow: { type: 'boolean', description: 'Say how far it is until it is over; Ctrl-C only stops looking' },
} as const;

const LOOK_EVERY_MS = 500;

/** @returns the bulletin as it was when it was over, or when nobody looked any more */
export async function follow({ rooms, actor, t, terminal }: Bench, id: string): Promise<Outcome<Bulletin>> {
  const looking = new AbortController();
  const stop = () => looking.abort();
  process.once('SIGINT', stop);
  let said = '';
  try {
    for (;;) {
      const progress = await rooms.bulletins.progress(actor, id);
      if (!progress.ok) return progress;
      const { bulletin, waiting } = progress.value;
      const says = progressWords(progress.value, t);
      if (says !== said) terminal.note(says);
      said = says;
      if (looking.signal.aborted || bulletin.state !== 'sending' || waiting === 0) return { ok: true, value: bulletin };
      await pause(LOOK_EVERY_MS, undefined, { signal: looking.signal }).catch(() => {});
    }
  } finally {
    process.off('SIGINT', stop);
  }
}
