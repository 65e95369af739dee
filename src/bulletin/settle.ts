/**
 * Taking back, or putting right, what went already: for each copy that a group may have seen one more delivery. It is done stretch by stretch, each
 * a transaction of its own, and gone on with by whichever process comes next, until no copy is left that may still be shown as it was.
 */
import type { Delivery, WordedTarget } from '../delivery/store.ts';
import type { Outgoing } from '../message/index.ts';
import { answerOf } from './answer.ts';
import { correctionsOf } from './life.ts';
import type { Bulletin } from './model.ts';
import { correctionOf, originOf } from './origins.ts';
import { type BulletinParts, wayOf } from './parts.ts';
import { save } from './release.ts';

/** So many copies are settled in one transaction. */
const STRETCH = 250;
/** So many stretches are settled at one look: others have something to do too. */
const AT_ONE_LOOK = 10;

/** Settles bulletins. */
export interface Settler {
  /** The first stretch, in the caller's transaction: small bulletins are settled at once. */
  begin(bulletin: Bulletin): Promise<void>;
  /** What is left of it, as much as one look takes. */
  goOn(bulletin: Bulletin): Promise<void>;
}

/** How far this process has gone through the copies of a bulletin. */
interface Pass {
  /** What it goes through them for: another time is another pass. */
  readonly aim: string;
  /** The last copy that it looked at; nothing once it saw all of them. */
  last: number | undefined;
  /** The groups where a copy may still arrive as it was. */
  open: readonly string[];
}

export function createSettler(parts: BulletinParts): Settler {
  const { store, deliveries, words } = parts;
  const passes = new Map<string, Pass>();

  /** Settles some copies. @returns the groups where one may still arrive as it was */
  const settle = async (bulletin: Bulletin, copies: readonly Delivery[]): Promise<readonly string[]> => {
    const isRecalled = bulletin.state === 'recalled';
    const says = isRecalled ? words.recalled(bulletin) : words.corrected(bulletin);
    const right = words.copy(bulletin).text;
    const corrected = await earlierCorrections(parts, bulletin, copies);
    const correctionsTo = (copy: Delivery) => corrected.get(nameOf(copy)) ?? [];
    /** Whether what stands there, or will, is what was right before: it may be right again. */
    const isWrong = (copy: Delivery): boolean => {
      const last = correctionsTo(copy).at(-1);
      return isRecalled || (last ? last.state === 'sending' || last.outgoing.text !== says.text : copy.outgoing.text !== right);
    };
    const wrong = copies.filter(isWrong);
    const seen = wrong.filter(mayHaveBeenSeen);
    const open = wrong.filter(isUnderway).map(nameOf);
    const answers: WordedTarget[] = [];
    for (const copy of seen) {
      const said = [copy, ...correctionsTo(copy)];
      if (said.some(({ state }) => state === 'sending')) open.push(nameOf(copy));
      else
        answers.push({ to: copy.to, name: nameOf(copy), outgoing: { ...says, ...doneTo(said, isRecalled), otherwise: 'say' } });
    }
    const origin = answerOf(bulletin);
    if (origin !== undefined) await deliveries.postEach(origin, answers, wayOf(bulletin.kind));
    return open;
  };

  const stretch = async (bulletin: Bulletin, after: number): Promise<Pick<Pass, 'last' | 'open'>> => {
    const copies = await deliveries.copies(originOf(bulletin.id), { after, limit: STRETCH });
    const open = await settle(bulletin, copies);
    return { last: copies.length < STRETCH ? undefined : copies.at(-1)?.id, open };
  };

  /** Runs the work on the bulletin as it is, unless something else is to be done with it by now. */
  const still = <T>(id: string, aim: string, work: (bulletin: Bulletin) => Promise<T>): Promise<T | undefined> =>
    store.transact(async () => {
      const bulletin = await store.get(id);
      return bulletin?.unsettled && aimOf(bulletin) === aim ? work(bulletin) : undefined;
    });

  return {
    async begin(bulletin) {
      const { last, open } = await stretch(bulletin, 0);
      if (last === undefined && open.length === 0) await save(store, bulletin, { ...bulletin, unsettled: false });
    },

    async goOn(bulletin) {
      const { id } = bulletin;
      const aim = aimOf(bulletin);
      const before = passes.get(id);
      const pass: Pass = before?.aim === aim ? before : { aim, last: 0, open: [] };
      passes.set(id, pass);
      const waited = pass.open;
      if (pass.last === undefined) {
        pass.open = [];
        for (let from = 0; from < waited.length; from += STRETCH) {
          const targets = waited.slice(from, from + STRETCH);
          const look = async (now: Bulletin) => settle(now, await deliveries.copies(originOf(id), { targets, limit: STRETCH }));
          pass.open = [...pass.open, ...((await still(id, aim, look)) ?? targets)];
        }
      }
      for (let looks = 0; pass.last !== undefined && looks < AT_ONE_LOOK; looks++) {
        const from = pass.last;
        const settled = await still(id, aim, now => stretch(now, from));
        if (!settled) return void passes.delete(id);
        pass.last = settled.last;
        pass.open = [...pass.open, ...settled.open];
      }
      if (pass.last !== undefined || pass.open.length > 0) return;
      passes.delete(id);
      await still(id, aim, now => save(store, now, { ...now, unsettled: false }));
    },
  };
}

/** What copies are gone through for. */
const aimOf = (bulletin: Bulletin): string =>
  `${bulletin.state === 'recalled' ? 'recall' : 'correct'} ${correctionsOf(bulletin)}`;

const nameOf = ({ target = '' }: Delivery): string => target;

/** What is done to what was said to a group, the last of it last: all of it is taken away, or the last is worded anew. */
const doneTo = (said: readonly Delivery[], isRecalled: boolean): Pick<Outgoing, 'removes' | 'replaces'> =>
  isRecalled ? { removes: [...new Set(said.flatMap(({ sentAs }) => sentAs))] } : { replaces: said.at(-1)?.sentAs ?? [] };

/** Whether it may still arrive as it reads. */
const isUnderway = ({ state }: Delivery): boolean => state === 'sending' || state === 'waiting' || state === 'paused';

/** Whether people may have seen something of it. */
const mayHaveBeenSeen = ({ state, parts, doubtful }: Delivery): boolean =>
  state === 'sent' || ((state === 'failed' || state === 'stopped') && (parts > 0 || doubtful));

/** The corrections before this one that went, or may be going, to the groups of some copies, oldest first. */
async function earlierCorrections(
  { deliveries }: BulletinParts,
  bulletin: Bulletin,
  copies: readonly Delivery[],
): Promise<ReadonlyMap<string, readonly Delivery[]>> {
  const wordings = new Map<string, Delivery[]>();
  const targets = copies.flatMap(({ target }) => target ?? []);
  const last = bulletin.state === 'recalled' ? correctionsOf(bulletin) : correctionsOf(bulletin) - 1;
  for (let n = 1; n <= last; n++) {
    const went = await deliveries.copies(correctionOf(bulletin.id, n), { targets, limit: STRETCH });
    for (const one of went)
      if (one.state === 'sending' || one.sentAs.length > 0)
        wordings.set(nameOf(one), [...(wordings.get(nameOf(one)) ?? []), one]);
  }
  return wordings;
}
