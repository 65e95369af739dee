/**
 * What goes out about copies that went already: it takes them back, or puts them right.
 */
import { correctionsOf } from './life.ts';
import type { Bulletin } from './model.ts';
import { correctionOf, recallOf } from './origins.ts';

/** What that comes from; nothing where a bulletin was neither taken back nor corrected. */
export function answerOf(bulletin: Bulletin): string | undefined {
  if (bulletin.state === 'recalled') return recallOf(bulletin.id);
  const n = correctionsOf(bulletin);
  return n > 0 ? correctionOf(bulletin.id, n) : undefined;
}
