/**
 * Proof that histories were not changed: at the end of each day the heads of all chains of that day are hashed together with the day before, and all
 * of it can be held against what is kept.
 */
import { createHash } from 'node:crypto';
import { type Day, dayAfter, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { AnchorNotes } from './anchor-notes.ts';
import { verify } from './history.ts';
import type { Grievances, HistoryReport } from './service.ts';
import type { Anchor, HistoryStore } from './store.ts';

/** So many numbers are read together. */
const AT_A_TIME = 500;

interface HistoryParts {
  readonly store: HistoryStore;
  readonly clock: Clock;
  readonly transact: <T>(work: () => Promise<T>) => Promise<T>;
  readonly notes: AnchorNotes;
}

export function createHistoryCheck({ store, clock, transact, notes }: HistoryParts): Pick<Grievances, 'anchor' | 'verify'> {
  /** The proof of a day, after that of the day before. */
  const anchorOf = async (day: Day, before: string, at: Date): Promise<Anchor> => {
    const heads = await store.headsOf(day);
    const parts = heads.toSorted((a, b) => a.case - b.case).map(({ case: number, seq, hash }) => [number, seq, hash]);
    const hash = createHash('sha256')
      .update(JSON.stringify([before, day, parts]))
      .digest('base64url');
    return { day, cases: heads.length, hash, at };
  };

  return {
    anchor: () =>
      transact(async () => {
        const now = clock.now();
        const last = (await store.anchors()).at(-1);
        let day = last ? dayAfter(last.day) : await store.firstDay();
        for (let before = last?.hash ?? ''; day !== undefined && day < dayAt(now); day = dayAfter(day)) {
          const anchor = await anchorOf(day, before, now);
          await store.anchor(anchor);
          await notes.note(anchor);
          before = anchor.hash;
        }
      }),

    async verify({ signal, progress, noted = [] } = {}) {
      const faults: HistoryReport['faults'][number][] = [];
      let [cases, links, erased] = [0, 0, 0];
      for (let last = 0; ; ) {
        const numbers = await store.numbers(last, AT_A_TIME);
        for (const number of numbers) {
          const entries = await store.entries(number);
          // A case begins with its report: without a link, it was taken away.
          const verdict = entries.length > 0 ? verify(entries) : ({ ok: false, seq: 0, fault: 'order' } as const);
          cases++;
          if (!verdict.ok) faults.push({ kind: 'chain', number, verdict });
          else {
            links += verdict.links;
            erased += verdict.erased;
          }
        }
        signal?.throwIfAborted();
        progress?.(cases);
        if (numbers.length < AT_A_TIME) break;
        last = numbers.at(-1) ?? last;
      }
      const anchors = await store.anchors();
      let before: Anchor | undefined;
      for (const anchor of anchors) {
        const isNext = before ? anchor.day === dayAfter(before.day) : anchor.day === (await store.firstDay());
        const { hash, cases: counted } = await anchorOf(anchor.day, before?.hash ?? '', anchor.at);
        if (!isNext || hash !== anchor.hash || counted !== anchor.cases) faults.push({ kind: 'anchor', day: anchor.day });
        before = anchor;
      }
      const kept = new Map<string, string>(anchors.map(({ day, hash }) => [day, hash]));
      const differ = [...(await notes.all()), ...noted].filter(({ day, hash }) => kept.get(day) !== hash);
      for (const day of new Set(differ.map(one => one.day))) faults.push({ kind: 'noted', day });
      return { cases, links, erased, anchors: anchors.length, last: before && { day: before.day, hash: before.hash }, faults };
    },
  };
}
