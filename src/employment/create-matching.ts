/**
 * Joins what finds, what tells and what is asked later.
 */
import { dayAt } from '../shared/calendar.ts';
import { createFinding, type FindingParts } from './finding.ts';
import type { Matching } from './matching.ts';
import type { Placements } from './placements.ts';
import { createTelling, type TellingParts } from './telling.ts';

/** What matching is made of. */
export interface MatchingParts extends FindingParts, TellingParts {
  readonly placements: Pick<Placements, 'interested'>;
}

export function createMatching(parts: MatchingParts): Matching {
  const { store, clock, placements } = parts;
  const finding = createFinding(parts);
  const tell = createTelling(parts);
  return {
    postingsChanged: ids =>
      store.transact(async () => {
        for (const posting of ids) await store.matches.drop({ posting });
        await store.matches.seek(ids);
      }),

    wishChanged: (wish, most) =>
      store.transact(async () => {
        await finding.forWish(wish);
        if (most === 0 || !(await store.matches.hold(wish.id))) return [];
        const shown = await store.matches.untoldOf(wish.id, dayAt(clock.now()), most);
        await store.matches.told(
          shown.map(({ id }) => id),
          clock.now(),
        );
        return shown.map(({ posting, wish: of, score, reasons }) => ({ posting, wish: of, score, reasons }));
      }),

    async tell() {
      await finding.forPostings();
      await tell();
    },

    answer: (wish, id, answer) =>
      store.transact(async () => {
        // The same button may be pressed in two places at once.
        await store.matches.hold(wish.id);
        await store.matches.answer(wish.id, id, answer);
        const posting = answer === 'wanted' ? await store.postings.get(id) : undefined;
        if (posting) await placements.interested(wish, posting);
      }),
  };
}
