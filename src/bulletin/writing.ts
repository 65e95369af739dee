/**
 * Writing bulletins and letting them go: drafts, submission, approval.
 */
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { askApprovers, tellAuthor } from './approval.ts';
import { reachedBy } from './audience.ts';
import { faultIn, faultInWhen, LONGEST_REASON, tidied } from './draft.ts';
import type { Gate } from './gate.ts';
import { authorsOf, may, moved, wrongState } from './life.ts';
import type { Bulletin } from './model.ts';
import type { BulletinParts } from './parts.ts';
import { type Released, release, save } from './release.ts';
import type { Bulletins } from './service.ts';

type Writing = Pick<Bulletins, 'write' | 'change' | 'submit' | 'approve' | 'sendBack'>;

export function createWriting(parts: BulletinParts, gate: Gate): Writing {
  const { store, directory, words, clock, ids } = parts;
  const { reach } = directory;
  return {
    write(actor, given) {
      const id = ids.row('b');
      const draft = tidied(given);
      return gate.over(actor, { action: 'bulletin.write', subject: id, reason: 'draft' }, draft.audience, async () => {
        const field = await faultIn(draft, reach, words.clauses);
        if (field) return refused('invalid', { field });
        const at = clock.now();
        const life = [{ what: 'written', by: actor.id, at: at.toISOString() }] as const;
        const bulletin: Bulletin = { ...draft, id, state: 'draft', by: actor.id, at, life, version: 1 };
        return kept((await store.put(bulletin)) ? bulletin : undefined);
      });
    },

    change(actor, id, given, version) {
      const draft = tidied(given);
      const wanted = { action: 'bulletin.write', subject: id, reason: 'change' } as const;
      return gate.on(actor, wanted, before =>
        gate.over(actor, wanted, draft.audience, async () => {
          if (!may(before, 'change')) return wrongState(before);
          if (before.version !== version) return refused('changed');
          const { announces, content } = before;
          const after = { ...draft, announces, content: { choices: content.choices, ...draft.content } };
          const field = await faultIn(after, reach, words.clauses);
          if (field) return refused('invalid', { field });
          return kept(await save(store, before, { ...moved(before, 'change', actor.id, clock.now()), ...after }));
        }),
      );
    },

    submit: (actor, id, when = {}, seen) =>
      directory.transact(async () => {
        const isAlert = (await store.get(id))?.kind === 'alert';
        const wanted = { action: 'bulletin.write', subject: id, reason: isAlert ? 'bypass' : 'submit' } as const;
        return gate.on(actor, wanted, async (before, places) => {
          if (!may(before, 'propose')) return wrongState(before);
          const now = clock.now();
          const field = faultInWhen(when, now);
          if (field) return refused('invalid', { field });
          const reached = await reachedBy(reach, before.audience);
          if (seen !== undefined && seen !== reached.digest) return refused('changed');
          if (reached.groups.length === 0) return refused('invalid', { field: 'places' });
          const timed: Bulletin = { ...before, startAt: when.at, repeat: when.repeat };
          if (before.kind === 'notice') {
            const proposed = await save(store, before, moved(timed, 'propose', actor.id, now));
            if (proposed) await askApprovers(parts, proposed, places);
            return kept(proposed);
          }
          const after = before.kind === 'alert' ? moved(timed, 'bypass', actor.id, now) : timed;
          return cameOf(await release(parts, before, after, actor.id, reached));
        });
      }),

    approve: (actor, id, version) =>
      gate.on(actor, { action: 'bulletin.approve', subject: id, reason: 'approve' }, async before => {
        if (!may(before, 'approve')) return wrongState(before);
        if (authorsOf(before).has(actor.id)) return refused('own');
        if (before.version !== version) return refused('changed');
        const outcome = cameOf(await release(parts, before, moved(before, 'approve', actor.id, clock.now()), actor.id));
        if (outcome.ok) await tellAuthor(parts, outcome.value, 'given', to => words.approved(outcome.value, to));
        return outcome;
      }),

    sendBack: (actor, id, given) =>
      gate.on(actor, { action: 'bulletin.approve', subject: id, reason: 'send-back' }, async before => {
        if (!may(before, 'sendBack')) return wrongState(before);
        const why = given.trim();
        if (why === '' || [...why].length > LONGEST_REASON) return refused('invalid', { field: 'why' });
        const back = await save(store, before, moved(before, 'sendBack', actor.id, clock.now(), why));
        if (back) await tellAuthor(parts, back, 'back', to => words.sentBack(back, why, to));
        return kept(back);
      }),
  };
}

/** What was kept, unless another version was there. */
export const kept = (bulletin: Bulletin | undefined): Outcome<Bulletin> => (bulletin ? done(bulletin) : refused('changed'));

function cameOf(released: Released): Outcome<Bulletin> {
  switch (released.kind) {
    case 'released':
      return done(released.bulletin);
    case 'changed':
      return refused('changed');
    case 'nothing':
      return refused('invalid', { field: 'text' });
  }
}
