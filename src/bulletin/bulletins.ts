/**
 * Joins the parts of the room.
 */

import { SYSTEM } from '../directory/actors.ts';
import { done } from '../directory/outcome.ts';
import { pageWhere } from '../directory/pages.ts';
import { createGate } from './gate.ts';
import { createHolding } from './holding.ts';
import { ledgerOf } from './ledger.ts';
import type { Bulletin } from './model.ts';
import { originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';
import { previewOf, reachOf } from './preview.ts';
import { progressOf } from './progress.ts';
import { createConfirming } from './receipts.ts';
import { beginDue } from './release.ts';
import type { Bulletins } from './service.ts';
import { createSettler } from './settle.ts';
import { createTakingBack } from './taking-back.ts';
import { answeringOf, createWatching, reasonsOf } from './watching.ts';
import { createWriting } from './writing.ts';

export type { BulletinParts } from './parts.ts';

/** So many that are due begin at one look. */
const MOST_DUE = 100;

export function createBulletins(parts: BulletinParts): Bulletins {
  const { store, directory, deliveries, clock } = parts;
  const gate = createGate(parts);
  const settler = createSettler(parts);
  const newsOf = async (bulletin: Bulletin) => ({
    ...(await progressOf(parts, bulletin)),
    reasons: await reasonsOf(parts, bulletin),
    answering: await answeringOf(parts, bulletin),
  });
  return {
    ...createWriting(parts, gate),
    ...createHolding(parts, gate),
    ...createTakingBack(parts, gate, settler),
    ...createConfirming(parts, gate),
    ...createWatching(parts, settler, newsOf),

    preview: (actor, id, when) => gate.seeing(actor, id, async bulletin => done(await previewOf(parts, bulletin, when))),
    reach: (actor, audience) =>
      gate.over(actor, { action: 'bulletin.view' }, audience, async () => done(await reachOf(parts, audience))),
    get: (actor, id) => gate.seeing(actor, id, async bulletin => done(bulletin)),
    list: (actor, filter) =>
      directory.guard.anywhere(actor, 'bulletin.view', async scopes =>
        done(
          await pageWhere(
            page => store.list({ ...filter, ...page }),
            filter,
            bulletin => gate.shows(scopes, bulletin),
          ),
        ),
      ),
    progress: (actor, id) => gate.seeing(actor, id, async bulletin => done(await progressOf(parts, bulletin))),
    ledger: (actor, id, filter) =>
      gate.seeing(actor, id, async (bulletin, scopes) => done(await ledgerOf(parts, bulletin, scopes, filter))),
    inSettlement: (actor, settlement, page) =>
      directory.guard.within(actor, { action: 'bulletin.view' }, settlement, async () => {
        const targets = (await directory.reach.groupsOf([settlement])).map(({ id }) => id);
        const went = async ({ id }: Bulletin) => (await deliveries.copies(originOf(id), { targets, limit: 1 })).length > 0;
        return done(
          await pageWhere(
            stretch => store.list({ ...stretch, states: ['sending', 'paused', 'done', 'stopped', 'recalled'] }),
            page,
            went,
          ),
        );
      }),

    async tick() {
      const faults: unknown[] = [];
      for (const due of await store.due(clock.now(), MOST_DUE)) {
        // One that cannot begin does not keep the others waiting.
        await store.transact(() => beginDue(parts, due, SYSTEM.id)).catch((fault: unknown) => faults.push(fault));
      }
      if (faults.length > 0) throw new AggregateError(faults, `${faults.length} bulletins did not begin`);
    },
  };
}
