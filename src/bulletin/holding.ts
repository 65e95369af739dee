/**
 * Holding what is being sent: for a while, for good, or trying again what failed.
 */

import { SYSTEM } from '../directory/actors.ts';
import { done, refused } from '../directory/outcome.ts';
import { answerOf } from './answer.ts';
import type { Gate } from './gate.ts';
import { correctionsOf, may, moved, wrongState } from './life.ts';
import type { Bulletin } from './model.ts';
import { correctionOf, originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';
import { save } from './release.ts';
import type { Bulletins } from './service.ts';
import { kept } from './writing.ts';

type Holding = Pick<Bulletins, 'pause' | 'resume' | 'stop' | 'retry' | 'withdraw'>;

/** So many copies are looked at in one go. */
const STRETCH = 500;
/** Somebody else may do something with a bulletin at the same moment: so often it is read again. */
const MOST_TRIES = 3;
/** So many bulletins announce the same. */
const MOST_ANNOUNCING = 1_000;

export function createHolding(parts: BulletinParts, gate: Gate): Holding {
  const { store, deliveries, clock } = parts;
  /** Nothing more goes out of it, corrections included. */
  const silence = async (bulletin: Bulletin): Promise<void> => {
    await deliveries.halt(originOf(bulletin.id), 'stopped');
    for (let n = 1; n <= correctionsOf(bulletin); n++) await deliveries.halt(correctionOf(bulletin.id, n), 'stopped');
  };
  /** The group of a line of the ledger, alone; nothing where all lines are meant. */
  const withinLine = async (id: string, line: number | undefined): Promise<readonly string[] | undefined> => {
    if (line === undefined) return undefined;
    const [copy] = await deliveries.copies(originOf(id), { after: line - 1, limit: 1 });
    return copy?.id === line && copy.target !== undefined ? [copy.target] : [];
  };
  const retryFailed = async (origin: string, targets: readonly string[] | undefined): Promise<number> => {
    let retried = 0;
    for (let after = 0; ; ) {
      const failed = await deliveries.copies(origin, { states: ['failed'], targets, after, limit: STRETCH });
      retried += await deliveries.retry(failed.map(({ id }) => id));
      if (failed.length < STRETCH) return retried;
      after = failed.at(-1)!.id;
    }
  };
  const expire = async (id: string): Promise<void> => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await store.get(id);
      if (!before || !may(before, 'expire')) return;
      const expired = await save(store, before, { ...moved(before, 'expire', SYSTEM.id, clock.now()), unsettled: false });
      if (expired) return silence(expired);
    }
    throw new Error('a bulletin changed again and again while what it announces was withdrawn');
  };
  return {
    pause: (actor, id) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'pause' }, async before => {
        if (!may(before, 'pause')) return wrongState(before);
        const paused = await save(store, before, moved(before, 'pause', actor.id, clock.now()));
        if (paused) await deliveries.halt(originOf(id), 'paused');
        return kept(paused);
      }),

    resume: (actor, id) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'resume' }, async before => {
        if (!may(before, 'resume')) return wrongState(before);
        const resumed = await save(store, before, moved(before, 'resume', actor.id, clock.now()));
        if (resumed) await deliveries.goOn(originOf(id));
        return kept(resumed);
      }),

    stop: (actor, id) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'stop' }, async before => {
        if (!may(before, 'stop')) return wrongState(before);
        const stopped = await save(store, before, { ...moved(before, 'stop', actor.id, clock.now()), unsettled: false });
        if (stopped) await silence(stopped);
        return kept(stopped);
      }),

    retry: (actor, id, delivery) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'retry' }, async before => {
        if (!may(before, 'retryAnswer')) return wrongState(before);
        const copies = may(before, 'retry') ? await retryFailed(originOf(id), await withinLine(id, delivery)) : 0;
        const answer = answerOf(before);
        const answers = answer === undefined ? 0 : await retryFailed(answer, await withinLine(id, delivery));
        if (copies + answers === 0) return delivery === undefined ? done(0) : refused('unknown', { what: 'delivery' });
        const after = moved(before, copies > 0 ? 'retry' : 'retryAnswer', actor.id, clock.now());
        return (await save(store, before, after)) ? done(copies + answers) : refused('changed');
      }),

    withdraw: announced =>
      store.transact(async () => {
        for (const { id } of await store.list({ announces: announced, limit: MOST_ANNOUNCING })) await expire(id);
      }),
  };
}
