/** Clauses that a notice may rest on, found as residents' questions find them: by words, in the documents of the places that it goes to. */
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseClauseId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import type { Values } from '../state.ts';
import { audienceIn } from './draft-values.ts';
import { settlementsIn } from './places.ts';

/** So many are offered. */
const MOST = 5;

/** Clauses near the words, as choices. A clause that is named by its id is the only one. */
export async function citable(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[]> {
  const { parts, at, language, t } = context;
  const { words = '' } = values;
  const named = parts.policy.clauses.get(parseClauseId(words.trim())!);
  const places = new Set((await settlementsIn(desk, context, audienceIn(values))).map(({ region }) => region));
  const regions = [...parts.policy.regions.values()].filter(({ id }) => places.has(id));
  const found = named
    ? [named]
    : regions.flatMap(region => {
        const { citations, related } = parts.respond({ region, text: words, on: dayAt(at), language });
        return [...citations, ...related].map(({ clause }) => clause);
      });
  return [...new Map(found.map(clause => [clause.id, clause])).values()]
    .slice(0, MOST)
    .map(({ id, document, label, heading }) => {
      return { id, label: t('bulletin-desk:clause', { title: document.title, label, heading }) };
    });
}
