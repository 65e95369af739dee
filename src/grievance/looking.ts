/**
 * For those who work on cases: one with what may be done with it, lists and searches, its history, and, recorded with its reason, who reported it.
 */
import { done, refused } from '../directory/outcome.ts';
import type { Viewing } from './case-view.ts';
import { onCase } from './gate.ts';
import type { GrievanceParts } from './parts.ts';
import { IDENTITY_REASONS, type Queue } from './service.ts';
import { forStaff } from './views.ts';

type Looking = Pick<Queue, 'get' | 'list' | 'identity' | 'history'>;

export function createLooking(parts: GrievanceParts, { shown }: Pick<Viewing, 'shown'>): Looking {
  const { store, directory, wordsOf } = parts;
  return {
    get: (actor, number) =>
      onCase(parts, actor, { action: 'grievance.view', number }, grievance => shown(actor, done(grievance))),

    list: (actor, { words: given, ...filter }) =>
      directory.guard.anywhere(actor, 'grievance.view', async scopes => {
        const words = given?.length ? wordsOf(given.join(' ')) : undefined;
        // Words that no case is found by find none.
        if (words?.length === 0) return done([]);
        return done((await store.list({ scopes }, { ...filter, words })).map(forStaff));
      }),

    history: (actor, number) =>
      onCase(parts, actor, { action: 'grievance.view', number }, async () => done(await store.entries(number))),

    identity: (actor, number, reason) =>
      onCase(parts, actor, { action: 'grievance.identify', number, reason }, async ({ record, household: id }) => {
        if (!IDENTITY_REASONS.includes(reason)) return refused('invalid', { field: 'reason' });
        if (!record) return refused('state', { what: 'grievance-erased' });
        if (record.isAnonymous) return refused('no-consent');
        const household = id && (await directory.reach.household(id));
        const { entrance, room } = household || {};
        return done({
          name: record.name,
          phone: record.phone,
          building: household ? household.building : undefined,
          door: [entrance, room].filter(Boolean).join(' ') || undefined,
          onBehalf: record.onBehalf?.name,
        });
      }),
  };
}
