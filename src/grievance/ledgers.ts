/**
 * The three ledgers of a period (运城 四(一)): what was done, which cases came in, and what became of those that were answered. Who takes one away is
 * recorded; it is read a day, or a page, at a time, however long it is. No number or door stands in it, and no name of who reported; somebody else's
 * that was written in free text may.
 */
import type { Directory } from '../directory/index.ts';
import type { Actor, Settlement } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { covers, type Scope } from '../directory/scope.ts';
import { type Day, dayAfter, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { SettlementId } from '../shared/ids.ts';
import type { Entry } from './history.ts';
import type { Grievance } from './model.ts';
import type { GrievanceStore } from './store.ts';

/** The forms: 工作台账, 问题台账, 整改台账. */
export const LEDGER_FORMS = ['work', 'problem', 'rectification'] as const;
/** One of `LEDGER_FORMS`. */
export type LedgerForm = (typeof LEDGER_FORMS)[number];

/** Which ledger is wanted. */
export interface LedgerWanted {
  readonly form: LedgerForm;
  /** Both days included: on which something was done, came in, or was answered. */
  readonly from: Day;
  readonly to: Day;
  /** Default: all within reach. */
  readonly settlement?: SettlementId | undefined;
}

/** A line: a case as it is now, what is personal in its words taken out, and, in the ledger of work, what was done with it. */
export interface LedgerLine {
  readonly grievance: Grievance;
  readonly settlement?: string | undefined;
  /** What the settlement calls the building that is spoken of. */
  readonly building?: string | undefined;
  /** Whether it was not answered, or ended, in time. */
  readonly isLate: boolean;
  readonly link?: LedgerLink | undefined;
}

/** What was done with a case. */
export interface LedgerLink extends Pick<Entry, 'action' | 'at' | 'by'> {
  /** What somebody on the staff is called. */
  readonly name?: string | undefined;
  /** What was said with it. */
  readonly said?: string | undefined;
}

/** A ledger that is read line by line. */
export interface Ledger extends LedgerWanted {
  readonly lines: AsyncIterable<LedgerLine>;
}

/** Opens ledgers. */
export interface Ledgers {
  /** For supervisors; that it was taken away is recorded. `invalid` where the period is none. */
  open(actor: Actor, wanted: LedgerWanted): Promise<Outcome<Ledger>>;
}

/** What ledgers are made of. */
export interface LedgerParts {
  readonly store: Pick<GrievanceStore, 'list' | 'get' | 'headsOf' | 'entries' | 'firstDay'>;
  readonly directory: Directory;
  /** A text without numbers, doors and the names of some people. */
  readonly mask: (text: string, names: readonly string[]) => string;
  readonly clock: Clock;
}

/** So many are read at a time. */
const PAGE = 500;
/** What of a link's payload is said: nothing that names somebody. */
const SAID = ['text', 'says', 'why', 'instead'] as const;

/** Makes the ledgers. */
export function createLedgers({ store, directory, mask, clock }: LedgerParts): Ledgers {
  const { guard, reach } = directory;

  return {
    open: (actor, wanted) =>
      directory.transact(async () => {
        const { form, from, to, settlement } = wanted;
        const request = { action: 'grievance.export', subject: form, reason: `${from}/${to}` } as const;
        const opened = async (scopes: readonly Scope[]): Promise<Outcome<Ledger>> =>
          from > to ? refused('invalid', { field: 'to' }) : done({ ...wanted, lines: linesOf(actor, wanted, scopes) });
        if (settlement)
          return guard.within(actor, request, settlement, ({ id }) => opened([{ kind: 'settlement', settlement: id }]));
        const outcome = await guard.anywhere(actor, request.action, opened);
        if (outcome.ok) await guard.record(actor, { ...request, place: {} }, outcome);
        return outcome;
      }),
  };

  function linesOf(actor: Actor, wanted: LedgerWanted, scopes: readonly Scope[]): AsyncIterable<LedgerLine> {
    const places = new Map<SettlementId, Settlement | undefined>();
    const line = async (grievance: Grievance, link?: LedgerLink): Promise<LedgerLine> => {
      const { settlement: id } = grievance.place;
      if (id && !places.has(id)) places.set(id, await reach.settlement(id));
      return lineOf(grievance, id && places.get(id), link);
    };
    switch (wanted.form) {
      case 'problem':
        return problems(wanted, scopes, line);
      case 'work':
        return work(actor, wanted, scopes, line);
      case 'rectification':
        return rectified(wanted, scopes, line);
    }
  }

  type Line = (grievance: Grievance, link?: LedgerLink) => Promise<LedgerLine>;

  /** Cases that came in, newest first. */
  async function* problems({ from, to, settlement }: LedgerWanted, scopes: readonly Scope[], line: Line) {
    for (let after: string | undefined; ; ) {
      const page = await store.list({ scopes }, { from, to, settlement, after, limit: PAGE });
      for (const grievance of page) yield line(grievance);
      if (page.length < PAGE) return;
      after = String(page.at(-1)?.number);
    }
  }

  /** What was done, in the order in which it was. */
  async function* work(actor: Actor, wanted: LedgerWanted, scopes: readonly Scope[], line: Line) {
    const names = await staffNames(actor);
    for await (const day of daysOf(wanted)) {
      const links: { readonly grievance: Grievance; readonly entry: Entry }[] = [];
      for await (const found of linksOf(day, scopes)) links.push(found);
      links.sort((a, b) => a.entry.at.localeCompare(b.entry.at));
      for (const { grievance, entry } of links) {
        const { action, at, by } = entry;
        yield line(grievance, { action, at, by, name: names.get(by), said: saidWith(entry, grievance) });
      }
    }
  }

  /** Cases that were answered, once each. */
  async function* rectified(wanted: LedgerWanted, scopes: readonly Scope[], line: Line) {
    const seen = new Set<number>();
    for await (const day of daysOf(wanted)) {
      for await (const { grievance, entry } of linksOf(day, scopes)) {
        if (entry.action !== 'answer' || seen.has(grievance.number)) continue;
        seen.add(grievance.number);
        yield line(grievance);
      }
    }
  }

  /** The days of the period on which something can have been done. */
  async function* daysOf({ from, to }: LedgerWanted): AsyncIterable<Day> {
    const first = await store.firstDay();
    if (first === undefined) return;
    const today = dayAt(clock.now());
    for (let day = first > from ? first : from; day <= to && day <= today; day = dayAfter(day)) yield day;
  }

  /** What was done on a day with cases within reach, case by case. */
  async function* linksOf(day: Day, scopes: readonly Scope[]) {
    for (const { case: number } of await store.headsOf(day)) {
      const grievance = await store.get(number);
      if (!grievance || !scopes.some(scope => covers(scope, grievance.place))) continue;
      for (const entry of await store.entries(number)) if (dayAt(new Date(entry.at)) === day) yield { grievance, entry };
    }
  }

  /** What those who hold a role within the actor's reach are called. */
  async function staffNames(actor: Actor): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (let after: string | undefined; ; ) {
      const page = await directory.people.roles(actor, { after, limit: PAGE });
      if (!page.ok) return names;
      for (const { person, name } of page.value) names.set(person, name);
      if (page.value.length < PAGE) return names;
      after = page.value.at(-1)?.id;
    }
  }

  function lineOf(grievance: Grievance, place: Settlement | undefined, link: LedgerLink | undefined): LedgerLine {
    const { record, answeredAt, endedAt, dueAt } = grievance;
    const names = namesIn(grievance);
    const hidden = (text: string): string => mask(text, names);
    const { answer } = record ?? {};
    return {
      grievance: {
        ...grievance,
        reporter: undefined,
        household: undefined,
        record: record && {
          text: hidden(record.text),
          isAnonymous: record.isAnonymous,
          additions: [],
          notes: [],
          answer: answer && { ...answer, says: hidden(answer.says) },
          declined: record.declined && { why: hidden(record.declined.why), instead: hidden(record.declined.instead) },
        },
      },
      settlement: place?.name,
      building: buildingIn(record?.where ?? record?.text ?? '', place),
      isLate: (answeredAt ?? endedAt ?? clock.now()) > dueAt,
      link,
    };
  }

  function saidWith({ payload }: Entry, grievance: Grievance): string | undefined {
    if (!payload) return undefined;
    const data = JSON.parse(payload.data) as Readonly<Record<string, unknown>>;
    const said = SAID.flatMap(name => (typeof data[name] === 'string' ? [data[name]] : [])).join('\n');
    return said === '' ? undefined : mask(said, namesIn(grievance));
  }
}

/** Whoever is named in a case. */
const namesIn = ({ record }: Grievance): readonly string[] =>
  [record?.name, record?.onBehalf?.name].filter(name => name !== undefined);

/** The longest name that stands in a text: 13栋 is not 3栋. */
const buildingIn = (text: string, place: Settlement | undefined): string | undefined =>
  place?.buildings
    .map(({ name }) => name)
    .filter(name => text.includes(name))
    .toSorted((a, b) => b.length - a.length)[0];
