/**
 * One turn of a conversation: a message and what is remembered in, what to say and what to remember out. Pure, so that it can be tried again.
 */

import type { Policy } from '../knowledge/load.ts';
import type { Command } from '../knowledge/load-language.ts';
import { type Clause, type Region, statusOn } from '../knowledge/model.ts';
import { createFuzzy, type Fuzzy } from '../language/fuzzy.ts';
import type { Language, Translate, Wordbook } from '../language/i18n.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { Choice, Incoming, Outgoing } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import { parseClauseId, parseRegionId } from '../shared/ids.ts';
import { addressed } from './etiquette.ts';
import type { Answered } from './policy.ts';
import type { Reply, Responder } from './reply.ts';
import type { Gap, Session, Topic, TurnOutcome } from './store.ts';
import { answerText, citationText, regionName, type WordingContext } from './wording.ts';

/** The official wording of a clause, where it was imported. */
export type Originals = (clause: Clause) => string | undefined;

export interface TurnParts {
  readonly policy: Policy;
  readonly wordbook: Wordbook;
  readonly commands: ReadonlyMap<string, Command>;
  readonly respond: Responder;
  readonly originals: Originals;
  readonly callPrefix: string;
}

interface Parts extends TurnParts {
  /** The region that a wrongly typed name means. */
  readonly nearestRegion: Fuzzy<Region>;
}

export type TakeTurn = (incoming: Incoming, session: Session) => TurnOutcome;

/** A follow-up is understood for so long. */
const TOPIC_LASTS_MS = 10 * 60_000;

export function createTurns(turnParts: TurnParts): TakeTurn {
  const regions = [...turnParts.policy.regions.values()];
  const names = regions.flatMap(region => region.called.filter(name => name.length > 1).map(name => ({ name, value: region })));
  const parts: Parts = { ...turnParts, nearestRegion: createFuzzy(names) };
  return (incoming, session) => {
    const text = addressed(incoming, parts.callPrefix);
    if (text === undefined) return { session, outgoing: [] };
    return new Turn(parts, incoming, session).take(text);
  };
}

class Turn {
  readonly #parts: Parts;
  readonly #session: Session;
  readonly #at: Date;
  readonly #language: Language;
  readonly #t: Translate;

  constructor(parts: Parts, { at }: Incoming, session: Session) {
    this.#parts = parts;
    this.#session = session;
    this.#at = at;
    this.#language = session.language ?? 'zh-CN';
    this.#t = parts.wordbook.in(this.#language);
  }

  take(text: string): TurnOutcome {
    const chosen = this.#chosen(text);
    if (chosen === 'none') return this.#say({ text: this.#t('conversation:bad_choice') }, { choices: this.#session.choices });
    if (chosen) return this.#choose(chosen);
    const command = this.#parts.commands.get(bare(normalise(text)));
    if (command) return this.#obey(command);
    const region = this.#regionNamed(text);
    if (region && (this.#session.region === undefined || bare(text).length <= LONGEST_NAME)) return this.#settle(region);
    return this.#answer(text);
  }

  /** The choice that a number or a pressed button stands for; `none` where the number is not offered. */
  #chosen(text: string): string | undefined {
    const offered = this.#session.choices ?? [];
    const typed = normalise(text);
    const pressed = offered.find(id => id === text || id === typed);
    if (pressed || this.#stands(typed)) return pressed ?? typed;
    if (offered.length === 0 || !/^\d{1,2}[.、]?$/.test(typed)) return undefined;
    return offered[Number.parseInt(typed, 10) - 1] ?? 'none';
  }

  /** Whether a button means this whatever was offered last: a page keeps such buttons, and older messages too. */
  #stands(choice: string): boolean {
    const { policy, commands } = this.#parts;
    const region = choice.startsWith('region=') && parseRegionId(choice.slice('region='.length));
    return (region && policy.regions.has(region)) || [...commands.values()].some(command => command === choice);
  }

  #choose(choice: string): TurnOutcome {
    const [kind, value = ''] = choice.split('=');
    if (kind === 'region') {
      const region = [...this.#parts.policy.regions.values()].find(({ id }) => id === value);
      if (region) return this.#settle(region);
    }
    if (kind === 'ask') return this.#answer(value);
    return this.#obey(kind as Command);
  }

  #regionNamed(text: string): Region | undefined {
    const named = bare(normalise(text));
    const regions = [...this.#parts.policy.regions.values()];
    const exact = regions.find(({ called }) => called.some(name => (name.length > 1 ? named.includes(name) : named === name)));
    return (
      exact ?? (this.#session.region === undefined && named.length <= LONGEST_NAME ? this.#parts.nearestRegion(named) : undefined)
    );
  }

  #settle(region: Region): TurnOutcome {
    const { waiting } = this.#session;
    const session: Session = { ...this.#session, region: region.id, waiting: undefined, choices: undefined, topic: undefined };
    const told = this.#t('conversation:region_set', { region: regionName(region, this.#language) });
    if (waiting === undefined) return { session, outgoing: [{ text: told }] };
    const next = new Turn(this.#parts, { at: this.#at } as Incoming, session).#answer(waiting);
    const [first, ...rest] = next.outgoing;
    return { ...next, outgoing: first ? [{ ...first, text: `${told}\n\n${first.text}` }, ...rest] : [{ text: told }] };
  }

  #askRegion(waiting: string | undefined): TurnOutcome {
    const choices = [...this.#parts.policy.regions.values()].map(
      (region): Choice => ({ id: `region=${region.id}`, label: regionName(region, this.#language) }),
    );
    return this.#say({ text: this.#t('conversation:region_ask'), choices }, { waiting, topic: undefined });
  }

  #obey(command: Command): TurnOutcome {
    switch (command) {
      case 'chinese':
      case 'english': {
        const language: Language = command === 'english' ? 'en' : 'zh-CN';
        const words = this.#parts.wordbook.in(language);
        return { session: { ...this.#session, language }, outgoing: [{ text: words('conversation:language_set') }] };
      }
      case 'change_region':
        return this.#askRegion(undefined);
      case 'help':
        return this.#say({ text: this.#t('conversation:intent.help') });
      case 'more':
        return this.#more();
      case 'original':
        return this.#original();
      case 'useful':
      case 'useless':
        return this.#rate(command === 'useful');
    }
  }

  #answer(text: string): TurnOutcome {
    const region = this.#region();
    if (!region) return this.#askRegion(text);
    const topic = this.#topic();
    const reply = this.#parts.respond({
      region,
      text,
      on: dayAt(this.#at),
      language: this.#language,
      after: topic && { question: topic.question, clauses: topic.answered.map(id => id.slice(0, id.indexOf('/'))) },
    });
    const outgoing: Outgoing = { text: reply.text, ...(reply.note ? { note: reply.note } : {}), choices: this.#offered(reply) };
    return this.#say(outgoing, { topic: this.#topicOf(text, reply) }, gapOf(reply, region, text));
  }

  #offered({ action, answered, candidates }: Reply): Choice[] {
    if (action === 'clarify') return candidates.map(({ ask, label }): Choice => ({ id: `ask=${ask}`, label }));
    if (action !== 'answer') return [];
    const more = answered.some(({ clause, provision }) => provision.more || clause.provisions.length > 1);
    return this.#commands(more ? ABOUT_AN_ANSWER : ABOUT_AN_ANSWER.filter(command => command !== 'more'));
  }

  #topicOf(question: string, { answered, related }: Reply): Topic {
    return {
      question,
      answered: answered.map(({ clause, provision }) => `${clause.id}/${provision.id}`),
      nearby: related.map(({ clause }) => clause.id),
      at: this.#at.toISOString(),
    };
  }

  #topic(): Topic | undefined {
    const { topic } = this.#session;
    return topic && this.#at.getTime() - Date.parse(topic.at) <= TOPIC_LASTS_MS ? topic : undefined;
  }

  #answered(): Answered[] {
    return (this.#topic()?.answered ?? []).flatMap(id => {
      const [clauseId = '', provisionId] = id.split('/');
      const clause = this.#parts.policy.clauses.get(parseClauseId(clauseId)!);
      const provision = clause?.provisions.find(({ id }) => id === provisionId);
      return clause && provision ? [{ clause, provision }] : [];
    });
  }

  /** The same provisions in detail, with the clause's other provisions that nothing was said of. */
  #more(): TurnOutcome {
    const answered = this.#answered();
    const region = this.#region();
    const first = answered[0];
    if (!first || !region) return this.#say({ text: this.#t('conversation:nothing_before') });
    const context = this.#context(region);
    const others = first.clause.provisions
      .filter(provision => !answered.some(one => one.provision === provision))
      .map(provision => ({ clause: first.clause, provision }));
    const listed = [...answered, ...others].slice(0, answered.length + MORE_AT_ONCE);
    const citations = [first.clause].map(clause => ({ clause, status: statusOn(clause.document, undefined, context.on) }));
    const text = answerText(listed, ['responsible'], context, true);
    return this.#say(
      {
        text: others.length === 0 && !first.provision.more ? this.#t('conversation:no_more') : text,
        note: citationText(citations, context),
        choices: this.#left('more'),
      },
      { topic: this.#session.topic },
    );
  }

  #original(): TurnOutcome {
    const topic = this.#topic();
    const ids = topic ? [...new Set([...topic.answered.map(id => id.split('/')[0] ?? ''), ...topic.nearby])] : [];
    const clauses = ids.flatMap(id => this.#parts.policy.clauses.get(parseClauseId(id)!) ?? []);
    if (clauses.length === 0) return this.#say({ text: this.#t('conversation:nothing_before') });
    const outgoing = clauses.slice(0, 3).map((clause): Outgoing => {
      const place = { title: clause.document.title, label: clause.label, heading: clause.heading };
      const text = this.#parts.originals(clause);
      if (text) return { text: this.#t('conversation:cite.original', { ...place, text }) };
      return { text: this.#t('conversation:original_missing', { cites: this.#t('conversation:cite.nearby', place) }) };
    });
    const last = outgoing.at(-1)!;
    const said = this.#say({ ...last, choices: this.#left('original') });
    return { ...said, outgoing: [...outgoing.slice(0, -1), ...said.outgoing] };
  }

  /** What was offered with the answer, but for the one that was just chosen. */
  #left(chosen: Command): Choice[] {
    const offered: readonly string[] = this.#session.choices ?? [];
    return this.#commands(ABOUT_AN_ANSWER.filter(command => command !== chosen && offered.includes(command)));
  }

  #commands(list: readonly Command[]): Choice[] {
    return list.map((id): Choice => ({ id, label: this.#t(`conversation:choice.${id}`) }));
  }

  #rate(useful: boolean): TurnOutcome {
    const [first] = this.#answered();
    const topic = this.#topic();
    const region = this.#region();
    if (!first || !topic || !region) return this.#say({ text: this.#t('conversation:nothing_before') });
    const target = `${first.clause.id}/${first.provision.id}`;
    const said = this.#say({ text: this.#t(useful ? 'conversation:feedback.thanks' : 'conversation:feedback.sorry') }, { topic });
    const gap = useful ? undefined : gapFor(region, topic.question, 'useless', first.clause.id);
    return { ...said, gap, feedback: { region: region.id, target, useful } };
  }

  #region(): Region | undefined {
    return this.#session.region && this.#parts.policy.regions.get(this.#session.region);
  }

  #context(region: Region): WordingContext {
    return { t: this.#t, language: this.#language, on: dayAt(this.#at), region, units: this.#parts.policy.units };
  }

  #say(outgoing: Outgoing, change: Partial<Session> = {}, gap?: Gap): TurnOutcome {
    const choices = outgoing.choices?.map(({ id }) => id);
    return { session: { ...this.#session, choices, ...change }, outgoing: [outgoing], gap };
  }
}

/** Longer messages are not just a region's name. */
const LONGEST_NAME = 6;

/** What may be chosen below an answer. */
const ABOUT_AN_ANSWER = ['more', 'original', 'useful', 'useless'] as const satisfies readonly Command[];

/** So many further provisions are told at a time. */
const MORE_AT_ONCE = 4;

function gapOf(reply: Reply, region: Region, text: string): Gap | undefined {
  if (reply.action !== 'no_answer') return undefined;
  return gapFor(region, text, 'no_answer', reply.related[0]?.clause.id);
}

const gapFor = (region: Region, text: string, reason: Gap['reason'], nearest: string | undefined): Gap => {
  const question = masked(text);
  return { region: region.id, question, key: bare(normalise(question)).slice(0, 200), reason, nearest };
};

/** Telephone, identity and account numbers are nobody's business in a list of questions. */
const masked = (text: string): string => text.slice(0, 200).replace(/[\dxX]{6,}/g, '***');
