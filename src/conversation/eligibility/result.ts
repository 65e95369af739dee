/**
 * What an interview ends with: the decision, or what is certain of many; and what may be done with it.
 */
import { type Decision, decide, type Facts, reasonsOf } from '../../eligibility/index.ts';
import { statusOn } from '../../knowledge/model.ts';
import type { Scheme } from '../../knowledge/schemes/model.ts';
import type { Choice, Outgoing } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import { formChoice } from '../desk/form.ts';
import type { Topic, TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { citationText } from '../wording.ts';
import { decisionNote, decisionText, factNames, plain, resultText, withFigures } from './decision-words.ts';
import { keepable } from './kept.ts';
import { type Interview, saidIn, schemesOf } from './state.ts';

/** So many other checks are offered. */
const MOST_OTHERS = 2;

/** Tells what is known now; the answers are held until the next message, so that another check can go on from them. */
export function tellResult(context: TurnContext, interview: Interview, before = ''): TurnOutcome {
  const { t } = context;
  const { facts } = saidIn(interview);
  const on = dayAt(context.at);
  const decisions = schemesOf(context.parts.rules, interview).map(scheme => decide(scheme, facts, on));
  const { household } = interview;
  const others = interview.screening || household ? [] : othersLike(context, interview, facts);
  const also =
    others.length > 0
      ? t('eligibility:also', { names: others.map(({ name }) => plain(name, context)).join(t('eligibility:and')) })
      : '';
  const told = interview.screening ? screeningText(decisions, facts, context) : checkText(decisions, facts, context);
  const outgoing: Outgoing = {
    text: [before, told.text, t('eligibility:as_told'), also].filter(Boolean).join('\n\n'),
    note: told.note,
    choices: [
      ...(keepable(context, interview).length > 0 ? [choice('keep', context)] : []),
      ...others.map(
        (scheme): Choice => ({
          id: `check=${scheme.id}`,
          label: t('eligibility:choice.check', { name: plain(scheme.name, context) }),
        }),
      ),
      choice('again', context),
      // Another check of a household is recorded like the first.
      ...(household ? [formChoice('household_check', context, household.id, household.settlement)] : []),
      choice('done', context),
    ],
  };
  const ended: Interview = { ...interview, asking: undefined, at: context.at.toISOString() };
  return { ...say(context, outgoing, { interview: ended, topic: topicFor(context, interview) }), private: true };
}

/** What follows up on a result goes on from the clause that it rests on. */
function topicFor(context: TurnContext, interview: Interview): Topic | undefined {
  const [scheme, ...others] = schemesOf(context.parts.rules, interview);
  if (!scheme || others.length > 0) return undefined;
  const answered = scheme.offeredWith.slice(0, 1);
  return { question: scheme.name.zh, answered, told: answered, nearby: [scheme.clause.id], at: context.at.toISOString() };
}

const choice = (id: string, { t }: TurnContext): Choice => ({ id, label: t(`eligibility:choice.${id}`) });

interface Told {
  readonly text: string;
  readonly note: string;
}

function checkText(decisions: readonly Decision[], facts: Facts, context: TurnContext): Told {
  return {
    text: decisions
      .map(decision => [decisionText(decision, facts, context), findOut(decision, context)].filter(Boolean).join('\n'))
      .join('\n\n'),
    note: decisions.map(decision => decisionNote(decision, context)).join('\n'),
  };
}

/** How what is missing can be found out. */
function findOut({ missing, scheme }: Decision, context: TurnContext): string {
  const helps = scheme.facts.flatMap(({ id, help }) => (help && missing.includes(id) ? [plain(help, context)] : []));
  return missing.length > 0 ? [...helps, context.t('eligibility:find_out')].join('\n') : '';
}

/** What is certain, what depends on what, and what is not; each with its clause. */
function screeningText(decisions: readonly Decision[], facts: Facts, context: TurnContext): Told {
  const { t } = context;
  const groups = [
    { key: 'certain', of: decisions.filter(({ determination }) => determination !== undefined), line: certainText },
    { key: 'depends', of: decisions.filter(({ outcome }) => outcome === 'unknown'), line: dependsText },
    { key: 'not', of: decisions.filter(({ outcome }) => outcome === 'ineligible'), line: againstText },
  ] as const;
  const sections = groups.flatMap(({ key, of, line }) =>
    of.length === 0
      ? []
      : [
          [
            t(`eligibility:screening.${key}`),
            ...of.map(decision => lineOf(decision, line(decision, facts, context), context)),
          ].join('\n'),
        ],
  );
  const isForPeople = decisions.some(({ scheme }) => scheme.for !== 'settlement');
  const isDraft = decisions.some(({ scheme }) => scheme.clause.document.standing === 'draft');
  const cited = decisions.map(({ scheme, on }) => ({
    clause: scheme.clause,
    status: statusOn(scheme.clause.document, scheme, on),
  }));
  return {
    text: [...sections, isDraft ? t('conversation:answer.draft') : '', isForPeople ? t('eligibility:screening.one') : '']
      .filter(Boolean)
      .join('\n\n'),
    note: citationText([...new Map(cited.map(one => [one.clause.id, one])).values()], context),
  };
}

const lineOf = ({ scheme }: Decision, text: string, context: TurnContext): string =>
  context.t('eligibility:screening.line', { name: plain(scheme.name, context), text, label: scheme.clause.label });

function certainText(decision: Decision, _: Facts, context: TurnContext): string {
  const who = decision.determination?.decidedBy;
  return `${resultText(decision, context)}${who ? context.t('eligibility:decided_by', { who: withFigures(who, decision.scheme, decision.on, context) }) : ''}`;
}

const dependsText = ({ missing, scheme }: Decision, _: Facts, context: TurnContext): string =>
  context.t('eligibility:screening.missing', { missing: factNames(missing, scheme, context) });

/** The first condition that stands against it, in a few words. */
function againstText(decision: Decision, facts: Facts, context: TurnContext): string {
  const { scheme, on } = decision;
  const against = reasonsOf(decision, facts).find(({ state, wanted }) => (state === 'met') !== wanted);
  if (!against) return resultText(decision, context);
  const { condition, state } = against;
  return withFigures(state === 'met' ? condition.met : condition.unmet, scheme, on, context);
}

/** Other checks of the region that the same facts speak to and do not rule out, the nearest to a result first. */
function othersLike(context: TurnContext, interview: Interview, facts: Facts): Scheme[] {
  const [first] = schemesOf(context.parts.rules, interview);
  if (!first) return [];
  const on = dayAt(context.at);
  const candidates = [...context.parts.rules.schemes.values()].filter(
    scheme =>
      scheme.region === first.region &&
      !interview.schemes.includes(scheme.id) &&
      (scheme.for === 'settlement') === (first.for === 'settlement') &&
      scheme.facts.some(({ id }) => facts.has(id)),
  );
  return candidates
    .map(scheme => decide(scheme, facts, on))
    .filter(({ outcome }) => outcome !== 'ineligible')
    .sort((a, b) => a.missing.length - b.missing.length)
    .slice(0, MOST_OTHERS)
    .map(({ scheme }) => scheme);
}
