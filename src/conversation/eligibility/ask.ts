/**
 * Asks for one fact: the question in everyday words, what may be pressed, and where the person stands.
 */
import { nextFact } from '../../eligibility/index.ts';
import type { Fact, Option } from '../../knowledge/schemes/model.ts';
import type { Choice, Outgoing } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { TurnOutcome } from '../store.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { plain } from './decision-words.ts';
import { tellResult } from './result.ts';
import { type Interview, saidIn, schemesOf } from './state.ts';

/**
 * Asks the next question, or tells the result where there is none.
 * @param before what is said first: what was heard
 */
export function askNext(context: TurnContext, interview: Interview, before = ''): TurnOutcome {
  const said = saidIn(interview);
  const fact = nextFact(schemesOf(context.parts.rules, interview), said, dayAt(context.at));
  if (!fact) return tellResult(context, interview, before);
  const vague = said.facts.has(fact.id) ? context.t('eligibility:more_exact') : '';
  return ask(context, interview, fact, [before, vague].filter(Boolean).join('\n'));
}

/** Asks for a fact; what else is said comes first. */
export function ask(context: TurnContext, interview: Interview, fact: Fact, before = ''): TurnOutcome {
  const { t } = context;
  const count = t('eligibility:count', { number: interview.answers.length + 1 });
  const question = [`${count}${plain(fact.asks, context)}`, fact.help ? plain(fact.help, context) : '', howTo(fact, context)];
  const outgoing: Outgoing = {
    text: [before, question.filter(Boolean).join('\n')].filter(Boolean).join('\n\n'),
    choices: [...optionsOf(fact, context), ...steering(interview, context)],
    ...('options' in fact ? {} : { asksNumber: true }),
  };
  const asked: Interview = { ...interview, asking: fact.id, at: context.at.toISOString() };
  return { ...say(context, outgoing, { interview: asked, topic: undefined }), private: true };
}

const howTo = (fact: Fact, { t }: TurnContext): string => ('options' in fact ? '' : t('eligibility:type_number'));

const optionsOf = (fact: Fact, context: TurnContext): Choice[] =>
  'options' in fact
    ? fact.options.map((option): Choice => ({ id: choiceOf(fact, option), label: plain(option.label, context) }))
    : [];

/** `fact=employment=none` */
export const choiceOf = (fact: Fact, { value }: Option): string => `fact=${fact.id}=${String(value)}`;

function steering({ answers }: Interview, { t }: TurnContext): Choice[] {
  const ids = ['unsure', ...(answers.length > 0 ? ['back'] : []), 'stop'];
  return ids.map((id): Choice => ({ id, label: t(`eligibility:choice.${id}`) }));
}
