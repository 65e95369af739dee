/**
 * Joins the rooms that need neither storage nor network: knowledge, language, and the conversation's understanding.
 */
import { folders } from './config.ts';
import type { DangerReader } from './conversation/danger.ts';
import { createHearing, type Hearing } from './conversation/eligibility/hear.ts';
import { createPersonalReader, type PersonalReader } from './conversation/personal.ts';
import { createPolicyReader } from './conversation/policy.ts';
import { createResponder, type Responder } from './conversation/reply.ts';
import type { JobWords } from './employment/job-words.ts';
import { createLocalReader, type LocalReader } from './inquiry/index.ts';
import type { AnswerTemplate } from './knowledge/answer-templates.ts';
import type { Category } from './knowledge/categories.ts';
import type { Policy } from './knowledge/load.ts';
import type { Speech } from './knowledge/load-language.ts';
import type { Schemes } from './knowledge/schemes/model.ts';
import type { Finder } from './knowledge/search/finder.ts';
import type { Chinese } from './language/chinese.ts';
import { loadWordbook, type Wordbook } from './language/i18n.ts';
import { shipped } from './shipped.ts';

/** All that answers a message, and what it was made of. */
export interface Assistant {
  readonly policy: Policy;
  readonly speech: Speech;
  readonly wordbook: Wordbook;
  readonly finder: Finder;
  readonly chinese: Chinese;
  readonly respond: Responder;
  readonly danger: DangerReader;
  /** Read when they are first asked for: a single reply needs none. @throws {FaultyKnowledgeError} */
  readonly rules: Schemes;
  /** The same. */
  readonly jobWords: JobWords;
  /** The same: the kinds of grievance. */
  readonly categories: ReadonlyMap<string, Category>;
  /** The same: how cases may be answered. */
  readonly answerTemplates: readonly AnswerTemplate[];
  readonly hearing: Hearing;
  /** Whether a text asks something. */
  readonly asks: (text: string) => boolean;
  /** Takes questions about a settlement's own affairs apart. */
  readonly localReader: LocalReader;
  /** Finds what nobody should say before others. */
  readonly personal: PersonalReader;
}

/**
 * Reads the knowledge and the words that ship with the program, and learns from them.
 * @throws {FaultyKnowledgeError}
 */
export function createAssistant(): Assistant {
  const { policy, speech } = shipped.both();
  const wordbook = loadWordbook(folders.locales);
  const chinese = shipped.chinese();
  const finder = shipped.finder();
  const danger = shipped.danger();
  const policyReader = createPolicyReader({
    finder,
    chinese,
    forms: speech.forms,
    questions: speech.questions,
    followUps: speech.followUps,
  });
  const respond = createResponder({
    policy,
    chinese,
    wordbook,
    intents: shipped.intents(),
    policyReader,
    danger,
  });
  const hearing = createHearing(speech.interview, chinese);
  return {
    policy,
    speech,
    wordbook,
    finder,
    chinese,
    respond,
    danger,
    get rules() {
      return shipped.schemes();
    },
    get jobWords() {
      return shipped.jobWords();
    },
    get categories() {
      return shipped.categories();
    },
    get answerTemplates() {
      return shipped.answerTemplates();
    },
    hearing,
    asks: text => policyReader.asks(chinese.read(text)),
    localReader: createLocalReader(chinese, speech.localQuestions),
    personal: createPersonalReader(speech.personal),
  };
}
