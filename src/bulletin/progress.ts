/**
 * How far a bulletin is, counted over all its copies.
 */

import { answerOf } from './answer.ts';
import { finishOf } from './finish.ts';
import type { Bulletin, Progress } from './model.ts';
import { originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';

export async function progressOf(parts: BulletinParts, bulletin: Bulletin): Promise<Progress> {
  const { store, deliveries } = parts;
  const { id } = bulletin;
  const { waiting, paused, sending, sent, failed, stopped, doubtful, retried } = await deliveries.tally(originOf(id));
  const after = answerOf(bulletin);
  const recalled = after === undefined ? 0 : (await deliveries.tally(after)).sent;
  const receipts = [...(await store.countReceipts(id)).values()].reduce((sum, times) => sum + times, 0);
  return {
    bulletin,
    total: waiting + paused + sending + sent + failed + stopped,
    waiting: waiting + paused + sending,
    sent,
    failed,
    stopped,
    doubtful,
    retried,
    recalled,
    receipts,
    finish: await finishOf(parts, bulletin),
  };
}
