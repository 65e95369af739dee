/**
 * Keeps chats told of how far bulletins are: one message that changes where a message can change, elsewhere a few that come one after the other.
 */
import { createHash } from 'node:crypto';
import { SYSTEM } from '../directory/actors.ts';
import { isLanguage } from '../language/i18n.ts';
import type { Outgoing } from '../message/index.ts';
import { grouped } from '../shared/grouped.ts';
import { answerOf } from './answer.ts';
import { may, moved } from './life.ts';
import type { Bulletin, BulletinState } from './model.ts';
import { originOf, watchOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';
import { save } from './release.ts';
import type { Bulletins } from './service.ts';
import type { Settler } from './settle.ts';
import type { Watch } from './store.ts';
import type { Told } from './words.ts';

/** How far a bulletin is, and so many groups wait for it to be taken back, or put right. */
interface News extends Told {
  readonly answering: number;
}

type Watching = Pick<Bulletins, 'watch' | 'tellWatchers'>;

/** A message changes no more often than this. */
const APART_MS = 3_000;
/** What is being sent just now is worded anew a little later; what never ends is left. */
const GIVE_UP_MS = 10 * 60_000;
/** So many bulletins, or watches, are looked after at a time. */
const MOST = 500;
/** Why so many copies failed is looked up; the others count without a reason. */
const MOST_REASONS = 1_000;

/** Nothing is told of it yet. */
const SILENT: readonly BulletinState[] = ['draft', 'proposed', 'scheduled', 'repeating'];
/** Nothing more comes of it, once it is settled. */
const OVER: readonly BulletinState[] = ['done', 'stopped', 'recalled'];

/** @param newsOf how far it is, with why copies failed */
export function createWatching(parts: BulletinParts, settler: Settler, newsOf: (bulletin: Bulletin) => Promise<News>): Watching {
  const { store, deliveries, words, sends, clock } = parts;

  /** Whether a message of a chat can be worded anew; where people come and look, what they see is. */
  const changes = ({ to }: Watch): boolean => {
    const shape = deliveries.shape(to);
    return shape ? shape.edit !== undefined : !sends(to.channel);
  };

  /** Says it unless another process did. */
  const say = (watch: Watch, shown: string, outgoing: Outgoing, isOver: boolean, step?: string): Promise<void> =>
    store.transact(async () => {
      const way = { urgency: 'case', kind: 'private', evenWhenQuiet: true } as const;
      if (step === undefined) {
        const stands = await deliveries.show(watchOf(watch.bulletin), watch.to, outgoing, way);
        const isStuck = clock.now().getTime() - (watch.shownAt?.getTime() ?? clock.now().getTime()) > GIVE_UP_MS;
        if (!stands && !isStuck) return;
      }
      if (!(await store.shown(watch, shown, clock.now()))) return;
      if (step !== undefined) await deliveries.post(watchOf(watch.bulletin, step), watch.to, outgoing, way);
      if (isOver) await store.unwatch(watch);
    });

  const tell = async (watch: Watch, told: News): Promise<void> => {
    const { bulletin } = told;
    const isOver = OVER.includes(bulletin.state) && bulletin.unsettled !== true && told.answering === 0;
    const outgoing = words.progress(told, watch.language, isOver);
    if (changes(watch)) {
      const shown = createHash('sha256').update(outgoing.text).digest('base64url').slice(0, 16);
      if (shown === watch.shown) return isOver ? store.unwatch(watch) : undefined;
      const isEarly = clock.now().getTime() - (watch.shownAt?.getTime() ?? 0) < APART_MS;
      if (!isEarly) await say(watch, shown, outgoing, isOver);
      return;
    }
    const step = isOver ? `${stepOf(told)}-over` : stepOf(told);
    if (step !== watch.shown) await say(watch, step, outgoing, isOver, step);
  };

  const finish = async (bulletin: Bulletin): Promise<void> => {
    if (!may(bulletin, 'finish')) return;
    const { waiting, paused, sending } = await deliveries.tally(originOf(bulletin.id));
    if (waiting + paused + sending === 0) await save(store, bulletin, moved(bulletin, 'finish', SYSTEM.id, clock.now()));
  };

  return {
    async watch(id, to, language) {
      await store.watch({ bulletin: id, to, language: isLanguage(language) ? language : 'zh-CN' });
    },

    async tellWatchers() {
      for (const bulletin of await store.busy(MOST)) {
        if (bulletin.unsettled) await settler.goOn(bulletin);
        await finish((await store.get(bulletin.id)) ?? bulletin);
      }
      const told = new Map<string, News | undefined>();
      for (const watch of await store.watches(MOST)) {
        if (!told.has(watch.bulletin)) told.set(watch.bulletin, await toTell(watch.bulletin));
        const news = told.get(watch.bulletin);
        if (news) await tell(watch, news);
      }
    },
  };

  async function toTell(id: string): Promise<News | undefined> {
    const bulletin = await store.get(id);
    return bulletin && !SILENT.includes(bulletin.state) ? newsOf(bulletin) : undefined;
  }
}

/** Where messages cannot change: the beginning, each quarter, and what is new of its state. */
const stepOf = ({ bulletin: { state, life }, total, waiting }: Told): string =>
  state === 'sending'
    ? `q${total === 0 ? 0 : Math.floor(((total - waiting) * 4) / total)}-${retriesIn(life)}`
    : `${state}-${life.length}`;

/** What failed and is tried again comes to the same quarters once more. */
const retriesIn = (life: Bulletin['life']): number => life.filter(({ what }) => what === 'retried').length;

/** So many groups wait for it to be taken back, or put right. */
export async function answeringOf({ deliveries }: BulletinParts, bulletin: Bulletin): Promise<number> {
  const origin = answerOf(bulletin);
  if (origin === undefined) return 0;
  const { waiting, paused, sending } = await deliveries.tally(origin);
  return waiting + paused + sending;
}

/** Why copies of a bulletin were not sent, the most frequent first. */
export async function reasonsOf({ deliveries }: BulletinParts, { id }: Bulletin): Promise<Told['reasons']> {
  const failed = await deliveries.copies(originOf(id), { states: ['failed'], limit: MOST_REASONS });
  const known = failed.flatMap(({ reason }) => reason ?? []);
  return [...grouped(known, reason => reason)]
    .map(([reason, same]) => ({ reason, times: same.length }))
    .toSorted((a, b) => b.times - a.times);
}
