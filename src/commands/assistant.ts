/**
 * Builds what the commands share: knowledge, language and the responder, without storage or network.
 */
import { folders } from '../config.ts';
import { createDangerReader } from '../conversation/danger.ts';
import { createIntentReader } from '../conversation/intent.ts';
import { createPolicyReader } from '../conversation/policy.ts';
import { createResponder, type Responder } from '../conversation/reply.ts';
import { loadPolicy, type Policy } from '../knowledge/load.ts';
import { loadSpeech, type Speech } from '../knowledge/load-language.ts';
import { createFinder, type Finder } from '../knowledge/search/finder.ts';
import { asksOf, targetsOf } from '../knowledge/search/target.ts';
import { createChinese } from '../language/chinese.ts';
import { loadWordbook, type Wordbook } from '../language/i18n.ts';

export interface Assistant {
  readonly policy: Policy;
  readonly speech: Speech;
  readonly wordbook: Wordbook;
  readonly finder: Finder;
  readonly respond: Responder;
}

export function createAssistant(): Assistant {
  const { value: policy } = loadPolicy(folders.knowledge);
  const { value: speech } = loadSpeech(folders.knowledge);
  const wordbook = loadWordbook(folders.locales);
  const chinese = createChinese(speech.lexicon);
  const finder = createFinder(policy, chinese);
  const asks = [...policy.clauses.values()].flatMap(targetsOf).flatMap(asksOf);
  const respond = createResponder({
    policy,
    chinese,
    wordbook,
    intents: createIntentReader(chinese, speech.intents, asks),
    policyReader: createPolicyReader({ finder, chinese, forms: speech.forms, followUps: speech.followUps }),
    danger: createDangerReader(speech.danger),
  });
  return { policy, speech, wordbook, finder, respond };
}
