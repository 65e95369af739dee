/**
 * Taking a bulletin back, or putting it right, wherever it went: what waits is held or worded anew at once, what went is settled.
 */
import { done, refused } from '../directory/outcome.ts';
import { LONGEST_TEXT } from './draft.ts';
import type { Gate } from './gate.ts';
import { correctionsOf, may, moved, wrongState } from './life.ts';
import { correctionOf, originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';
import { save } from './release.ts';
import type { Bulletins } from './service.ts';
import type { Settler } from './settle.ts';
import { kept } from './writing.ts';

type TakingBack = Pick<Bulletins, 'recall' | 'correct'>;

export function createTakingBack(parts: BulletinParts, gate: Gate, settler: Settler): TakingBack {
  const { store, deliveries, words, clock } = parts;
  return {
    recall: (actor, id) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'recall' }, async before => {
        if (!may(before, 'recall')) return wrongState(before);
        const recalled = await save(store, before, { ...moved(before, 'recall', actor.id, clock.now()), unsettled: true });
        if (!recalled) return refused('changed');
        await deliveries.halt(originOf(id), 'stopped');
        for (let n = 1; n <= correctionsOf(before); n++) await deliveries.halt(correctionOf(id, n), 'stopped');
        await settler.begin(recalled);
        return kept(await store.get(id));
      }),

    correct: (actor, id, given) =>
      gate.on(actor, { action: 'bulletin.write', subject: id, reason: 'correct' }, async before => {
        if (!may(before, 'correct')) return wrongState(before);
        const text = given.trim();
        if (text === '' || [...text].length > LONGEST_TEXT) return refused('invalid', { field: 'text' });
        if (text === before.content.text) return done(before);
        const content = { ...before.content, text };
        const right = { ...moved(before, 'correct', actor.id, clock.now()), content, unsettled: true };
        const corrected = await save(store, before, right);
        if (!corrected) return refused('changed');
        await deliveries.reword(originOf(id), words.copy(corrected));
        // An earlier correction that has not gone is wrong by now.
        for (let n = 1; n < correctionsOf(corrected); n++) await deliveries.halt(correctionOf(id, n), 'stopped');
        await settler.begin(corrected);
        return kept(await store.get(id));
      }),
  };
}
