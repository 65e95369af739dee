/**
 * One turn of a conversation: a message and what is remembered in, what to say and what to remember out. Pure, so that it can be tried again.
 */
import type { Arrived } from '../attachments/index.ts';
import { nobody } from '../directory/actors.ts';
import type { Visitor } from '../directory/visitors.ts';
import type { LocalInfo } from '../inquiry/index.ts';
import type { Command } from '../knowledge/load-language.ts';
import { createFuzzy } from '../language/fuzzy.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { Choice, Incoming, Outgoing } from '../message/index.ts';
import { isShortId, longId } from '../message/short-id.ts';
import { dayAt } from '../shared/calendar.ts';
import { parseRegionId } from '../shared/ids.ts';
import { ABOUT_AN_ANSWER, idOf, rate, showOriginal, tellMore } from './about-answer.ts';
import { withArrivals } from './arrivals.ts';
import { slippedIn, warning } from './before-others.ts';
import { choiceIn, isCommand, isSteering } from './choices.ts';
import { takeCode } from './desk/codes.ts';
import type { Turn } from './desk/desk.ts';
import { goOnWithForm } from './desk/form.ts';
import { FORMS } from './desk/forms/index.ts';
import { caseSpoken, deskCommand, isFormButton, isMenuChoice, openChosen, openNamed, writtenOfOthers } from './desk/menu.ts';
import { screenOwn } from './desk/settlements/screen.ts';
import { askAgain, goOn, pause, steersNothing } from './eligibility/interview.ts';
import { asksForCheck, beginAsked, beginChosen, checkChoices, checksFor, checksNear, orNoFigure } from './eligibility/start.ts';
import { type Interview, isOn, keptStill, stillHeld } from './eligibility/state.ts';
import { addressed } from './etiquette.ts';
import { gapFor } from './gap.ts';
import { aboutGrievances, grievanceChosen, reportChoices } from './grievances/about-grievances.ts';
import { passingOn } from './grievances/passed-on.ts';
import { aboutHardship, hardshipChoices } from './hardship/about.ts';
import { inGroup, mannerIn } from './in-group.ts';
import { aboutJobs, jobChoices, jobChosen } from './jobs/about-jobs.ts';
import { findJobs } from './jobs/find.ts';
import { cadreChoices, isForCadre, localInfoFor, localWords } from './local.ts';
import { whenMuted } from './muted.ts';
import { withReceipts } from './receipts.ts';
import { askRegion, regionNamed, settle } from './region.ts';
import type { Reply } from './reply.ts';
import { inLanguage, languageOf } from './speaking.ts';
import type { Session, Topic, TurnOutcome } from './store.ts';
import { commandChoices, notOffered, regionOf, say, type TurnContext, type TurnParts, topicOf } from './turn-context.ts';

/**
 * A message, the session before it, who wrote it and what their settlement knows → what to say and to remember, or what to ask of the desk first.
 * In a group it says nothing unless it was called, or the group wants it; but it takes codes, and warns of what should not stand there.
 */
export type TakeTurn = (
  incoming: Incoming,
  session: Session,
  visitor?: Visitor,
  local?: readonly LocalInfo[],
  /** What became of the photos and files that came with it. */
  arrived?: readonly Arrived[],
) => Turn;

/** Makes the turns of all conversations. */
export function createTurns(parts: TurnParts): TakeTurn {
  const regions = [...parts.policy.regions.values()];
  const names = regions.flatMap(region => region.called.filter(name => name.length > 1).map(name => ({ name, value: region })));
  const nearestRegion = createFuzzy(names);
  return (incoming, before, visitor = { actor: nobody(incoming) }, local = [], arrived = []) => {
    const text = addressed(incoming, parts.callPrefix);
    const session = settledFor(before, incoming, visitor);
    const language = session.language ?? 'zh-CN';
    const context: TurnContext = {
      parts,
      nearestRegion,
      session,
      at: incoming.at,
      language,
      t: parts.wordbook.in(language),
      isPrivate: incoming.chat.kind === 'private',
      visitor,
      sender: incoming,
      about: incoming.about ?? [],
      local,
    };
    const ordinary = (heard: string): Turn => {
      const said = longId(heard, before.choices ?? []);
      // A button of an earlier message, of which there is no more than a digest.
      if (isShortId(said)) return notOffered(context);
      const answering = (here: TurnContext): Turn =>
        takeCode(here, said) ?? writtenOfOthers(here, said) ?? atTheDesk(here, said) ?? take(withoutForm(here, said), said);
      const turn = arrived.length > 0 ? withArrivals(context, arrived, said, answering) : answering(context);
      return writtenOfOthers(context, said) ? turn : passingOn(context, said, turn);
    };
    if (context.isPrivate) {
      const said = text ?? '';
      return visitor.muted ? (takeCode(context, said) ?? whenMuted(context, said, ordinary)) : ordinary(said);
    }
    return withReceipts(context, incoming, () => {
      const slipped = slippedIn(context, incoming.text);
      const { masked } = slipped;
      const turn = inGroup(context, addressed({ ...incoming, text: masked }, parts.callPrefix), masked, { ordinary, answer });
      return warning(context, slipped, incoming, turn, mannerIn(context) === 'off' || visitor.muted === true);
    });
  };
}

/** In a bound group its settlement's documents answer; who lives in a settlement need not say where. */
function settledFor(session: Session, { chat }: Incoming, { settlement }: Visitor): Session {
  if (!settlement || (chat.kind === 'private' && session.region !== undefined)) return session;
  return session.region === settlement.region ? session : { ...session, region: settlement.region };
}

/** What is meant for the desk: a form that is open, or its commands and buttons. Danger comes before them, and an interview ends with them. */
function atTheDesk(context: TurnContext, text: string): Turn | undefined {
  const { speech, danger } = context.parts;
  if (danger(text) !== 'none') return dangerTold(context, text);
  const { form, ...session } = context.session;
  const filling = form && context.isPrivate ? goOnWithForm(FORMS, context, text) : undefined;
  const free: TurnContext = { ...context, session: { ...session, interview: undefined } };
  const chosen = choiceIn(context, text) ?? (isMenuChoice(text) ? text : undefined);
  const command =
    chosen === undefined ? speech.commands.get(bare(normalise(text))) : isCommand(speech.commands, chosen) ? chosen : undefined;
  const opened =
    openChosen(free, chosen ?? '') ??
    jobChosen(free, chosen ?? '') ??
    (chosen === undefined || chosen === 'none' ? caseSpoken(free, text) : undefined) ??
    (form || session.interview?.asking ? undefined : grievanceChosen(free, chosen ?? text)) ??
    (command === 'find_jobs' ? findJobs(free, chosen === undefined ? text : (session.jobs?.said ?? '')) : undefined) ??
    (command && deskCommand(free, command)) ??
    screenOwn(free, chosen ?? text) ??
    openNamed(free, text);
  // Where words are asked for, they are no command, but a button is no words.
  const asksWords = context.session.asksNumber && !isMenuChoice(text);
  const turn = asksWords ? (filling ?? opened) : (opened ?? filling);
  return turn ?? (isFormButton(text) ? notOffered(context) : undefined);
}

/** Danger in what somebody tells where a form asks what happened: what to do is said first, and what they told is kept. */
function dangerTold(context: TurnContext, text: string): Turn | undefined {
  const { form: open } = context.session;
  const form = open && FORMS.get(open.form);
  if (!open || !context.isPrivate || form?.accounts?.includes(open.asking) !== true) return undefined;
  const taken = goOnWithForm(FORMS, context, text);
  if (!taken) return undefined;
  const alarm = { text: context.t(`conversation:danger.${context.parts.danger(text)}`) };
  const { errand, ...atOnce } = taken;
  const said = (outcome: TurnOutcome): TurnOutcome => ({ ...outcome, outgoing: [alarm, ...outcome.outgoing] });
  return { ...said(atOnce), ...(errand ? { errand: async desk => said(await errand(desk)) } : {}) };
}

/** What is not for a form leaves it, except a cry for help. */
function withoutForm(context: TurnContext, text: string): TurnContext {
  const { form, ...rest } = context.session;
  return form && context.parts.danger(text) === 'none' ? { ...context, session: rest } : context;
}

const take = (context: TurnContext, text: string): TurnOutcome => orNoFigure(context, () => takeInTurn(context, text));

/** A message within an interview goes on with it; one that has nothing to do with it is answered, and the question is asked again. */
function takeInTurn(context: TurnContext, text: string): TurnOutcome {
  const { interview: before, kept, ...rest } = context.session;
  const interview = before && isOn(before, context.at) ? stillHeld(context.parts.rules, before) : undefined;
  const known = kept && keptStill(context.parts.rules, kept);
  const free: TurnContext = { ...context, session: { ...rest, ...(known ? { kept: known } : {}) } };
  if (!interview) return takeFreely(free, text);
  const held: TurnContext = { ...free, session: { ...free.session, interview } };
  const outcome = goOn(held, interview, text, () => isAside(held, text));
  if (outcome) return outcome;
  // The buttons below a result go on from its answers.
  const aside = takeFreely(interview.asking ? held : { ...free, carried: interview }, text);
  if (aside.session.interview !== interview) return leaving(held, interview, aside);
  if (interview.paused) return unlisted(aside);
  if (context.parts.danger(text) !== 'none') return unlisted(pause(held, interview, aside));
  const spoken = inLanguage(held, aside.session.language ?? held.language);
  const again = askAgain({ ...spoken, session: aside.session }, interview);
  if (!again) return aside;
  const said = aside.outgoing.map((outgoing): Outgoing => ({ ...outgoing, choices: [] }));
  return unlisted({ ...aside, session: again.session, outgoing: [...said, ...again.outgoing] });
}

/** What is said in the middle of an interview may tell of the person: it is blanked with it, and goes to no list. */
const unlisted = (outcome: TurnOutcome): TurnOutcome => ({ ...outcome, gap: undefined, feedback: undefined, private: true });

/** What somebody may want in the middle of an interview. */
const REQUESTS = ['open_grievance', 'open_hardship_report', 'find_jobs', 'register_job_intent', 'greet', 'help'] as const;

/** Few words sound like a complaint soon (没核过): in the middle of an interview they are one only where that is certain. */
const CERTAIN = 0.9;

/** Whether a message wants something of its own. */
function isAside(context: TurnContext, text: string): boolean {
  const { parts, at, language } = context;
  if (parts.speech.commands.has(bare(normalise(text)))) return true;
  if (regionNamed(context, text)?.alone || asksForCheck(context, text)) return true;
  const region = regionOf(context);
  const reply = region && parts.respond({ region, text, on: dayAt(at), language });
  if (!reply) return false;
  const request = REQUESTS.find(intent => intent === reply.action);
  if (request) return reply.why.intents[request] >= CERTAIN;
  return parts.asks(text) && (reply.action !== 'no_answer' || parts.hearing.asksBack(text));
}

/** Another region has other documents: that the interview is over is said. */
function leaving({ t }: TurnContext, { asking }: Interview, outcome: TurnOutcome): TurnOutcome {
  const [first, ...rest] = outcome.outgoing;
  if (!asking) return outcome;
  if (outcome.session.interview || !first) return unlisted(outcome);
  return unlisted({ ...outcome, outgoing: [{ ...first, text: `${t('eligibility:left')}\n\n${first.text}` }, ...rest] });
}

function takeFreely(context: TurnContext, text: string): TurnOutcome {
  const { session, parts } = context;
  const chosen = choiceIn(context, text);
  if (chosen === 'none') return notOffered(context);
  if (chosen) return choose(context, chosen);
  const command = parts.speech.commands.get(bare(normalise(text)));
  if (command) return obey(context, command);
  const region = regionNamed(context, text);
  if (region?.alone && parts.danger(text) === 'none') return settle(context, region.named, understand);
  if (region && session.region === undefined)
    return settle({ ...context, session: { ...session, waiting: text } }, region.named, understand);
  return understand(context, text);
}

/** There is nothing to steer. */
const noCheck = (context: TurnContext): TurnOutcome =>
  say(context, { text: context.t('eligibility:no_check'), choices: checkChoices(context) });

/** A check that is asked for begins; anything else is answered. */
function understand(context: TurnContext, text: string): TurnOutcome {
  if (steersNothing(context, text)) return noCheck(context);
  const isSafe = context.parts.danger(text) === 'none';
  return (isSafe && regionOf(context) ? beginAsked(context, text) : undefined) ?? answer(context, text);
}

function choose(context: TurnContext, choice: string): TurnOutcome {
  const [kind, ...rest] = choice.split('=');
  const value = rest.join('=');
  if (kind === 'ask') return answer(context, value);
  const region = kind === 'region' ? parseRegionId(value) : undefined;
  const named = region && context.parts.policy.regions.get(region);
  if (named) return settle(context, named, understand);
  if (isCommand(context.parts.speech.commands, choice)) return obey(context, choice);
  const begun = beginChosen(context, choice);
  if (begun) return begun;
  if (isSteering(choice)) return noCheck(context);
  return notOffered(context);
}

function obey(context: TurnContext, command: Command): TurnOutcome {
  switch (command) {
    case 'chinese':
    case 'english': {
      const { session, t } = inLanguage(context, languageOf(command) ?? context.language);
      return { session, outgoing: [{ text: t('conversation:language_set') }] };
    }
    case 'change_region':
      return askRegion(context, undefined);
    case 'help':
      return say(context, {
        text: context.t('conversation:intent.help'),
        choices: regionOf(context) ? checkChoices(context) : [],
      });
    case 'more':
      return tellMore(context);
    case 'original':
      return showOriginal(context);
    case 'useful':
    case 'useless':
      return rate(context, command === 'useful');
    case 'speak_called':
    case 'speak_questions':
    case 'speak_off':
    case 'mute':
    case 'unmute':
      return say(context, { text: context.t('desk:group_only', { prefix: context.parts.callPrefix }) });
    default:
      return deskCommand(context, command) ?? notOffered(context);
  }
}

function answer(context: TurnContext, text: string): TurnOutcome {
  const { parts, at, language } = context;
  const region = regionOf(context);
  if (!region) return askRegion(context, text);
  const topic = topicOf(context);
  const after = topic && { question: topic.question, clauses: topic.answered.map(id => id.slice(0, id.indexOf('/'))) };
  const reply = parts.respond({ region, text, on: dayAt(at), language, after });
  const aboutGrievance = aboutGrievances(context, reply, text);
  if (aboutGrievance) return aboutGrievance;
  const hardship = aboutHardship(context, reply, text);
  if (hardship) return hardship;
  const aboutWork = reply.danger === 'none' ? aboutJobs(context, reply.action, text) : undefined;
  if (aboutWork) return aboutWork;
  const known = localInfoFor(context, reply, text);
  const outgoing: Outgoing = known
    ? localWords(context, known)
    : { text: reply.text, ...(reply.note ? { note: reply.note } : {}), choices: offeredWith(reply, context, text) };
  const forCadre = isForCadre(context, reply) || (known !== undefined && context.isPrivate);
  const said = say(context, outgoing, { topic: { ...topicFrom(text, reply, at), ...(forCadre ? { forCadre } : {}) } });
  if (reply.action !== 'no_answer') return said;
  return { ...said, gap: gapFor(region, text, known ? 'local' : 'no_answer', reply.related[0]?.clause.id, openPointOf(reply)) };
}

/** The point that a clause leaves open and the message asks for. */
function openPointOf({ why }: Reply): string | undefined {
  const verdict = why.judgement?.verdict;
  return verdict?.kind === 'none' && verdict.reason.kind === 'open'
    ? `${verdict.reason.clause.id}/${verdict.reason.point.id}`
    : undefined;
}

function offeredWith(reply: Reply, context: TurnContext, text: string): Choice[] {
  const { action, answered, candidates, related } = reply;
  const { t } = context;
  if (action === 'greet' || action === 'help') return checkChoices(context);
  if (action === 'clarify') return candidates.map(({ ask, label }): Choice => ({ id: `ask=${ask}`, label }));
  if (action === 'no_answer') {
    const near = related.map(({ clause }) => clause.id);
    return [
      ...reportChoices(context, reply, text),
      ...jobChoices(context, text),
      ...checksNear(context, near, text),
      ...cadreChoices(context, reply, text),
    ];
  }
  if (action !== 'answer') return [...hardshipChoices(context, reply, text)];
  const more = answered.some(({ clause, provision }) => provision.more || clause.provisions.length > 1);
  const about = commandChoices(more ? ABOUT_AN_ANSWER : ABOUT_AN_ANSWER.filter(command => command !== 'more'), t);
  return [...checksFor(context, answered.map(idOf)), ...reportChoices(context, reply, text), ...about];
}

function topicFrom(question: string, { answered, related }: Reply, at: Date): Topic {
  const ids = answered.map(idOf);
  return { question, answered: ids, told: ids, nearby: related.map(({ clause }) => clause.id), at: at.toISOString() };
}
