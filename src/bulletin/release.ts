/**
 * Lets a bulletin go: at once, at its time, or again and again. That it has begun and its copies are one transaction: whoever is killed in between
 * has done neither.
 */
import { type Reached, reachedBy, targetsOf } from './audience.ts';
import { isDigest } from './draft.ts';
import { moved } from './life.ts';
import type { Bulletin, BulletinContent } from './model.ts';
import { originOf } from './origins.ts';
import { type BulletinParts, wayOf } from './parts.ts';
import { nextTime } from './repeat.ts';
import type { BulletinStore } from './store.ts';

/** What came of it: another version may be there, and a digest may have nothing to say. */
export type Released = { readonly kind: 'released'; readonly bulletin: Bulletin } | { readonly kind: 'changed' | 'nothing' };

/** Keeps the next version. @returns nothing where another is there */
export async function save(store: Pick<BulletinStore, 'put'>, before: Bulletin, after: Bulletin): Promise<Bulletin | undefined> {
  const next = { ...after, version: before.version + 1 };
  return (await store.put(next)) ? next : undefined;
}

/**
 * Lets it go as `startAt` and `repeat` say. Within a transaction of the caller.
 * @param before as it is kept @param after the same with what the caller did with it
 * @param reached what its audience leads to, where the caller has just read it
 */
export async function release(
  parts: BulletinParts,
  before: Bulletin,
  after: Bulletin,
  by: string,
  reached?: Reached,
): Promise<Released> {
  const { store, clock } = parts;
  const now = clock.now();
  const { startAt, repeat } = after;
  if (repeat) {
    const from = startAt && startAt > now ? new Date(startAt.getTime() - 1) : now;
    return released(await save(store, before, { ...moved(after, 'repeat', by, now), startAt: nextTime(repeat, from) }));
  }
  if (startAt && startAt > now) return released(await save(store, before, moved(after, 'schedule', by, now)));
  const content = await contentOf(parts, after);
  return content ? begin(parts, before, moved({ ...after, content }, 'begin', by, now), reached) : { kind: 'nothing' };
}

/** Begins what is due; of one that comes again a bulletin of its own, however many of its times were missed. */
export async function beginDue(parts: BulletinParts, due: Bulletin, by: string): Promise<void> {
  const { store, clock, ids } = parts;
  const now = clock.now();
  const content = await contentOf(parts, due);
  if (!due.repeat) {
    if (content) await begin(parts, due, moved({ ...due, content }, 'begin', by, now));
    else await save(store, due, moved(due, 'skipOnce', by, now));
    return;
  }
  const after = { ...moved(due, content ? 'again' : 'skip', by, now), startAt: nextTime(due.repeat, now) };
  if (!(await save(store, due, after)) || !content) return;
  const { kind, audience, announces, by: author } = due;
  const one: Bulletin = {
    id: ids.row('b'),
    kind,
    state: 'draft',
    content,
    audience,
    announces,
    by: author,
    at: now,
    series: due.id,
    life: [],
    version: 0,
  };
  await begin(parts, one, moved(one, 'begin', by, now));
}

/** What it says now: a digest is put into words when it goes. */
const contentOf = async (parts: BulletinParts, bulletin: Bulletin): Promise<BulletinContent | undefined> =>
  bulletin.announces && isDigest(bulletin) ? parts.wordsOf(bulletin.announces) : bulletin.content;

async function begin(
  { store, directory, deliveries, words }: BulletinParts,
  before: Bulletin,
  after: Bulletin,
  reached?: Reached,
): Promise<Released> {
  const kept = await save(store, before, after);
  if (!kept) return { kind: 'changed' };
  const { groups } = reached ?? (await reachedBy(directory.reach, kept.audience));
  await deliveries.postAll(originOf(kept.id), targetsOf(groups), words.copy(kept), wayOf(kept.kind));
  return { kind: 'released', bulletin: kept };
}

const released = (bulletin: Bulletin | undefined): Released => (bulletin ? { kind: 'released', bulletin } : { kind: 'changed' });
