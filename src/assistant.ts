/**
 * Joins the rooms that need neither storage nor network: knowledge, language, and the conversation's understanding.
 */
import { folders } from './config.ts';
import { createDangerReader, type DangerReader } from './conversation/danger.ts';
import { createHearing, type Hearing } from './conversation/eligibility/hear.ts';
import { createIntentReader } from './conversation/intent.ts';
import { createPersonalReader, type PersonalReader } from './conversation/personal.ts';
import { createPolicyReader } from './conversation/policy.ts';
import { createResponder, type Responder } from './conversation/reply.ts';
import { createLocalReader, type LocalReader } from './inquiry/index.ts';
import { FaultyKnowledgeError } from './knowledge/fault.ts';
import { loadPolicy, type Policy } from './knowledge/load.ts';
import { loadSpeech, type Speech } from './knowledge/load-language.ts';
import type { Schemes } from './knowledge/schemes/model.ts';
import { createFinder, type Finder } from './knowledge/search/finder.ts';
import { asksOf, targetsOf } from './knowledge/search/target.ts';
import { createChinese } from './language/chinese.ts';
import { loadWordbook, type Wordbook } from './language/i18n.ts';
import { faultless, readSchemes } from './rules.ts';

/** All that answers a message, and what it was made of. */
export interface Assistant {
  readonly policy: Policy;
  readonly speech: Speech;
  readonly wordbook: Wordbook;
  readonly finder: Finder;
  readonly respond: Responder;
  readonly danger: DangerReader;
  /** Read when they are first asked for: a single reply needs none. @throws {FaultyKnowledgeError} */
  readonly rules: Schemes;
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
  const { value: policy, faults: policyFaults } = loadPolicy(folders.knowledge);
  const { value: speech, faults: speechFaults } = loadSpeech(folders.knowledge);
  const faults = [...policyFaults, ...speechFaults];
  if (faults.length > 0) throw new FaultyKnowledgeError(faults);
  const wordbook = loadWordbook(folders.locales);
  const chinese = createChinese(speech.lexicon);
  const finder = createFinder(policy, chinese);
  const asks = [...policy.clauses.values()].flatMap(targetsOf).flatMap(asksOf);
  const danger = createDangerReader(speech.danger);
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
    intents: createIntentReader(chinese, speech.intents, asks),
    policyReader,
    danger,
  });
  const hearing = createHearing(speech.interview, chinese);
  let rules: Schemes | undefined;
  return {
    policy,
    speech,
    wordbook,
    finder,
    respond,
    danger,
    get rules() {
      rules ??= faultless(readSchemes(folders.knowledge, policy));
      return rules;
    },
    hearing,
    asks: text => policyReader.asks(chinese.read(text)),
    localReader: createLocalReader(chinese, speech.localQuestions),
    personal: createPersonalReader(speech.personal),
  };
}
