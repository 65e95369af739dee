/**
 * The one way in which a case changes: read, held against both tables, changed where nobody else did meanwhile, put on record, and told; all in one
 * transaction.
 */
import type { Action } from '../directory/access.ts';
import { SYSTEM } from '../directory/actors.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { onCase, ownCase, permitted } from './gate.ts';
import { wholeOf } from './handled-with.ts';
import { type Head, linked } from './history.ts';
import { type MoveName, moveOf } from './life.ts';
import { limitsOf } from './limits.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import type { Reporter } from './service.ts';
import { moved, type Step } from './steps.ts';
import { tellOf } from './telling.ts';

/** As whom the history names whoever reported a case: who that is stands in the case alone, and goes with it. */
export const REPORTER = 'reporter';
/** What whoever reported a case may do with the one that it is handled with: its answer is theirs too. Only its own reporter confirms it. */
export const OF_ALL: readonly MoveName[] = ['object'];

/** What a move does, where nothing stands against it. */
export type Work = (grievance: Grievance, now: Date) => Outcome<Step> | Promise<Outcome<Step>>;

/** Changes cases. */
export interface Moves {
  /** A move of somebody whom the table of rights allows it. */
  byStaff(actor: Actor, number: number, name: MoveName, work: Work): Promise<Outcome<Grievance>>;
  /** A move of whoever reported it, or, of those `OF_ALL`, a case that is handled with it; nobody else has such a case. */
  byReporter(reporter: Reporter, number: number, name: MoveName, work: Work): Promise<Outcome<Grievance>>;
  /** A move that the assistant itself makes. @param change the case as it is to stand @returns nothing where it may not be made, or somebody was faster */
  byClock(
    number: number,
    name: MoveName,
    change: (grievance: Grievance, now: Date) => Grievance,
    said?: Step['said'],
  ): Promise<Grievance | undefined>;
  /** A case after a move, not kept yet. @param by an actor's id */
  after(before: Grievance, name: MoveName, by: string, step: Step): Grievance;
  /**
   * Keeps a case after a move, puts it on record and tells of it. Within a transaction of the caller.
   * @param head where its chain ended when it was read
   * @returns false where somebody was faster
   */
  kept(before: Grievance, after: Grievance, name: MoveName, by: string, head: Head): Promise<boolean>;
  /**
   * Puts on record what was kept, and tells of it. Within a transaction of the caller.
   * @param part the case of whoever made the move, where that is handled with this one
   */
  noted(before: Grievance, after: Grievance, name: MoveName, by: string, said?: Step['said'], part?: number): Promise<void>;
  /** The next link of a case's history. @returns its place in the chain */
  link(number: number, by: string, action: string, said?: Step['said']): Promise<number>;
}

export function createMoves(parts: GrievanceParts): Moves {
  const { store, clock, random, directory } = parts;

  const link: Moves['link'] = async (number, by, action, said) => {
    const entry = linked(await store.head(number), { case: number, by, action, at: clock.now(), data: said }, random);
    await store.append(entry);
    return entry.seq;
  };

  const after: Moves['after'] = (before, name, by, step) => moved(before, name, by, step, limitsOf(parts, before), clock.now());

  const told = async (before: Grievance, now: Grievance, name: MoveName, by: string, seq: number, part?: number) => {
    await tellOf(parts, { before, after: now, name, by, seq, part });
    await parts.onMoved?.(now, name);
  };

  const noted: Moves['noted'] = async (before, now, name, by, said, part) =>
    told(before, now, name, by, await link(now.number, by, name, part === undefined ? said : { ...said, of: part }), part);

  const kept: Moves['kept'] = async (before, now, name, by, head) => {
    const { number } = now;
    const put = async (end: Head) => {
      const entry = linked(end, { case: number, by, action: name, at: clock.now() }, random);
      if (!(await store.putLinked(now, entry))) return false;
      await told(before, now, name, by, entry.seq);
      return true;
    };
    // Where something was added to it while it was read, its chain goes on from there.
    return (await put(head)) || put(await store.head(number));
  };

  /** Whoever comes second hears what the first one did to it, where that hinders them. */
  const overtaken = async ({ number }: Grievance, name: MoveName, by: string): Promise<Outcome<never>> => {
    const now = await store.get(number);
    const may = now && permitted(now, name, by, clock.now());
    return may?.ok === false ? may : refused('changed');
  };

  const made = async (before: Grievance, name: MoveName, by: string, work: Work, part?: number): Promise<Outcome<Grievance>> => {
    const may = permitted(before, name, by, clock.now());
    if (!may.ok) return may;
    const step = await work(before, clock.now());
    if (!step.ok) return step;
    const now = after(before, name, by, step.value);
    if (!(await store.put(now))) return overtaken(before, name, by);
    await noted(before, now, name, by, step.value.said, part);
    return done(now);
  };

  return {
    after,
    kept,
    noted,
    link,
    byStaff: (actor, number, name, work) =>
      onCase(parts, actor, { action: moveOf(name).by as Action, number }, before => made(before, name, actor.id, work)),
    byReporter: ({ at }, number, name, work) =>
      directory.transact(async () => {
        const own = await ownCase(parts, at, number);
        if (!own.ok) return own;
        const whole = OF_ALL.includes(name) ? await wholeOf(store, own.value) : own.value;
        return made(whole, name, REPORTER, work, whole.number === number ? undefined : number);
      }),
    byClock: (number, name, change, said) =>
      directory.transact(async () => {
        const before = await store.get(number);
        const now = clock.now();
        if (!before || !permitted(before, name, SYSTEM.id, now).ok) return undefined;
        const next = { ...change(before, now), version: before.version + 1 };
        if (!(await store.put(next))) return undefined;
        await noted(before, next, name, SYSTEM.id, said);
        return next;
      }),
  };
}
