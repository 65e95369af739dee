/**
 * Kinds, units, days and cases as residents read them.
 */
import type { Alike, OwnCase } from '../../grievance/service.ts';
import type { Category } from '../../knowledge/categories.ts';
import type { Policy } from '../../knowledge/load.ts';
import type { Language, Translate } from '../../language/i18n.ts';
import { type Day, dayAfter, dayAt } from '../../shared/calendar.ts';
import type { UnitId } from '../../shared/ids.ts';
import { isWorkingDay } from '../../shared/working-days.ts';
import { instantWords } from '../desk/when.ts';
import { readable } from './case-number.ts';

/** A kind, short enough for a button; one that is no more by its id. */
export function kindName(categories: ReadonlyMap<string, Pick<Category, 'name'>>, id: string, language: Language): string {
  const name = categories.get(id)?.name;
  return name ? (language === 'en' ? name.en : name.zh) : id;
}

/** A unit by its name. */
export function unitName(units: Policy['units'], id: UnitId | undefined, t: Translate): string {
  const unit = id && units.get(id);
  return unit?.name ?? t('grievance:some_unit');
}

/** By when, with the working days that are left until then where there are any. */
export function dueWords(dueAt: Date, now: Date, t: Translate): string {
  const until = instantWords(dueAt, t);
  const days = workingDaysUntil(dayAt(now), dayAt(dueAt));
  return days > 0 ? t('grievance:due_in', { until, days }) : until;
}

function workingDaysUntil(from: Day, to: Day): number {
  let days = 0;
  for (let day = from; day < to; ) {
    day = dayAfter(day);
    if (isWorkingDay(day)) days++;
  }
  return days;
}

/** What is said of a case where there is room for a line. */
export interface Named {
  readonly t: Translate;
  readonly language: Language;
  readonly categories: ReadonlyMap<string, Pick<Category, 'name'>>;
}

/** One's own case in a line. */
export const ownLine = ({ grievance, state }: OwnCase, { t, language, categories }: Named): string =>
  t('grievance:mine.line', {
    number: readable(grievance.number),
    kind: kindName(categories, grievance.kind, language),
    state: t(`grievance:state.${state}`),
  });

/** A like case in a line: nothing of whose it is. */
export const alikeLine = (
  { number, kind, building, receivedOn, state, households }: Alike,
  { t, language, categories }: Named,
): string =>
  [
    t('grievance:alike.line', { number: readable(number), kind: kindName(categories, kind, language), day: receivedOn }),
    ...(building === undefined ? [] : [building]),
    t(`grievance:state.${state}`),
    t('grievance:alike.households', { households }),
  ].join(t('grievance:and'));
