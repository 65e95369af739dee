/**
 * Decides what the documents answer to a question: which provisions, two readings to choose from, or that they do not say.
 */

import type { AskedForm, QuestionForm } from '../knowledge/load-language.ts';
import type { Clause, FigureUnit, OpenPoint, Provision } from '../knowledge/model.ts';
import type { Finder, Finding, Hints } from '../knowledge/search/finder.ts';
import type { Ranked } from '../knowledge/search/ranker.ts';
import type { Chinese, Reading } from '../language/chinese.ts';
import type { RegionId } from '../shared/ids.ts';
import { type Part, partsOf } from './questions.ts';

/** A provision that answers, in its clause. */
export interface Answered {
  readonly clause: Clause;
  readonly provision: Provision;
}

/** Why the documents do not answer. */
export type Reason =
  /** The clause leaves just this open. */
  | { readonly kind: 'open'; readonly clause: Clause; readonly point: OpenPoint }
  /** A fact is asked for that the nearest clause does not give: an amount of money, opening hours, a telephone number. */
  | { readonly kind: 'form'; readonly form: QuestionForm }
  /** The message uses a name that only another region's documents know. */
  | { readonly kind: 'elsewhere'; readonly term: string }
  /** Nothing fits well enough. */
  | { readonly kind: 'unknown' }
  /** The message speaks of what no document touches. */
  | { readonly kind: 'off_topic' }
  /** There is nothing in the message to understand. */
  | { readonly kind: 'meaningless' };

/** What the documents answer. */
export type Verdict =
  | { readonly kind: 'answer'; readonly answered: readonly Answered[] }
  | { readonly kind: 'clarify'; readonly candidates: readonly Answered[] }
  | { readonly kind: 'none'; readonly reason: Reason; readonly related: readonly Clause[] };

/** A verdict with what it was reached from. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly finding: Finding;
}

/** Measured limits; `npm run eval` shows what moving them costs. */
const LIMITS = {
  /** Below this sureness the documents are said not to answer. */
  answer: 0.5,
  /** From this probability what is not answered is taken to be none of the documents' business. */
  offTopic: 0.6,
  /** A clause is named as near only where it holds this share of the message's words. */
  near: 0.35,
  /** A part of a message needs more, since it is shorter and easier to misread. */
  part: 0.72,
  /** A bare word that two clauses speak of is asked back about where the second keeps this share of the first one's score. */
  clarify: 0.95,
  /** A further provision of the same clause joins the answer from this share of the first one's score. */
  join: 0.72,
  /** In few words a provision is taken before an open point of its clause from this share of the open point's score. */
  saysInstead: 0.9,
  /** A provision that gives the kind of fact asked for stands in for the first one from this share of its score. */
  instead: 0.8,
} as const;

/** A message of no more content words than this may be a bare word. */
const BARE_WORDS = 2;

/** So many clauses are named as near. */
const MOST_RELATED = 2;

/** So many provisions of one clause are told at a time. */
const MOST_JOINED = 2;

/** So many questions of one message are answered. */
const MOST_ANSWERS = 3;

const TIME_UNITS: readonly FigureUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'time'];

/** Whether a provision gives the kind of fact asked for; kinds that any provision may give are always given. */
type Gives = (form: QuestionForm, provision: Provision) => boolean;

/** Facts that a recorded figure gives; `question-forms.yaml` says which words give one without a figure (免费, 每月). */
const BY_FIGURE: Partial<Record<QuestionForm, (provision: Provision) => boolean>> = {
  money: ({ figures }) => figures.some(({ unit }) => unit === 'yuan'),
  hours: ({ figures }) => figures.some(({ unit }) => unit === 'hour'),
  phone: () => false,
  address: () => false,
  name: () => false,
  duration: ({ figures, due, period }) =>
    due.length > 0 || period !== undefined || figures.some(({ unit }) => TIME_UNITS.includes(unit)),
};

/** Facts that make one provision of a clause a better answer than its neighbours, though its neighbours answer too. */
const BETTER: Partial<Record<QuestionForm, (provision: Provision) => boolean>> = {
  count: ({ figures }) => figures.some(({ unit }) => !TIME_UNITS.includes(unit)),
  date: ({ due, period }) => due.length > 0 || period !== undefined,
};

/** What was asked just before, and the clauses that answered it. */
export interface Before {
  readonly question: string;
  readonly clauses: readonly string[];
}

/** What is known of the documents and of how people ask. */
export interface PolicyParts {
  readonly finder: Finder;
  readonly chinese: Chinese;
  readonly forms: readonly AskedForm[];
  /** What shows that a text asks something. */
  readonly questions: readonly RegExp[];
  /** How people begin or end a question that goes on from the last one. */
  readonly followUps: readonly RegExp[];
}

/** Decides what the documents of a region answer. */
export interface PolicyReader {
  /** @param offTopic how likely the message speaks of what no document touches, from 0 to 1 */
  judge(region: RegionId, reading: Reading, offTopic: number, before?: Before): Judgement;
  /** The kinds of fact that a message asks for. */
  formsIn(reading: Reading): QuestionForm[];
  /** Whether a message asks something. */
  asks(reading: Reading): boolean;
}

/** Makes the reader; it keeps nothing between two messages. */
export function createPolicyReader({ finder, chinese, forms, questions, followUps }: PolicyParts): PolicyReader {
  const formsIn = ({ standard, text }: Reading): QuestionForm[] =>
    forms
      .filter(({ patterns }) => patterns.some(pattern => pattern.test(standard) || pattern.test(text)))
      .map(({ form }) => form);
  const asks = ({ standard, text }: Reading): boolean => questions.some(pattern => pattern.test(standard) || pattern.test(text));
  const gives: Gives = (form, provision) =>
    BY_FIGURE[form]?.(provision) !== false ||
    forms.some(asked => asked.form === form && asked.givenBy.some(pattern => pattern.test(provision.says.zh)));

  /** @param few whether these are the few words of a part, or a bare word */
  const judgeOne = (region: RegionId, reading: Reading, hints: Hints, few = false): Judgement => {
    const found = finder.find(region, reading, hints);
    const finding = few ? saysRatherThanOpen(found) : found;
    const verdict = verdictOf(finding, formsIn(reading), gives);
    const aside = verdict.kind === 'none' && verdict.reason.kind === 'unknown' && (hints.offTopic ?? 0) >= LIMITS.offTopic;
    return { finding, verdict: aside ? { kind: 'none', reason: { kind: 'off_topic' }, related: [] } : verdict };
  };

  /** What a part of a message is answered with, where it is a question of its own and surely understood. */
  const answerOfPart = (region: RegionId, { text, clear }: Part, offTopic: number): Answered[] => {
    const reading = chinese.read(text);
    if (!asks(reading)) return [];
    const { finding, verdict } = judgeOne(region, reading, { offTopic }, true);
    return verdict.kind === 'answer' && finding.sure >= (clear ? LIMITS.answer : LIMITS.part) ? verdict.answered.slice(0, 1) : [];
  };

  /** Not a question and hardly a sentence: 养老, 警务室. */
  const isBareWord = (reading: Reading): boolean => reading.words.length <= BARE_WORDS && !asks(reading);

  return {
    formsIn,
    asks,
    judge(region, reading, offTopic, before) {
      if (before && followUps.some(pattern => pattern.test(reading.text))) {
        const hints = { near: before.clauses, offTopic };
        const alone = judgeOne(region, reading, hints);
        if (alone.verdict.kind === 'answer') return alone;
        return judgeOne(region, chinese.read(`${before.question} ${reading.text}`), hints);
      }
      const bareWord = isBareWord(reading);
      const whole = judgeOne(region, reading, { offTopic }, bareWord);
      const readings = bareWord ? readingsOf(whole) : [];
      if (readings.length > 1) return { finding: whole.finding, verdict: { kind: 'clarify', candidates: readings } };
      const parts = partsOf(reading.text);
      const answersOf = (some: readonly Part[]) => distinct(some.flatMap(part => answerOfPart(region, part, offTopic)));
      const asked = answersOf(parts.filter(({ clear }) => clear));
      const verdict = asked.length > 1 ? inOrder(asked) : together(whole.verdict, answersOf(parts));
      return { finding: whole.finding, verdict };
    },
  };
}

function verdictOf(finding: Finding, forms: readonly QuestionForm[], gives: Gives): Verdict {
  const { ranked, sure, elsewhere } = finding;
  const first = ranked[0];
  const none = (reason: Reason): Verdict => ({ kind: 'none', reason, related: relatedTo(ranked) });
  if (!first || sure < LIMITS.answer) return none(elsewhere ? { kind: 'elsewhere', term: elsewhere.term } : { kind: 'unknown' });
  const about = (reason: Reason, clause: Clause): Verdict => ({ kind: 'none', reason, related: [clause] });
  if (first.target.kind === 'open') {
    if (first.covered < LIMITS.near) return none({ kind: 'unknown' });
    const { clause, point } = first.target;
    return about({ kind: 'open', clause, point }, clause);
  }

  const { clause } = first.target;
  const candidates = ranked.flatMap(({ target, score, signals }) =>
    target.kind === 'provision' && target.clause === clause && score >= first.score * LIMITS.instead
      ? [{ provision: target.provision, joins: signals.target >= first.signals.target * LIMITS.join }]
      : [],
  );
  const lacking = forms.find(form => !candidates.some(({ provision }) => gives(form, provision)));
  if (lacking) return about({ kind: 'form', form: lacking }, clause);
  const giving = candidates.filter(({ provision }) => forms.every(form => gives(form, provision)));
  const better = giving.find(({ provision }) => forms.every(form => BETTER[form]?.(provision) ?? true));
  const main = (better ?? giving[0])?.provision ?? first.target.provision;
  const further = candidates.filter(({ provision, joins }) => joins && provision !== main).map(({ provision }) => provision);
  return { kind: 'answer', answered: [main, ...further].slice(0, MOST_JOINED).map(provision => ({ clause, provision })) };
}

/** What the sender parted clearly is answered in the order asked. */
const inOrder = (answered: readonly Answered[]): Verdict => ({ kind: 'answer', answered: answered.slice(0, MOST_ANSWERS) });

/** The verdict on the whole message, or the answers to its parts where they say more; what the whole is about comes first. */
function together(whole: Verdict, parts: readonly Answered[]): Verdict {
  if (parts.length < (whole.kind === 'none' && whole.reason.kind === 'form' ? 1 : 2)) return whole;
  const [main] = whole.kind === 'answer' ? whole.answered : [];
  const answered = [...parts].sort((a, b) => Number(b.clause === main?.clause) - Number(a.clause === main?.clause));
  return { kind: 'answer', answered: answered.slice(0, MOST_ANSWERS) };
}

/** The best provision of each clause that fits as well as the first, where that much is understood. */
function readingsOf({ finding, verdict }: Judgement): Answered[] {
  if (verdict.kind !== 'answer') return [];
  const least = (finding.ranked[0]?.score ?? 0) * LIMITS.clarify;
  const near = finding.ranked.filter(({ score }) => score >= least);
  return oneForEachClause(near.flatMap(({ target }) => (target.kind === 'provision' ? [target] : [])));
}

/** In few words an open point may lead by little: then a provision of the same clause is taken. */
function saysRatherThanOpen(finding: Finding): Finding {
  const [first] = finding.ranked;
  if (first?.target.kind !== 'open') return finding;
  const says = finding.ranked.find(({ target }) => target.kind === 'provision' && target.clause === first.target.clause);
  const near = says !== undefined && says.score >= first.score * LIMITS.saysInstead;
  return near ? { ...finding, ranked: [says, ...finding.ranked.filter(ranked => ranked !== says)] } : finding;
}

const oneForEachClause = (answered: readonly Answered[]): Answered[] =>
  [...new Map(answered.toReversed().map(one => [one.clause.id, one])).values()].toReversed();

/** Clauses that a refusal may name as near: few, and none that only shares a word or two with the message. */
const relatedTo = (ranked: readonly Ranked[]): Clause[] => {
  const near = ranked.filter(({ covered, score }) => covered >= LIMITS.near && score >= (ranked[0]?.score ?? 0) * LIMITS.instead);
  return [...new Set(near.map(({ target }) => target.clause))].slice(0, MOST_RELATED);
};

const distinct = (answered: readonly Answered[]): Answered[] => [
  ...new Map(answered.map(one => [`${one.clause.id}/${one.provision.id}`, one])).values(),
];
