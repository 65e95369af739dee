/**
 * The reply to one message, without memory: what `anjia reply` prints and every turn is built on.
 */

import type { Policy } from '../knowledge/load.ts';
import { type DangerKind, INTENTS, type Intent, type QuestionForm } from '../knowledge/load-language.ts';
import { type Clause, type Region, type Status, statusOn } from '../knowledge/model.ts';
import type { Chinese, Reading } from '../language/chinese.ts';
import type { Language, Wordbook } from '../language/i18n.ts';
import { bare } from '../language/normalise.ts';
import type { Day } from '../shared/calendar.ts';
import type { DangerReader } from './danger.ts';
import type { IntentReader } from './intent.ts';
import type { Answered, Before, Judgement, PolicyReader, Verdict } from './policy.ts';
import { answerText, citationText, refusalText, type WordingContext } from './wording.ts';

/** What the assistant does with a message. */
export type Action = 'answer' | 'clarify' | 'no_answer' | 'silent' | ActionIntent;

type ActionIntent = Exclude<Intent, 'policy' | 'off_topic'>;

/** A clause that an answer rests on, or that stands near, with its standing on the day asked for. */
export interface Citation {
  readonly clause: Clause;
  readonly status: Status;
}

/** One message and what is known around it. */
export interface Question {
  readonly region: Region;
  readonly text: string;
  /** The day that the answer speaks for. */
  readonly on: Day;
  readonly language: Language;
  /** What was asked and answered just before, where this may follow up on it. */
  readonly after?: Before | undefined;
}

/** What is said to one message, in words and as data. */
export interface Reply {
  readonly action: Exclude<Action, 'silent'>;
  readonly danger: DangerKind | 'none';
  readonly text: string;
  /** What the text rests on, in words; empty where it rests on no clause. */
  readonly note: string;
  /** Most relevant first. Empty unless the action is `answer` or `clarify`. */
  readonly citations: readonly Citation[];
  /** With `no_answer`: clauses near the question that do not answer it. */
  readonly related: readonly Citation[];
  readonly answered: readonly Answered[];
  /** With `clarify`: a question for each reading, and what it is called. */
  readonly candidates: readonly { readonly ask: string; readonly label: string }[];
  readonly forms: readonly QuestionForm[];
  /** Why: for `--explain`, gaps and tests. */
  readonly why: { readonly reading: Reading; readonly intents: Record<Intent, number>; readonly judgement?: Judgement };
}

/** What replies are made of. */
export interface ReplyParts {
  readonly policy: Policy;
  readonly chinese: Chinese;
  readonly wordbook: Wordbook;
  readonly intents: IntentReader;
  readonly policyReader: PolicyReader;
  readonly danger: DangerReader;
}

/** Replies to any text at all, empty and nonsense included; never throws. */
export type Responder = (question: Question) => Reply;

/** Something other than a question is wanted from this probability. */
const CERTAIN = 0.7;

/** Makes the responder; it keeps nothing between two messages. */
export function createResponder({ policy, chinese, wordbook, intents, policyReader, danger }: ReplyParts): Responder {
  return ({ region, text, on, language, after }) => {
    const t = wordbook.in(language);
    const reading = chinese.read(text);
    const context: WordingContext = { t, language, on, region, units: policy.units };
    const chances = intents.read(reading);
    const kind = danger(text);
    /** In danger what to do stands alone, except before the answer to a real question. */
    const said = (words: string, isAsked = false): string => {
      if (kind === 'none') return words;
      const alarm = t(`conversation:danger.${kind}`);
      return isAsked ? `${alarm}\n\n${words}` : alarm;
    };
    const base = { danger: kind, citations: [], related: [], answered: [], candidates: [], forms: [], note: '' } as const;

    const wanted = actionWanted(chances);
    if (!meansSomething(reading) && wanted !== 'greet') {
      return {
        ...base,
        action: 'no_answer',
        text: said(refusalText({ kind: 'meaningless' }, [], context)),
        why: { reading, intents: chances },
      };
    }
    if (wanted)
      return { ...base, action: wanted, text: said(t(`conversation:intent.${wanted}`)), why: { reading, intents: chances } };
    const judgement = policyReader.judge(region.id, reading, chances.off_topic, after);
    const forms = policyReader.formsIn(reading);
    const worded = inWordsOf(judgement.verdict, forms, context);
    const isAsked = worded.action === 'answer' && policyReader.asks(reading);
    return { ...base, ...worded, text: said(worded.text, isAsked), forms, why: { reading, intents: chances, judgement } };
  };
}

type Worded = Pick<Reply, 'action' | 'text' | 'note' | 'citations' | 'related' | 'answered' | 'candidates'>;

function inWordsOf(verdict: Verdict, forms: readonly QuestionForm[], context: WordingContext): Worded {
  const { on, t } = context;
  switch (verdict.kind) {
    case 'answer': {
      const citations = citationsOf(verdict.answered, on);
      const { answered } = verdict;
      return {
        action: 'answer',
        text: answerText(answered, forms, context),
        note: citationText(citations, context),
        citations,
        related: [],
        answered,
        candidates: [],
      };
    }
    case 'clarify': {
      const citations = citationsOf(verdict.candidates, on);
      return {
        action: 'clarify',
        text: t('conversation:clarify.which'),
        note: citationText(citations, context),
        citations,
        related: [],
        answered: [],
        candidates: verdict.candidates.map(({ clause, provision }) => ({
          ask: provision.asks[0] ?? '',
          label: t('conversation:choice.reading', { term: provision.terms[0] ?? '', label: clause.label }),
        })),
      };
    }
    case 'none': {
      const related = verdict.related.map(clause => ({ clause, status: statusOn(clause.document, undefined, on) }));
      return {
        action: 'no_answer',
        text: refusalText(verdict.reason, verdict.related, context),
        note: '',
        citations: [],
        related,
        answered: [],
        candidates: [],
      };
    }
  }
}

/** The clauses of the provisions, each once, with the standing of its first provision. */
function citationsOf(answered: readonly Answered[], on: Day): Citation[] {
  const byClause = new Map<string, Citation>();
  for (const { clause, provision } of answered) {
    if (!byClause.has(clause.id)) byClause.set(clause.id, { clause, status: statusOn(clause.document, provision, on) });
  }
  return [...byClause.values()];
}

/** Letters or characters beyond a single one; faces, punctuation and bare numbers mean nothing to the documents. */
const meansSomething = ({ text }: Reading): boolean => /\p{L}.*\p{L}/u.test(bare(text));

/** What the message wants besides an answer, where that is likelier than a question; intents that are hard to tell apart count together. */
function actionWanted(chances: Record<Intent, number>): ActionIntent | undefined {
  const actions = INTENTS.filter((intent): intent is ActionIntent => intent !== 'policy' && intent !== 'off_topic');
  const together = actions.reduce((sum, intent) => sum + chances[intent], 0);
  return together < CERTAIN ? undefined : actions.reduce((best, intent) => (chances[intent] > chances[best] ? intent : best));
}
