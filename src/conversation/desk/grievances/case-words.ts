/**
 * Cases in the words of those who work on them: one in a line, and one in full, without who reported it.
 */

import { type Grievance, publicState, RUNNING } from '../../../grievance/model.ts';
import type { CaseView } from '../../../grievance/service.ts';
import type { Category } from '../../../knowledge/categories.ts';
import { type Clause, statusOn } from '../../../knowledge/model.ts';
import type { Language, Translate } from '../../../language/i18n.ts';
import { dayAt } from '../../../shared/calendar.ts';
import type { RegionId, UnitId } from '../../../shared/ids.ts';
import { workingDaysBetween } from '../../../shared/working-days.ts';
import type { TurnContext } from '../../turn-context.ts';
import { citationText } from '../../wording.ts';
import type { Desk } from '../desk.ts';
import { instantWords } from '../when.ts';
import { settlementName } from '../words.ts';

/** A kind as people say it; its id where the knowledge has it no more. */
export function kindName(categories: ReadonlyMap<string, Category>, kind: string, language: Language): string {
  const name = categories.get(kind)?.name;
  return (language === 'en' ? name?.en : name?.zh) ?? kind;
}

/** Where a case stands, in a word. */
export const stateWords = (grievance: Grievance, t: Translate): string => t(`queue:state.${publicState(grievance)}`);

/** How long is left, in working days, or how late it is; nothing once it was answered. */
export function dueWords({ state, dueAt }: Pick<Grievance, 'state' | 'dueAt'>, now: Date, t: Translate): string {
  if (!RUNNING.includes(state)) return '';
  const at = instantWords(dueAt, t);
  const isLate = dueAt <= now;
  const [today, due] = [dayAt(now), dayAt(dueAt)];
  const days = isLate ? workingDaysBetween(due, today) : workingDaysBetween(today, due);
  const count = days > 0 ? 'days' : 'soon';
  return t(isLate ? `queue:late.${count}` : `queue:left.${count}`, { days, at });
}

/** The settlement of a case by its name. */
export async function placeWords(
  { directory }: { readonly directory: Pick<Desk['directory'], 'gazetteer'> },
  { place }: Grievance,
  t: Translate,
): Promise<string> {
  const settlement = place.settlement && (await directory.gazetteer.get(place.settlement));
  return settlement ? settlementName(settlement, t) : (place.county ?? t('queue:nowhere'));
}

/** A case in one line, as lists show it. */
export async function caseLine(desk: Desk, context: TurnContext, grievance: Grievance): Promise<string> {
  const { t, at, language, parts } = context;
  return [
    String(grievance.number),
    kindName(parts.categories, grievance.kind, language),
    await placeWords(desk, grievance, t),
    dueWords(grievance, at, t) || stateWords(grievance, t),
  ].join(' ');
}

/** The clauses that speak of a kind in a region. */
export const clausesFor = ({ parts }: Pick<TurnContext, 'parts'>, kind: string, region: RegionId): readonly Clause[] =>
  (parts.categories.get(kind)?.clauses.get(region) ?? []).flatMap(id => parts.policy.clauses.get(id) ?? []);

/** Where something stands, and whether that holds. */
export const basisWords = (clauses: readonly Clause[], { t, at }: Pick<TurnContext, 't' | 'at'>): string =>
  clauses.length === 0
    ? ''
    : citationText(
        clauses.map(clause => ({ clause, status: statusOn(clause.document, undefined, dayAt(at)) })),
        { t },
      );

/** A unit by its name. */
export const unitName = ({ parts }: Pick<TurnContext, 'parts'>, unit: UnitId): string =>
  parts.policy.units.get(unit)?.name ?? unit;

/** All that is known of a case but who reported it, a line each. */
export async function caseText(desk: Desk, context: TurnContext, view: CaseView): Promise<string> {
  const { t, at, language, parts } = context;
  const { grievance, linked } = view;
  const { number, kind, record, supporters, mergedInto } = grievance;
  const title = t('queue:case.title', {
    number,
    kind: kindName(parts.categories, kind, language),
    place: await placeWords(desk, grievance, t),
  });
  return [
    title,
    grievance.danger === 'none' ? '' : t('queue:case.danger'),
    record ? '' : t('queue:case.erased'),
    ...reportedWords(view, t),
    ...workedWords(view, t),
    supporters > 0 ? t('queue:case.supporters', { total: supporters }) : '',
    await likeWords(desk, context, view),
    linked.length > 0 ? t('queue:case.linked', { list: linked.join(t('queue:and')) }) : '',
    mergedInto === undefined ? '' : t('queue:case.merged', { number: mergedInto }),
    t('queue:case.state', { state: stateWords(grievance, t) }),
    countWords(grievance, t),
    dueWords(grievance, at, t),
    deskWords(view, context),
    basisWords(clausesFor(context, kind, grievance.place.region), context),
  ]
    .filter(Boolean)
    .join('\n');
}

/** So many like ones are named. */
const MOST_LIKE = 5;

/** Open ones of the same kind in the same settlement. */
async function likeWords({ grievances }: Desk, { t, visitor }: TurnContext, { grievance }: CaseView): Promise<string> {
  const { number, kind, place, state } = grievance;
  if (place.settlement === undefined || !RUNNING.includes(state)) return '';
  const filter = { kinds: [kind], settlement: place.settlement, states: RUNNING, limit: MOST_LIKE + 1 };
  const found = await grievances.queue.list(visitor.actor, filter);
  const others = (found.ok ? found.value : []).filter(one => one.number !== number).slice(0, MOST_LIKE);
  const list = others.map(one => one.number).join(t('queue:and'));
  return list === '' ? '' : t('queue:case.like', { list });
}

/** What came from whoever reported it. */
function reportedWords({ grievance: { record } }: CaseView, t: Translate): readonly string[] {
  if (!record) return [];
  const { text, where, additions } = record;
  const photos = photosOf({ record }).length;
  return [
    where ? t('queue:case.where', { where }) : '',
    t('queue:case.text', { text }),
    ...additions.map(one => t('queue:case.addition', { day: dayAt(new Date(one.at)), text: one.text })),
    photos > 0 ? t('queue:case.photos', { total: photos }) : '',
  ];
}

/** What those who worked on it said and noted. */
function workedWords({ grievance: { record, state } }: CaseView, t: Translate): readonly string[] {
  if (!record) return [];
  const { notes, asked, answer, declined, extension } = record;
  return [
    ...notes.map(one => t('queue:case.note', { day: dayAt(new Date(one.at)), text: one.text })),
    asked ? t('queue:case.asked', { text: asked }) : '',
    answer ? t('queue:case.answer', { day: dayAt(new Date(answer.at)), text: answer.says }) : '',
    declined ? t('queue:case.declined', { ...declined }) : '',
    extension && RUNNING.includes(state)
      ? t(`queue:case.extension_${extensionState(extension.decision)}`, { why: extension.why })
      : '',
  ];
}

const extensionState = (decision: { readonly granted: boolean } | undefined): 'asked' | 'granted' | 'refused' =>
  decision ? (decision.granted ? 'granted' : 'refused') : 'asked';

/** How often it went back and forth; empty where it did not. */
function countWords({ returns, reopenings, calls }: Grievance, t: Translate): string {
  const counts = { returns, reopenings, calls };
  const words = (['returns', 'reopenings', 'calls'] as const)
    .filter(name => counts[name] > 0)
    .map(name => t(`queue:times.${name}`, { times: counts[name] }));
  return words.length > 0 ? t('queue:case.times', { list: words.join(t('queue:and')) }) : '';
}

function deskWords({ grievance: { unit }, desk }: CaseView, context: TurnContext): string {
  const { t } = context;
  const named = desk ? t('queue:case.desk', { name: desk.name, phone: desk.phone ?? '' }).trim() : '';
  if (unit === undefined) return named;
  return [t('queue:case.unit', { unit: unitName(context, unit) }), named].filter(Boolean).join(t('queue:semicolon'));
}

/** Ids of all photos of a case, those of additions last. */
export const photosOf = ({ record }: Pick<Grievance, 'record'>): readonly string[] => [
  ...(record?.photos ?? []),
  ...(record?.additions.flatMap(({ photos = [] }) => photos) ?? []),
];
