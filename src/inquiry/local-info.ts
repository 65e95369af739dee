/**
 * What only a settlement knows (本点信息): office hours, fees, contacts, kept by its cadres with source and date. It is answered as such and never as
 * a clause.
 */
import type { Directory } from '../directory/index.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids, SettlementId } from '../shared/ids.ts';
import type { InquiryStore, LocalInfo } from './store.ts';

/** What a cadre writes down. */
export type LocalInfoDraft = Pick<LocalInfo, 'topic' | 'says' | 'source'>;

/** Characters of each. */
export const LONGEST_INFO = { topic: 30, says: 500, source: 60 } as const;

/** Keeps local knowledge. */
export interface LocalKnowledge {
  /** What holds today; anybody may know it. */
  list(settlement: SettlementId): Promise<readonly LocalInfo[]>;
  /** Takes the place of what was known about the same topic. */
  add(actor: Actor, settlement: SettlementId, draft: LocalInfoDraft): Promise<Outcome<LocalInfo>>;
  /** It holds no longer. */
  end(actor: Actor, id: string): Promise<Outcome<LocalInfo>>;
}

export interface LocalKnowledgeParts {
  readonly store: InquiryStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createLocalKnowledge({ store, directory: { guard, transact }, clock, ids }: LocalKnowledgeParts): LocalKnowledge {
  return {
    list: settlement => store.info(settlement),

    add: (actor, settlement, draft) => {
      const id = ids.row('i');
      return guard.within(actor, { action: 'info.edit', subject: id }, settlement, async () => {
        const tidy: LocalInfoDraft = { topic: draft.topic.trim(), says: draft.says.trim(), source: draft.source.trim() };
        const field = (['topic', 'says', 'source'] as const).find(
          one => tidy[one] === '' || [...tidy[one]].length > LONGEST_INFO[one],
        );
        if (field) return refused('invalid', { field });
        const now = clock.now();
        for (const before of await store.info(settlement)) if (before.topic === tidy.topic) await store.endInfo(before.id, now);
        const info: LocalInfo = { ...tidy, id, settlement, recordedBy: actor.id, recordedOn: dayAt(now) };
        await store.addInfo(info);
        return done(info);
      });
    },

    end: (actor, id) =>
      transact(async () => {
        const info = await store.infoOf(id);
        const request = { action: 'info.edit', subject: id, reason: 'end' } as const;
        if (!info) return guard.run(actor, { ...request, place: {} }, async () => refused('unknown', { what: 'info' }));
        return guard.within(actor, request, info.settlement, async () =>
          (await store.endInfo(id, clock.now())) ? done(info) : refused('unknown', { what: 'info' }),
        );
      }),
  };
}
