/**
 * Puts a decision into words: what follows, why, what to do next, and what it rests on.
 */
import { type Decision, type Facts, type Reason, reasonsOf } from '../../eligibility/index.ts';
import { statusOn } from '../../knowledge/model.ts';
import type { Scheme, Words } from '../../knowledge/schemes/model.ts';
import { inLanguage, onDay } from '../../knowledge/schemes/words.ts';
import type { Language, Translate } from '../../language/i18n.ts';
import type { Day } from '../../shared/calendar.ts';
import type { FactId } from '../../shared/ids.ts';
import { citationText } from '../wording.ts';

/** In which language something is said. */
export interface Tongue {
  readonly t: Translate;
  readonly language: Language;
}

/** The wording in the person's language. */
export const plain = (words: Words, { language }: Tongue): string => inLanguage(words, language);

/** The wording with the figures of a day. */
export const withFigures = (words: Words, scheme: Scheme, on: Day, { language }: Tongue): string =>
  onDay(words, scheme, on, language);

/** A decision, said to whom it concerns: the result, every condition with its clause, what is no obstacle, what to do next. */
export function decisionText(decision: Decision, facts: Facts, tongue: Tongue): string {
  const { scheme, outcome } = decision;
  const { t } = tongue;
  const obstacle =
    scheme.noObstacle && outcome !== 'unknown' ? withFigures(scheme.noObstacle.says, scheme, decision.on, tongue) : '';
  return [
    resultText(decision, tongue),
    ...reasonsOf(decision, facts).map(reason => reasonText(reason, decision, tongue)),
    obstacle,
    ...nextText(decision, tongue),
    scheme.clause.document.standing === 'draft' ? t('conversation:answer.draft') : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** The clause that decides, as a citation. */
export function decisionNote({ scheme, on }: Decision, { t }: Tongue): string {
  return citationText([{ clause: scheme.clause, status: statusOn(scheme.clause.document, scheme, on) }], { t });
}

/** What follows, in a sentence or two. */
export function resultText(decision: Decision, tongue: Tongue): string {
  const { scheme, on, determination, outcome, lapsed, missing } = decision;
  const { t } = tongue;
  if (lapsed && scheme.lapsed) return withFigures(scheme.lapsed, scheme, on, tongue);
  if (outcome === 'unknown')
    return t('eligibility:unknown', { name: plain(scheme.name, tongue), missing: factNames(missing, scheme, tongue) });
  if (determination) return withFigures(determination.says, scheme, on, tongue);
  return scheme.otherwise ? withFigures(scheme.otherwise.says, scheme, on, tongue) : '';
}

/** What facts are called, joined, in the order of the scheme. */
export function factNames(ids: readonly FactId[], { facts }: Pick<Scheme, 'facts'>, tongue: Tongue): string {
  const names = facts.filter(({ id }) => ids.includes(id)).map(({ means }) => plain(means, tongue));
  return names.join(tongue.t('eligibility:and'));
}

function reasonText({ condition, state, wanted }: Reason, { scheme, on }: Decision, tongue: Tongue): string {
  const { t } = tongue;
  const label = labelOf(condition.clause, scheme);
  if (state === 'unknown') return t('eligibility:reason.unknown', { what: plain(condition.fact.means, tongue), label });
  const what = withFigures(state === 'met' ? condition.met : condition.unmet, scheme, on, tongue);
  return t((state === 'met') === wanted ? 'eligibility:reason.for' : 'eligibility:reason.against', { what, label });
}

const labelOf = (clause: string, scheme: Scheme): string => (clause === scheme.clause.id ? scheme.clause.label : clause);

function nextText(decision: Decision, tongue: Tongue): string[] {
  const { scheme, on, determination, outcome, lapsed } = decision;
  const { t } = tongue;
  const next = determination?.next ?? (outcome === 'ineligible' && !lapsed ? scheme.otherwise?.next : undefined);
  const applies = determination?.outcome === 'eligible' || determination?.outcome === 'discretionary';
  return [
    determination?.decidedBy
      ? t('eligibility:decided_by', { who: withFigures(determination.decidedBy, scheme, on, tongue) })
      : '',
    next ? t('eligibility:next', { next: withFigures(next, scheme, on, tongue) }) : '',
    // Without a result there is no next step of its own: then how it is applied for.
    outcome === 'unknown' ? withFigures(scheme.apply, scheme, on, tongue) : '',
    applies ? withFigures(scheme.papers, scheme, on, tongue) : '',
  ];
}
