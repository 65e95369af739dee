/**
 * What the clock does with cases: what was held too long, or by somebody who is away, goes back to its place in the queue, and those who look after it
 * are told what is late. Each is told once; of what came due while nothing ran, the latest alone.
 */
import type { Address } from '../delivery/store.ts';
import type { Place } from '../directory/scope.ts';
import type { Outgoing } from '../message/index.ts';
import { parsePersonId } from '../shared/ids.ts';
import { caseClock, timesOf } from './clocks.ts';
import type { MoveName } from './life.ts';
import { limitsOf } from './limits.ts';
import { ALARMS, type Alarm, type Grievance, RUNNING } from './model.ts';
import type { GrievanceParts } from './parts.ts';

/** Moves a case by the clock, where it may still be moved so: changed, linked, told. @returns it as it is then */
export type ByClock = (
  number: number,
  name: MoveName & ('lapse' | 'warn' | 'escalate'),
  change: (grievance: Grievance, now: Date) => Grievance,
) => Promise<Grievance | undefined>;

/** So many are looked at together. */
const AT_A_TIME = 100;

/** @returns what is done each time that somebody looks at the clock; of two processes that do, one does each thing */
export function createWatch(parts: GrievanceParts, byClock: ByClock): () => Promise<void> {
  const { store, directory, deliveries, voice, clock } = parts;
  const { reach } = directory;

  /** Whoever may handle, call or decide at a place, as far as they can be written to. */
  async function chatsOf(people: Iterable<string>): Promise<readonly Address[]> {
    const chats: Address[] = [];
    for (const one of people) {
      const person = parsePersonId(one);
      if (person) chats.push(...(await reach.chatsWith(person)));
    }
    return chats;
  }

  const supervisorsAt = (place: Place) => reach.holders('grievance.supervise', [place]);

  /** Those of the county, and above. */
  const ofCounty = ({ region, county }: Place) => supervisorsAt({ region, county });

  /** Those on the spot; where there is none, those of the county. */
  async function onTheSpot(place: Place): Promise<readonly string[]> {
    const above = await ofCounty(place);
    const nearest = (await supervisorsAt(place)).filter(one => !above.includes(one));
    return nearest.length > 0 ? nearest : above;
  }

  async function whom({ holder, place, state }: Grievance, alarm: Alarm): Promise<readonly string[]> {
    if (alarm === 'county') return ofCounty(place);
    if (alarm === 'supervisor') return onTheSpot(place);
    if (holder !== undefined) return [holder];
    return reach.holders(RUNNING.includes(state) ? 'grievance.handle' : 'grievance.call', [place]);
  }

  async function tell(people: readonly string[], origin: string, words: (to: Address) => Promise<Outgoing>): Promise<void> {
    for (const to of await chatsOf(new Set(people))) await deliveries.post(origin, to, await words(to));
  }

  const isAway = async (holder: string, now: Date): Promise<boolean> => {
    const until = (await store.handler(holder))?.awayUntil;
    return until !== undefined && until > now;
  };

  async function giveBack(number: number): Promise<void> {
    await byClock(number, 'lapse', (grievance, now) => {
      const limits = limitsOf(parts, grievance);
      const free: Grievance = { ...grievance, state: 'accepted', holder: undefined, leaseUntil: undefined };
      return { ...free, ...timesOf(free, limits, limits.take, now) };
    });
  }

  /** The step took too long: its own time goes on. */
  async function tellOfStep({ number }: Grievance): Promise<void> {
    const told = await byClock(number, 'warn', grievance => {
      const { alarmAt } = caseClock(limitsOf(parts, grievance), grievance.receivedAt, grievance.extensions);
      return { ...grievance, alarmAt: RUNNING.includes(grievance.state) ? alarmAt(grievance.alarm) : undefined };
    });
    if (!told) return;
    const people = [...(await whom(told, 'warned')), ...(await onTheSpot(told.place))];
    await tell(people, `case-step:${number}:${told.version}`, to => voice.waits(to, told));
  }

  async function tellOfLateness({ number }: Grievance, alarm: Exclude<Alarm, 'none'>): Promise<void> {
    const told = await byClock(number, alarm === 'warned' ? 'warn' : 'escalate', grievance => {
      const { alarmAt } = caseClock(limitsOf(parts, grievance), grievance.receivedAt, grievance.extensions);
      return { ...grievance, alarm, alarmAt: alarmAt(alarm) };
    });
    if (!told) return;
    const people =
      alarm === 'county' ? [...(await whom(told, alarm)), ...(await onTheSpot(told.place))] : await whom(told, alarm);
    await tell(people, `case-late:${number}:${alarm}:${told.extensions}`, to => voice.late(to, told, alarm));
  }

  /** How late it is by now: the last alarm whose time has come. */
  function latest(grievance: Grievance, now: Date): Exclude<Alarm, 'none'> | undefined {
    const { alarmAt } = caseClock(limitsOf(parts, grievance), grievance.receivedAt, grievance.extensions);
    let reached: Alarm = grievance.alarm;
    for (let at = alarmAt(reached); at && at <= now; at = alarmAt(reached)) reached = next(reached);
    return reached === grievance.alarm || reached === 'none' ? undefined : reached;
  }

  async function look(grievance: Grievance, now: Date): Promise<void> {
    const { holder, leaseUntil, alarmAt, stepDueAt } = grievance;
    if (holder !== undefined && ((leaseUntil && leaseUntil <= now) || (await isAway(holder, now))))
      await giveBack(grievance.number);
    if (!alarmAt || alarmAt > now) return;
    const alarm = RUNNING.includes(grievance.state) ? latest(grievance, now) : undefined;
    if (alarm) await tellOfLateness(grievance, alarm);
    else if (stepDueAt && stepDueAt <= now) await tellOfStep(grievance);
  }

  return async () => {
    const now = clock.now();
    const seen = new Set<number>();
    for (;;) {
      const due = (await store.dueForClock(now, AT_A_TIME)).filter(({ number }) => !seen.has(number));
      for (const grievance of due) {
        seen.add(grievance.number);
        await directory.transact(() => look(grievance, now));
      }
      if (due.length < AT_A_TIME) return;
    }
  };
}

const next = (alarm: Alarm): Alarm => ALARMS[Math.min(ALARMS.indexOf(alarm) + 1, ALARMS.length - 1)] ?? alarm;
