/** Cases as they are shown in a terminal and to a program: never who reported them. */

import { done, type Outcome } from '../../directory/outcome.ts';
import { deedWords } from '../../grievance/deeds.ts';
import type { Entry } from '../../grievance/history.ts';
import { type Grievance, publicState } from '../../grievance/model.ts';
import type { CaseView } from '../../grievance/service.ts';
import type { Translate } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { SettlementId, UnitId } from '../../shared/ids.ts';
import type { Bench } from '../directory/bench.ts';
import { list, table } from '../directory/show.ts';

/** What cases are put into words with. */
export interface CaseNames {
  readonly kind: (id: string) => string;
  readonly unit: (id: UnitId | undefined) => string;
  readonly settlement: (id: SettlementId | undefined) => string;
}

/** Cases with the names of what they speak of. */
export interface Named<T> {
  readonly found: T;
  readonly names: CaseNames;
}

/** The names for some cases. */
export async function namesFor(cases: readonly Grievance[], { rooms, policy, categories }: Bench): Promise<CaseNames> {
  const settlements = new Map<SettlementId, string>();
  for (const { place } of cases) {
    if (!place.settlement || settlements.has(place.settlement)) continue;
    settlements.set(place.settlement, (await rooms.directory.reach.settlement(place.settlement))?.name ?? place.settlement);
  }
  const kinds = categories();
  const { units } = policy();
  return {
    kind: id => kinds.get(id)?.name.zh ?? id,
    unit: id => (id === undefined ? '' : (units.get(id)?.name ?? id)),
    settlement: id => (id === undefined ? '' : (settlements.get(id) ?? id)),
  };
}

/** The same of an outcome. */
export async function named<T>(
  outcome: Outcome<T>,
  cases: (found: T) => readonly Grievance[],
  bench: Bench,
): Promise<Outcome<Named<T>>> {
  return outcome.ok ? done({ found: outcome.value, names: await namesFor(cases(outcome.value), bench) }) : outcome;
}

/** What came of a move. */
export const namedView = (outcome: Outcome<CaseView>, bench: Bench): Promise<Outcome<Named<CaseView>>> =>
  named(outcome, ({ grievance }) => [grievance], bench);

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });
const timeWords = (at: Date): string => `${dayAt(at)} ${clock.format(at)}`;

/** A case in a line: its number, where it stands, what it is about, by when, whose. */
export const caseLine = (
  grievance: Grievance,
  { kind, unit, settlement }: CaseNames,
  t: Translate,
): readonly (string | number)[] => [
  grievance.number,
  t(`case-sheets:state.${publicState(grievance)}`),
  kind(grievance.kind),
  settlement(grievance.place.settlement),
  unit(grievance.unit),
  t('commands:queue.due', { at: timeWords(grievance.dueAt) }),
  grievance.alarm === 'none' ? '' : t(`case-sheets:alarm.${grievance.alarm}`),
  grievance.holder ?? '',
];

/** Cases a line each, or that there is none. */
export const casesText = (found: readonly Grievance[], names: CaseNames, t: Translate): string =>
  list(found, one => caseLine(one, names, t), t);

/** A case with all that its handlers need. */
export function caseText({ found: { grievance, can, linked, desk }, names }: Named<CaseView>, { t }: Bench): string {
  const { record, stepDueAt, supporters, mergedInto } = grievance;
  const rows: (readonly [string, string | number | undefined])[] = [
    ['step', stepDueAt && timeWords(stepDueAt)],
    ['danger', grievance.danger === 'none' ? undefined : t(`case-sheets:danger.${grievance.danger}`)],
    ['where', record?.where],
    ['text', record ? record.text : t('commands:queue.erased')],
    ...(record?.additions ?? []).map(one => ['added', `${one.at} ${one.text}`] as const),
    ['photos', record?.photos?.join(' ')],
    ['supporters', supporters > 0 ? supporters + 1 : undefined],
    ['asked', record?.asked],
    ...(record?.notes ?? []).map(one => ['note', `${one.at} ${one.by} ${one.text}`] as const),
    ['extension', record?.extension && `${record.extension.at} ${record.extension.why}`],
    ['answer', record?.answer && [record.answer.says, ...record.answer.clauses].join(' ')],
    ['declined', record?.declined && `${record.declined.why} ${record.declined.instead}`],
    ['merged', mergedInto],
    ['linked', linked.length > 0 ? linked.join(' ') : undefined],
    ['desk', desk && [desk.name, desk.phone].filter(Boolean).join(' ')],
    ['can', can.map(move => t(`case-sheets:move.${move}`)).join(t('commands:queue.and'))],
  ];
  const said = rows.filter(([, value]) => value !== undefined && value !== '');
  return [
    table([caseLine(grievance, names, t)]),
    table(said.map(([name, value]) => [t(`commands:queue.field.${name}`), value])),
  ].join('\n');
}

/** A case for a program. */
export const caseData = ({ number, state, kind, danger, isSafety, place, unit, holder, ...rest }: Grievance) => ({
  number,
  state,
  publicState: publicState({ state, extensions: rest.extensions }),
  kind,
  danger,
  isSafety,
  place,
  unit,
  holder,
  receivedAt: rest.receivedAt,
  dueAt: rest.dueAt,
  stepDueAt: rest.stepDueAt,
  leaseUntil: rest.leaseUntil,
  alarm: rest.alarm,
  returns: rest.returns,
  reopenings: rest.reopenings,
  calls: rest.calls,
  extensions: rest.extensions,
  answeredAt: rest.answeredAt,
  endedAt: rest.endedAt,
  outcome: rest.outcome,
  mergedInto: rest.mergedInto,
  supporters: rest.supporters,
  version: rest.version,
});

/** The same with what was said to it. */
export const viewData = ({ grievance, can, linked, desk }: CaseView) => {
  const { text, where, photos, additions, asked, answer, declined, extension, notes } = grievance.record ?? {};
  const record = grievance.record && { text, where, photos, additions, asked, answer, declined, extension, notes };
  return { ...caseData(grievance), record, can, linked, desk };
};

/** What was said with a link, as far as it was text. */
const SAID = ['text', 'says', 'why', 'instead', 'unit', 'into', 'other'] as const;

/** What was done with a case, a link a line. */
export const historyText = (entries: readonly Entry[], t: Translate): string =>
  list(entries, one => [one.seq, timeWords(new Date(one.at)), one.by, deedWords(one.action, t), saidWith(one, t)], t);

function saidWith({ payload, digest }: Entry, t: Translate): string {
  if (!payload) return digest === '' ? '' : t('commands:queue.erased');
  const data = JSON.parse(payload.data) as Readonly<Record<string, string | number | boolean | undefined>>;
  return SAID.flatMap(name => (data[name] === undefined ? [] : [String(data[name])])).join(' ');
}
