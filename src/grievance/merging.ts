/**
 * Handles a case with another one of the same settlement, and parts them again. Its reporter, and those who have it too, hear of the other one from
 * then on, and count as households that have it, each household once.
 */
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Viewing } from './case-view.ts';
import { onCase, permitted } from './gate.ts';
import { allOf, othersWith } from './handled-with.ts';
import { type MoveName, moveOf } from './life.ts';
import { type Grievance, OPEN } from './model.ts';
import type { Moves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import type { Queue, Supervision } from './service.ts';

type Merging = Pick<Queue, 'merge'> & Pick<Supervision, 'unmerge'>;

export function createMerging(parts: GrievanceParts, moves: Moves, { shown }: Pick<Viewing, 'shown'>): Merging {
  const { store, clock } = parts;

  /**
   * Keeps both, or neither: always the lower number first, so that two who merge the same two never wait for each other.
   * @returns whether nobody else changed one of them meanwhile
   */
  const kept = async (one: Grievance, other: Grievance): Promise<boolean> => {
    const [first, second] = one.number < other.number ? [one, other] : [other, one];
    const before = await store.get(first.number);
    if (!before || !(await store.put(first))) return false;
    if (await store.put(second)) return true;
    await store.put({ ...before, version: first.version + 1 });
    return false;
  };

  const change = async (
    actor: Actor,
    part: Grievance,
    whole: Grievance,
    name: MoveName,
    sign: 1 | -1,
  ): Promise<Outcome<Grievance>> => {
    const may = permitted(part, name, actor.id, clock.now());
    if (!may.ok) return may;
    const now = moves.after(part, name, actor.id, sign > 0 ? { change: { mergedInto: whole.number } } : {});
    const parts = await allOf(store, part.number);
    const others = (await allOf(store, whole.number)).filter(one => !parts.includes(one));
    const supporters = await othersWith(store, sign > 0 ? [...others, ...parts] : others);
    if (!(await kept(now, { ...whole, supporters, version: whole.version + 1 }))) return refused('changed');
    if (sign > 0) await store.link(part.number, whole.number);
    await moves.noted(part, now, name, actor.id, { with: whole.number });
    await moves.link(whole.number, actor.id, sign > 0 ? 'joined' : 'parted', { with: part.number });
    return done(now);
  };

  const action = (name: MoveName) => moveOf(name).by as 'grievance.handle' | 'grievance.supervise';

  return {
    merge: (actor, number, into) =>
      onCase(parts, actor, { action: action('merge'), number }, async part => {
        const may = permitted(part, 'merge', actor.id, clock.now());
        if (!may.ok) return may;
        const whole = into === number ? undefined : await store.get(into);
        // What lies elsewhere is not told apart from what is nowhere.
        const isThere =
          whole !== undefined && whole.place.settlement !== undefined && whole.place.settlement === part.place.settlement;
        if (!isThere) return refused('invalid', { field: 'other' });
        if (!OPEN.includes(whole.state) || !whole.record) return refused('state', { what: 'grievance-other-over' });
        return shown(actor, await change(actor, part, whole, 'merge', 1));
      }),
    unmerge: (actor, number) =>
      onCase(parts, actor, { action: action('unmerge'), number }, async part => {
        const may = permitted(part, 'unmerge', actor.id, clock.now());
        if (!may.ok) return may;
        const whole = part.mergedInto === undefined ? undefined : await store.get(part.mergedInto);
        return whole ? shown(actor, await change(actor, part, whole, 'unmerge', -1)) : refused('changed');
      }),
  };
}
