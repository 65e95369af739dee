/**
 * What was said to a case, as whoever reported it reads it: the answer with what it rests on, why it was declined, what is asked.
 */
import type { Grievance } from '../../grievance/model.ts';
import type { Policy } from '../../knowledge/load.ts';
import { statusOn } from '../../knowledge/model.ts';
import type { Translate } from '../../language/i18n.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { ClauseId } from '../../shared/ids.ts';
import { citationText } from '../wording.ts';
import { readable } from './case-number.ts';

/** What the words need. */
export interface Saying {
  readonly t: Translate;
  readonly at: Date;
  readonly clauses: Policy['clauses'];
}

/** Each as a line of its own; empty where nothing was said yet. */
export function saidOfCase({ record, mergedInto }: Grievance, saying: Saying): readonly string[] {
  const { t } = saying;
  const { asked, answer, declined, extension } = record ?? {};
  return [
    ...(extension?.decision?.granted ? [t('grievance:said.extended', { why: extension.why })] : []),
    ...(asked === undefined ? [] : [t('grievance:said.asked', { asked })]),
    ...(answer ? [t('grievance:said.answer', { says: answer.says }), citedIn(answer.clauses, saying)].filter(Boolean) : []),
    ...(declined ? [t('grievance:said.declined', declined)] : []),
    ...(mergedInto === undefined ? [] : [t('grievance:said.merged', { number: readable(mergedInto) })]),
  ];
}

/** The clauses that an answer rests on; empty where it rests on none. */
export function citedIn(ids: readonly ClauseId[], { t, at, clauses }: Saying): string {
  // A clause may have gone since.
  const cited = ids.flatMap(id => clauses.get(id) ?? []);
  if (cited.length === 0) return '';
  const on = dayAt(at);
  return citationText(
    cited.map(clause => ({ clause, status: statusOn(clause.document, undefined, on) })),
    { t },
  );
}
