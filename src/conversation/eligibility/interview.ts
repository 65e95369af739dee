/**
 * One message within an interview: an answer, a step back, a new start, a stop. What is none of these is left to the conversation.
 */
import type { Answer } from '../../eligibility/index.ts';
import type { Fact } from '../../knowledge/schemes/model.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice, Outgoing } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import { choiceIn } from '../choices.ts';
import type { TurnOutcome } from '../store.ts';
import { notOffered, say, type TurnContext } from '../turn-context.ts';
import { ask, askNext, choiceOf } from './ask.ts';
import { keep, valueText } from './kept.ts';
import { tellResult } from './result.ts';
import { factIn, type Given, type Interview } from './state.ts';

/**
 * Goes on with the session's interview.
 * @param isAside whether a message that answers nothing is about something else, and not just unclear
 * @returns `undefined` where the message has nothing to do with it
 */
export function goOn(context: TurnContext, interview: Interview, text: string, isAside: () => boolean): TurnOutcome | undefined {
  const { t, parts } = context;
  const fact = interview.asking && factIn(parts.rules, interview, interview.asking);
  if (!fact) return afterResult(context, interview, text);
  if (parts.danger(text) !== 'none') return undefined;
  const chosen = choiceIn(context, text);
  if (interview.paused) return afterPause(context, interview, fact, chosen ?? text);
  if (chosen === 'none') return ask(context, interview, fact, t('conversation:bad_choice'));
  if (chosen) return steer(context, interview, chosen) ?? press(context, interview, chosen);
  const steered = steer(context, interview, steeringIn(context, text));
  if (steered) return steered;

  const heard = parts.hearing.hear(fact, text, dayAt(context.at));
  switch (heard.kind) {
    case 'answer':
      return parts.hearing.asksBack(text) ? undefined : note(context, interview, fact, heard.answer);
    case 'unsure':
      return note(context, interview, fact, undefined);
    case 'out-of-range':
      return ask(context, interview, fact, t('eligibility:out_of_range'));
    case 'nothing': {
      const step = steeringInside(context, text);
      if (step === 'explain') return steer(context, interview, step);
      if (isAside()) return undefined;
      return steer(context, interview, step) ?? ask(context, interview, fact, t('eligibility:not_heard'));
    }
  }
}

/** After an alarm the interview waits until somebody says that it goes on. */
function afterPause(context: TurnContext, interview: Interview, fact: Fact, said: string): TurnOutcome | undefined {
  const goesOn = said === 'go_on' || context.parts.speech.interview.goOn.has(bare(normalise(said)));
  if (goesOn) return ask(context, { ...interview, paused: undefined }, fact);
  return said === 'stop' || steeringIn(context, said) === 'stop' ? steer(context, interview, 'stop') : undefined;
}

/** Lets the interview wait: what was just said matters more. */
export function pause(context: TurnContext, interview: Interview, outcome: TurnOutcome): TurnOutcome {
  const { t } = context;
  const choices = ['go_on', 'stop'].map((id): Choice => ({ id, label: t(`eligibility:choice.${id}`) }));
  const waiting = say(
    { ...context, session: outcome.session },
    { text: t('eligibility:paused'), choices },
    { interview: { ...interview, paused: true }, topic: undefined },
  );
  const said = outcome.outgoing.map((outgoing): Outgoing => ({ ...outgoing, choices: [] }));
  return { ...outcome, session: waiting.session, outgoing: [...said, ...waiting.outgoing], private: true };
}

/** Repeats the question at hand after something else was said. */
export function askAgain(context: TurnContext, interview: Interview): TurnOutcome | undefined {
  const fact = interview.asking && factIn(context.parts.rules, interview, interview.asking);
  return fact ? ask(context, interview, fact, context.t('eligibility:back_to_it')) : undefined;
}

const STEPS = ['back', 'again', 'stop', 'explain'] as const;

/** What is typed instead of pressing the button. */
const steeringIn = ({ parts: { speech } }: TurnContext, text: string): string | undefined =>
  STEPS.find(step => speech.interview[step].has(bare(normalise(text))));

/** Whether a message only steers an interview, where none is going on. */
export const steersNothing = (context: TurnContext, text: string): boolean =>
  context.parts.speech.interview.goOn.has(bare(normalise(text))) || (steeringIn(context, text) ?? 'explain') !== 'explain';

/** Steering words of so many characters count inside a message of so many, where it answers nothing: 算了我不想查了. */
const INSIDE = { phrase: 3, message: 12 };

function steeringInside({ parts: { speech } }: TurnContext, text: string): string | undefined {
  const said = bare(normalise(text));
  if ([...said].length > INSIDE.message) return undefined;
  return STEPS.find(step =>
    [...speech.interview[step]].some(phrase => [...phrase].length >= INSIDE.phrase && said.includes(phrase)),
  );
}

function steer(context: TurnContext, interview: Interview, step: string | undefined): TurnOutcome | undefined {
  const { t, parts } = context;
  const { answers, asking, screening } = interview;
  const fact = asking && factIn(parts.rules, interview, asking);
  switch (step) {
    case 'unsure':
      return fact ? note(context, interview, fact, undefined) : undefined;
    case 'back': {
      const last = answers.at(-1);
      const before = last && factIn(parts.rules, interview, last.fact);
      if (before) return ask(context, { ...interview, answers: answers.slice(0, -1) }, before);
      return fact ? ask(context, interview, fact, t('eligibility:first_question')) : undefined;
    }
    case 'explain':
      return fact ? ask(context, interview, fact, t('eligibility:why_asked')) : undefined;
    case 'again':
      return askNext(context, { ...interview, known: [], answers: [] }, t('eligibility:from_the_start'));
    case 'stop':
      if (screening && answers.length > 0 && asking) return tellResult(context, interview, t('eligibility:stopped_so_far'));
      return { ...say(context, { text: t('eligibility:stopped') }, { interview: undefined, topic: undefined }), private: true };
    default:
      return undefined;
  }
}

/** A button with a value: of the question at hand, or of one before, which is then answered anew. */
function press(context: TurnContext, interview: Interview, choice: string): TurnOutcome | undefined {
  const [kind, id] = choice.split('=');
  const fact = kind === 'fact' ? factIn(context.parts.rules, interview, id ?? '') : undefined;
  const option = fact && 'options' in fact && fact.options.find(one => choiceOf(fact, one) === choice);
  return option ? note(context, interview, fact, option.value) : undefined;
}

/** Takes an answer, says what was understood, and asks on. */
function note(context: TurnContext, interview: Interview, fact: Fact, answer: Answer | undefined): TurnOutcome {
  const { t } = context;
  const given: Given = { fact: fact.id, ...(answer === undefined ? {} : { answer }) };
  // A rough number stands until a better one is given; who cannot say better is not asked again.
  const rough = answer === undefined ? interview.answers.filter(one => one.fact === fact.id && one.answer !== undefined) : [];
  const others = interview.answers.filter(one => one.fact !== fact.id);
  const known = interview.known.filter(one => one.fact !== fact.id);
  const noted: Interview = { ...interview, known, answers: [...others, ...rough, given] };
  const heard =
    answer === undefined ? t('eligibility:noted_unsure') : t('eligibility:noted', { value: valueText(fact, answer, context) });
  return askNext(context, noted, heard);
}

/** The result was told: its answers may be kept, used for another check, or are forgotten. */
function afterResult(context: TurnContext, interview: Interview, text: string): TurnOutcome | undefined {
  const { t, parts } = context;
  const chosen = choiceIn(context, text) ?? steeringIn(context, text);
  switch (chosen) {
    case 'keep':
      return interview.household ? { ...notOffered(context), private: true } : keep(context, interview);
    case 'again':
    case 'back':
      return steer(context, interview, chosen);
    case 'done':
    case 'stop':
      return say(context, { text: t('eligibility:forgotten') }, { interview: undefined, topic: undefined });
    case 'none':
      return { ...notOffered(context), private: true };
    default:
      return parts.speech.interview.no.has(bare(normalise(text)))
        ? say(context, { text: t('eligibility:forgotten') }, { interview: undefined, topic: undefined })
        : undefined;
  }
}
