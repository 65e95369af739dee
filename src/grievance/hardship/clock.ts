/**
 * What is done by the clock: what is late is told once, of what came due while nothing ran the latest alone; what ended long enough ago is forgotten.
 */

import { SYSTEM } from '../../directory/actors.ts';
import type { PrivateChat } from '../../directory/cadres.ts';
import type { HouseholdId } from '../../shared/ids.ts';
import { ALARMS, type Alarm } from '../model.ts';
import { type Hardship, UNDECIDED } from './model.ts';
import { erased, type HardshipMoves, noticeOver } from './moves.ts';
import type { HardshipParts } from './parts.ts';
import type { Hardships } from './service.ts';

/** So many are looked at together. */
const PAGE = 200;
const DAY_MS = 24 * 3600 * 1000;

/** Makes what the clock does. */
export function createHardshipClock(
  parts: HardshipParts & { readonly moves: HardshipMoves },
): Pick<Hardships, 'tick' | 'forget' | 'erase' | 'eraseHousehold' | 'moveHousehold'> {
  const { store, history, directory, deliveries, voice, knowledge, clock, moves, onMoved } = parts;
  const { reach } = directory;

  /** Those who can do something about it: its cadres, those who decide there, and at last those who decide in its county. */
  async function toTell({ place }: Hardship, alarm: Alarm): Promise<readonly PrivateChat[]> {
    if (alarm === 'warned') return directory.cadresOf(place.settlement);
    const where = alarm === 'county' ? { region: place.region, county: place.county } : place;
    const chats: PrivateChat[] = [];
    for (const person of await reach.holders('hardship.decide', [where])) chats.push(...(await reach.chatsWith(person)));
    return chats;
  }

  /** How late it is by now: the last alarm whose time has come. */
  function latest({ alarm, receivedAt }: Hardship): Alarm {
    const { alarmAt } = moves.clockFrom(receivedAt);
    let reached = alarm;
    for (let at = alarmAt(reached); at && at <= clock.now(); at = alarmAt(reached))
      reached = ALARMS[ALARMS.indexOf(reached) + 1] ?? reached;
    return reached;
  }

  /** Its notice hung long enough: those who decide are told, once. */
  async function tellOfNotice(report: Hardship): Promise<void> {
    const { state, publicised, number } = report;
    if (state !== 'publicised' || !publicised || noticeOver(publicised.until) > clock.now()) return;
    for (const chat of await toTell(report, 'supervisor'))
      await deliveries.post(`aid:${number}:hung:${publicised.on}`, chat, await voice.hung(chat, report));
  }

  const alarmOne = (number: number): Promise<void> =>
    store.transact(async () => {
      const report = await store.get(number);
      if (!report?.alarmAt || report.alarmAt > clock.now()) return;
      await tellOfNotice(report);
      const alarm = latest(report);
      const now = clock.now();
      if (alarm === report.alarm || alarm === 'none') {
        await store.put({ ...report, alarmAt: moves.nextAlarm(report, now), version: report.version + 1 });
        return;
      }
      const alarmAt = moves.nextAlarm({ ...report, alarm }, now);
      const action = alarm === 'warned' ? 'warn' : 'escalate';
      const kept = await moves.keep(report, { alarm, alarmAt }, SYSTEM.id, action);
      if (!kept.ok) return;
      await onMoved?.(kept.value, action);
      for (const chat of await toTell(report, alarm))
        await deliveries.post(`aid:${number}:late:${alarm}`, chat, await voice.late(chat, kept.value, alarm));
    });

  const eraseOne = (number: number): Promise<void> =>
    store.transact(async () => {
      const report = await store.get(number);
      if (!report?.record) return;
      const isOpen = UNDECIDED.includes(report.state) || report.state === 'included';
      const over = isOpen ? ({ state: 'withdrawn', alarmAt: undefined, endedAt: clock.now() } as const) : {};
      const kept = await moves.keep(report, { ...over, ...erased }, SYSTEM.id, 'erase');
      if (isOpen && kept.ok) await onMoved?.(kept.value, 'withdraw');
      await history.erasePayloads(number);
    });
  const eraseAll = async (numbers: readonly number[]): Promise<void> => {
    for (const number of numbers) await eraseOne(number);
  };

  return {
    async tick() {
      for (;;) {
        const due = await store.dueForClock(clock.now(), PAGE);
        for (const { number } of due) await alarmOne(number);
        if (due.length < PAGE) return;
      }
    },
    async forget() {
      const before = new Date(clock.now().getTime() - knowledge().keepDays * DAY_MS);
      let total = 0;
      for (;;) {
        const numbers = await store.endedBefore(before, PAGE);
        await eraseAll(numbers);
        total += numbers.length;
        if (numbers.length < PAGE) return total;
      }
    },
    erase: async who => eraseAll(await store.numbersOf({ reporter: who })),
    eraseHousehold: async (household: HouseholdId) => eraseAll(await store.numbersOf({ household })),
    async moveHousehold(from: HouseholdId, into: HouseholdId) {
      for (const number of await store.numbersOf({ household: from })) {
        const report = await store.get(number);
        const kept = report && (await moves.keep(report, { household: into }, SYSTEM.id, 'moveHousehold'));
        // The files are joined with all that belongs to them, or not at all.
        if (kept?.ok === false) throw new Error(`report ${number} was changed meanwhile`);
      }
    },
  };
}
