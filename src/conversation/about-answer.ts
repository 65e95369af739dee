/**
 * What may follow an answer: more of the clause, its official wording, and whether it was useful.
 */
import type { Command } from '../knowledge/load-language.ts';
import type { Clause } from '../knowledge/model.ts';
import { statusOn } from '../knowledge/model.ts';
import type { Choice, Outgoing } from '../message/index.ts';
import { parseClauseId } from '../shared/ids.ts';
import { gapFor } from './gap.ts';
import type { Answered } from './policy.ts';
import type { TurnOutcome } from './store.ts';
import { commandChoices, regionOf, say, type TurnContext, topicOf, wordingIn } from './turn-context.ts';
import { answerText, citationText, nearbyText } from './wording.ts';

/** What may be chosen below an answer. */
export const ABOUT_AN_ANSWER = ['more', 'original', 'useful', 'useless'] as const satisfies readonly Command[];

/** So many further provisions are told at a time. */
const MORE_AT_ONCE = 4;

/** So many clauses are shown in their official wording at a time. */
const ORIGINALS_AT_ONCE = 3;

/** Tells what goes beyond the answer: its details and who is responsible, then, time after time, the clause's other provisions. */
export function tellMore(context: TurnContext): TurnOutcome {
  const { t } = context;
  const topic = topicOf(context);
  const region = regionOf(context);
  const told = provisionsOf(context, topic?.told ?? []);
  const first = told[0];
  if (topic && !first) return say(context, { text: t('conversation:no_more') }, { topic });
  if (!topic || !first || !region) return say(context, { text: t('conversation:nothing_before') });

  const wording = wordingIn(context, region);
  const isFirstTime = topic.told.length === topic.answered.length;
  const details = isFirstTime ? told.filter(({ provision }) => provision.more) : [];
  const others = first.clause.provisions.filter(provision => !told.some(one => one.provision === provision));
  const next = others.slice(0, MORE_AT_ONCE).map((provision): Answered => ({ clause: first.clause, provision }));
  if (details.length + next.length === 0)
    return say(context, { text: t('conversation:no_more'), choices: left(context, 'more') }, { topic });

  const citation = citationText(
    [{ clause: first.clause, status: statusOn(first.clause.document, undefined, wording.on) }],
    wording,
  );
  const outgoing: Outgoing = {
    text: answerText([...details, ...next], isFirstTime ? ['responsible'] : [], wording, true),
    note: citation,
    choices: others.length > next.length ? left(context) : left(context, 'more'),
  };
  return say(context, outgoing, { topic: { ...topic, told: [...topic.told, ...next.map(idOf)] } });
}

/** Shows the official wording of what was answered or stood near, or says where it can be read. */
export function showOriginal(context: TurnContext): TurnOutcome {
  const { t, parts } = context;
  const topic = topicOf(context);
  const ids = topic ? [...new Set([...topic.answered.map(id => id.split('/')[0] ?? ''), ...topic.nearby])] : [];
  const clauses = ids.flatMap(id => parts.policy.clauses.get(parseClauseId(id)!) ?? []);
  if (clauses.length === 0) return say(context, { text: t('conversation:nothing_before') });
  const shown = clauses.slice(0, ORIGINALS_AT_ONCE).map((clause): Outgoing => {
    const text = parts.originals(clause);
    if (!text) return { text: t('conversation:original_missing', { cites: nearbyText([clause], t) }) };
    return {
      text: t('conversation:cite.original', { title: clause.document.title, label: clause.label, text: laidOut(text, clause) }),
    };
  });
  const said = say(context, { ...shown.at(-1)!, choices: left(context, 'original') });
  return { ...said, outgoing: [...shown.slice(0, -1), ...said.outgoing] };
}

/** The heading and the tail of units on lines of their own, a line for each sentence: the words stay as printed. */
function laidOut(text: string, { heading }: Clause): string {
  const body = text.startsWith(heading) ? text.slice(heading.length).replace(/^[。.]/, '') : text;
  const lines = body
    .replace(/([。；;])(?=[^”’」』)）])/g, '$1\n')
    .replace(/([。；;])?([(（〔][^()（）〔〕]*(?:单位|部门)[^〔〕]*[)）〕])$/, '$1\n$2');
  return text.startsWith(heading) ? `${heading}\n${lines}` : lines;
}

/** Notes whether the answer helped; what did not goes to the gap list. */
export function rate(context: TurnContext, useful: boolean): TurnOutcome {
  const { t } = context;
  const topic = topicOf(context);
  const region = regionOf(context);
  const [first] = provisionsOf(context, topic?.answered ?? []);
  if (!first || !topic || !region) return say(context, { text: t('conversation:nothing_before') });
  if (topic.rated) return say(context, { text: t('conversation:feedback.thanks') });
  const said = say(
    context,
    { text: t(useful ? 'conversation:feedback.thanks' : 'conversation:feedback.sorry') },
    { topic: { ...topic, rated: true } },
  );
  const gap = useful ? undefined : gapFor(region, topic.question, 'useless', first.clause.id);
  return { ...said, gap, feedback: { region: region.id, target: idOf(first), useful } };
}

/** `<clause>/<provision>`, as topics remember it. */
export const idOf = ({ clause, provision }: Answered): string => `${clause.id}/${provision.id}`;

function provisionsOf({ parts }: TurnContext, ids: readonly string[]): Answered[] {
  return ids.flatMap(id => {
    const [clauseId = '', provisionId] = id.split('/');
    const clause: Clause | undefined = parts.policy.clauses.get(parseClauseId(clauseId)!);
    const provision = clause?.provisions.find(one => one.id === provisionId);
    return clause && provision ? [{ clause, provision }] : [];
  });
}

/** What was offered with the answer, but for the one that was just chosen. */
function left({ session, t }: TurnContext, chosen?: Command): Choice[] {
  const offered: readonly string[] = session.choices ?? [];
  return commandChoices(
    ABOUT_AN_ANSWER.filter(command => command !== chosen && offered.includes(command)),
    t,
  );
}
