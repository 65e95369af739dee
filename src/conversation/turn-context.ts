/**
 * What every step of a turn has at hand, and how it says something.
 */
import type { Sender, Visitor } from '../directory/visitors.ts';
import type { JobWords } from '../employment/job-words.ts';
import type { LocalInfo, LocalReader } from '../inquiry/index.ts';
import type { AnswerTemplate } from '../knowledge/answer-templates.ts';
import type { Category } from '../knowledge/categories.ts';
import type { Policy } from '../knowledge/load.ts';
import type { Command, Speech } from '../knowledge/load-language.ts';
import type { Clause, Region } from '../knowledge/model.ts';
import type { Schemes } from '../knowledge/schemes/model.ts';
import type { Fuzzy } from '../language/fuzzy.ts';
import type { Language, Translate, Wordbook } from '../language/i18n.ts';
import type { Choice, Outgoing } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import type { DangerReader } from './danger.ts';
import type { Hearing } from './eligibility/hear.ts';
import type { Interview } from './eligibility/state.ts';
import type { PersonalReader } from './personal.ts';
import type { Responder } from './reply.ts';
import type { Session, Topic, TurnOutcome } from './store.ts';
import type { WordingContext } from './wording.ts';

/** The official wording of a clause, where it was imported. */
export type Originals = (clause: Clause) => string | undefined;

/** What every turn is made of. */
export interface TurnParts {
  readonly policy: Policy;
  readonly wordbook: Wordbook;
  readonly speech: Pick<Speech, 'addressIn' | 'caseWords' | 'commands' | 'interview' | 'receipts'>;
  readonly respond: Responder;
  readonly danger: DangerReader;
  readonly originals: Originals;
  readonly callPrefix: string;
  readonly rules: Schemes;
  readonly hearing: Hearing;
  /** Whether a text asks something. */
  readonly asks: (text: string) => boolean;
  readonly localReader: LocalReader;
  readonly personal: PersonalReader;
  readonly jobWords: JobWords;
  /** The kinds of grievance, in the order in which they are offered. */
  readonly categories: ReadonlyMap<string, Category>;
  /** How cases may be answered. */
  readonly answerTemplates: readonly AnswerTemplate[];
  /** Whether a channel can take a message away that somebody else wrote. Default: none can. */
  readonly canRemove?: ((channel: string) => boolean) | undefined;
  /** So many days what was said is kept. */
  readonly keepDays: number;
  /** So many days what somebody looks for is kept after they last touched it. */
  readonly wishDays: number;
}

/** One turn: the parts, the person's session, the instant and the language of the reply. */
export interface TurnContext {
  readonly parts: TurnParts;
  /** The region that a wrongly typed name means. */
  readonly nearestRegion: Fuzzy<Region>;
  readonly session: Session;
  readonly at: Date;
  readonly language: Language;
  readonly t: Translate;
  /** Whether nobody else reads along. */
  readonly isPrivate: boolean;
  /** Who wrote, to the directory. */
  readonly visitor: Visitor;
  /** Who wrote, and where, to the platform. */
  readonly sender: Sender;
  /** Others whom the message names or answers, to the platform. */
  readonly about: readonly string[];
  /** What the settlement that the message belongs to knows. */
  readonly local: readonly LocalInfo[];
  /** The interview whose result was told just before this message. */
  readonly carried?: Interview | undefined;
}

/** A follow-up is understood for so long. */
const TOPIC_LASTS_MS = 10 * 60_000;

/** What the conversation is about, as long as that lasts. */
export function topicOf({ session: { topic }, at }: TurnContext): Topic | undefined {
  return topic && at.getTime() - Date.parse(topic.at) <= TOPIC_LASTS_MS ? topic : undefined;
}

/** The region that was settled, where one was. */
export const regionOf = ({ session, parts }: TurnContext): Region | undefined =>
  session.region && parts.policy.regions.get(session.region);

/** What putting something into words needs to know. */
export const wordingIn = ({ t, language, at, parts }: TurnContext, region: Region): WordingContext => ({
  t,
  language,
  on: dayAt(at),
  region,
  units: parts.policy.units,
});

/** Buttons for commands, in the person's language. */
export const commandChoices = (commands: readonly Command[], t: Translate): Choice[] =>
  commands.map((id): Choice => ({ id, label: t(`conversation:choice.${id}`) }));

/** What the numbers below some choices stand for. */
export const offering = (choices: readonly Choice[]): Pick<Session, 'choices' | 'labels'> => ({
  choices: choices.map(({ id }) => id),
  labels: choices.map(({ label }) => label),
});

/** Says one thing; the choices below it are remembered for the numbers that people type. */
export function say({ session }: Pick<TurnContext, 'session'>, outgoing: Outgoing, change: Partial<Session> = {}): TurnOutcome {
  const offered = outgoing.choices ? offering(outgoing.choices) : { choices: undefined, labels: undefined };
  return { session: { ...session, ...offered, asksNumber: outgoing.asksNumber, ...change }, outgoing: [outgoing] };
}

/** Says that the number is not one of those offered; they still are. */
export const notOffered = ({ session, t }: TurnContext): TurnOutcome => ({
  session,
  outgoing: [{ text: t('conversation:bad_choice') }],
});
