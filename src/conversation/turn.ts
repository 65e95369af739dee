/**
 * One turn of a conversation: a message and what is remembered in, what to say and what to remember out. Pure, so that it can be tried again.
 */
import type { Command } from '../knowledge/load-language.ts';
import type { Region } from '../knowledge/model.ts';
import { createFuzzy } from '../language/fuzzy.ts';
import type { Language } from '../language/i18n.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { Choice, Incoming, Outgoing } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import { parseRegionId } from '../shared/ids.ts';
import { ABOUT_AN_ANSWER, idOf, rate, showOriginal, tellMore } from './about-answer.ts';
import { addressed } from './etiquette.ts';
import { gapFor } from './gap.ts';
import type { Reply } from './reply.ts';
import type { Session, Topic, TurnOutcome } from './store.ts';
import { commandChoices, regionOf, say, type TurnContext, type TurnParts, topicOf } from './turn-context.ts';
import { regionName } from './wording.ts';

/** A message and the session before it → what to say and to remember. In a group it says nothing unless it was called. */
export type TakeTurn = (incoming: Incoming, session: Session) => TurnOutcome;

/** Longer messages are not just a region's name, typed wrongly. */
const LONGEST_NAME = 4;

/** So much may stand beside a region's name that is all a message says: 我在, 的. */
const LONGEST_ASIDE = 2;

/** Makes the turns of all conversations. */
export function createTurns(parts: TurnParts): TakeTurn {
  const regions = [...parts.policy.regions.values()];
  const names = regions.flatMap(region => region.called.filter(name => name.length > 1).map(name => ({ name, value: region })));
  const nearestRegion = createFuzzy(names);
  return (incoming, session) => {
    const text = addressed(incoming, parts.callPrefix);
    if (text === undefined) return { session, outgoing: [] };
    const language = session.language ?? 'zh-CN';
    return take({ parts, nearestRegion, session, at: incoming.at, language, t: parts.wordbook.in(language) }, text);
  };
}

function take(context: TurnContext, text: string): TurnOutcome {
  const { session, parts, t } = context;
  const chosen = choiceIn(context, text);
  if (chosen === 'none') return say(context, { text: t('conversation:bad_choice') }, { choices: session.choices });
  if (chosen) return choose(context, chosen);
  const command = parts.commands.get(bare(normalise(text)));
  if (command) return obey(context, command);
  const region = regionNamed(context, text);
  if (region?.alone && parts.danger(text) === 'none') return settle(context, region.named);
  if (region && session.region === undefined) return settle({ ...context, session: { ...session, waiting: text } }, region.named);
  return answer(context, text);
}

/** The choice that a number or a pressed button stands for; `none` where the number is not offered. */
function choiceIn(context: TurnContext, text: string): string | undefined {
  const offered = context.session.choices ?? [];
  const typed = normalise(text);
  const pressed = offered.find(id => id === text || id === typed);
  if (pressed || isLasting(context, typed)) return pressed ?? typed;
  if (offered.length === 0 || !/^\d{1,2}[.、]?$/.test(typed)) return undefined;
  return offered[Number.parseInt(typed, 10) - 1] ?? 'none';
}

/** Whether a button means this whatever was offered last: a page keeps such buttons, and older messages too. */
function isLasting({ parts: { policy, commands } }: TurnContext, choice: string): boolean {
  const region = choice.startsWith('region=') && parseRegionId(choice.slice('region='.length));
  return (region && policy.regions.has(region)) || choice.startsWith('ask=') || isCommand(commands, choice);
}

function choose(context: TurnContext, choice: string): TurnOutcome {
  const [kind, ...rest] = choice.split('=');
  const value = rest.join('=');
  if (kind === 'ask') return answer(context, value);
  const region = kind === 'region' ? parseRegionId(value) : undefined;
  const named = region && context.parts.policy.regions.get(region);
  if (named) return settle(context, named);
  if (isCommand(context.parts.commands, choice)) return obey(context, choice);
  return say(context, { text: context.t('conversation:bad_choice') });
}

const isCommand = (commands: TurnParts['commands'], choice: string): choice is Command =>
  [...commands.values()].some(command => command === choice);

function obey(context: TurnContext, command: Command): TurnOutcome {
  switch (command) {
    case 'chinese':
    case 'english': {
      const language: Language = command === 'english' ? 'en' : 'zh-CN';
      const words = context.parts.wordbook.in(language);
      return { session: { ...context.session, language }, outgoing: [{ text: words('conversation:language_set') }] };
    }
    case 'change_region':
      return askRegion(context, undefined);
    case 'help':
      return say(context, { text: context.t('conversation:intent.help') });
    case 'more':
      return tellMore(context);
    case 'original':
      return showOriginal(context);
    case 'useful':
    case 'useless':
      return rate(context, command === 'useful');
  }
}

/** The region that a message names, and whether it says nothing else (我在贵州). */
function regionNamed(
  { parts, session, nearestRegion }: TurnContext,
  text: string,
): { named: Region; alone: boolean } | undefined {
  const said = bare(normalise(text));
  const names = [...parts.policy.regions.values()].flatMap(region => region.called.map(name => ({ region, name })));
  const found = names.filter(({ name }) => (name.length > 1 ? said.includes(name) : said === name));
  const longest = found.reduce<(typeof names)[number] | undefined>(
    (best, one) => (one.name.length > (best?.name.length ?? 0) ? one : best),
    undefined,
  );
  if (longest) return { named: longest.region, alone: said.length - longest.name.length <= LONGEST_ASIDE };
  const near = session.region === undefined && said.length <= LONGEST_NAME ? nearestRegion(said) : undefined;
  return near && { named: near, alone: true };
}

/** From now on this region; a question that waited for it is answered at once. */
function settle(context: TurnContext, region: Region): TurnOutcome {
  const { waiting } = context.session;
  const session: Session = { ...context.session, region: region.id, waiting: undefined, choices: undefined, topic: undefined };
  const told = context.t('conversation:region_set', { region: regionName(region, context.language) });
  if (waiting === undefined) return { session, outgoing: [{ text: told }] };
  const answered = answer({ ...context, session }, waiting);
  return {
    ...answered,
    outgoing: answered.outgoing.map((outgoing, i) => (i === 0 ? { ...outgoing, text: `${told}\n\n${outgoing.text}` } : outgoing)),
  };
}

/** Asks for the region and keeps the question; what to do in present danger is said at once. */
function askRegion(context: TurnContext, waiting: string | undefined): TurnOutcome {
  const { parts, t, language } = context;
  const danger = waiting === undefined ? 'none' : parts.danger(waiting);
  const choices = [...parts.policy.regions.values()].map(
    (region): Choice => ({ id: `region=${region.id}`, label: regionName(region, language) }),
  );
  const text = [danger === 'none' ? '' : t(`conversation:danger.${danger}`), t('conversation:region_ask')]
    .filter(Boolean)
    .join('\n\n');
  return say(context, { text, choices }, { waiting, topic: undefined });
}

function answer(context: TurnContext, text: string): TurnOutcome {
  const { parts, at, language } = context;
  const region = regionOf(context);
  if (!region) return askRegion(context, text);
  const topic = topicOf(context);
  const after = topic && { question: topic.question, clauses: topic.answered.map(id => id.slice(0, id.indexOf('/'))) };
  const reply = parts.respond({ region, text, on: dayAt(at), language, after });
  const outgoing: Outgoing = {
    text: reply.text,
    ...(reply.note ? { note: reply.note } : {}),
    choices: offeredWith(reply, context),
  };
  const said = say(context, outgoing, { topic: topicFrom(text, reply, at) });
  const gap =
    reply.action === 'no_answer' ? gapFor(region, text, 'no_answer', reply.related[0]?.clause.id, openPointOf(reply)) : undefined;
  return { ...said, gap };
}

/** The point that a clause leaves open and the message asks for. */
function openPointOf({ why }: Reply): string | undefined {
  const verdict = why.judgement?.verdict;
  return verdict?.kind === 'none' && verdict.reason.kind === 'open'
    ? `${verdict.reason.clause.id}/${verdict.reason.point.id}`
    : undefined;
}

function offeredWith({ action, answered, candidates }: Reply, { t }: TurnContext): Choice[] {
  if (action === 'clarify') return candidates.map(({ ask, label }): Choice => ({ id: `ask=${ask}`, label }));
  if (action !== 'answer') return [];
  const more = answered.some(({ clause, provision }) => provision.more || clause.provisions.length > 1);
  return commandChoices(more ? ABOUT_AN_ANSWER : ABOUT_AN_ANSWER.filter(command => command !== 'more'), t);
}

function topicFrom(question: string, { answered, related }: Reply, at: Date): Topic {
  const ids = answered.map(idOf);
  return { question, answered: ids, told: ids, nearby: related.map(({ clause }) => clause.id), at: at.toISOString() };
}
