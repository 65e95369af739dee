/**
 * Reads `knowledge/language/`, `knowledge/intents/`, `knowledge/danger.yaml` and `knowledge/danger/`: how people speak.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Lexicon, resolveChains } from '../language/lexicon.ts';
import { bare, normalise } from '../language/normalise.ts';
import { type AddressReader, addressesFile, NO_ADDRESSES } from './address-words.ts';
import { type CaseWords, caseWordsFile, NO_CASE_WORDS } from './case-words.ts';
import { type DangerTraits, NO_TRAITS, traitsFile } from './danger-traits.ts';
import type { Fault } from './fault.ts';
import { type InterviewWords, interviewFile, NO_WORDS } from './interview-words.ts';
import { type Loaded, yamlFiles } from './load.ts';
import { type LocalQuestions, localQuestionsFile, NO_LOCAL_QUESTIONS } from './local-questions.ts';
import { pattern } from './pattern.ts';
import { NO_PERSONAL_WORDS, type PersonalWords, personalFile } from './personal-words.ts';
import { readYaml } from './yaml-file.ts';

const word = z.string().min(1);
const words = z.array(word);
const patterns = z.array(pattern('u'));

/** What kind of fact a message asks for. */
export const QUESTION_FORMS = [
  'money',
  'count',
  'duration',
  'date',
  'hours',
  'place',
  'phone',
  'address',
  'name',
  'papers',
  'responsible',
  'list',
  'procedure',
  'eligibility',
  'original',
] as const;
/** One of `QUESTION_FORMS`. */
export type QuestionForm = (typeof QUESTION_FORMS)[number];

/** How a kind of fact is asked for, and which words of ours give it without a figure. */
export interface AskedForm {
  readonly form: QuestionForm;
  readonly patterns: readonly RegExp[];
  readonly givenBy: readonly RegExp[];
}

/** What a message may want; `policy` asks what a document says, `off_topic` speaks of what none of them touches. */
export const INTENTS = [
  'policy',
  'open_grievance',
  'open_hardship_report',
  'find_jobs',
  'register_job_intent',
  'greet',
  'help',
  'off_topic',
] as const;
/** One of `INTENTS`. */
export type Intent = (typeof INTENTS)[number];

/** Each has its words in the locales: whom to call first. */
export const DANGER_KINDS = ['fire', 'violence', 'suicide', 'medical', 'gas', 'other'] as const;
/** One of `DANGER_KINDS`. */
export type DangerKind = (typeof DANGER_KINDS)[number];

/** Short messages that steer the conversation. */
export const COMMANDS = [
  'more',
  'original',
  'useful',
  'useless',
  'change_region',
  'help',
  'chinese',
  'english',
  'desk',
  'me',
  'sign_out',
  'erase_me',
  'ask_cadre',
  'my_questions',
  'inquiries',
  'info',
  'postings',
  'posting_new',
  'bulletin_write',
  'bulletins',
  'bulletin_waiting',
  'own_household',
  'speak_called',
  'speak_questions',
  'speak_off',
  'mute',
  'unmute',
  'on_the_web',
  'unreached',
  'find_jobs',
  'register_job',
  'my_wish',
  'rest_jobs',
  'resume_jobs',
  'trainings',
  'report_grievance',
  'my_grievances',
  'my_hardships',
] as const;
/** One of `COMMANDS`. */
export type Command = (typeof COMMANDS)[number];

/** Signs of present danger, and what takes the alarm out of them; `knowledge/danger.yaml` explains how they work together. */
export interface DangerWords {
  /** In the order in which kinds are looked for. */
  readonly signs: readonly { readonly kind: DangerKind; readonly pattern: RegExp }[];
  readonly now: readonly RegExp[];
  readonly over: readonly RegExp[];
  readonly past: readonly RegExp[];
  readonly question: readonly RegExp[];
  readonly hypothetical: readonly RegExp[];
  readonly aftermath: readonly RegExp[];
  readonly negation: readonly RegExp[];
  readonly notReal: readonly RegExp[];
  readonly traits: DangerTraits;
  /** Examples to learn from. */
  readonly dangers: readonly { readonly kind: DangerKind; readonly text: string }[];
  readonly calm: readonly string[];
}

/** How people speak, as read. */
export interface Speech {
  readonly lexicon: Lexicon;
  readonly forms: readonly AskedForm[];
  readonly intents: ReadonlyMap<Intent, readonly string[]>;
  readonly danger: DangerWords;
  /** What shows that a text asks something. */
  readonly questions: readonly RegExp[];
  /** How a question shows that it goes on from the last one. */
  readonly followUps: readonly RegExp[];
  /** What people type for a command, in lower case and without punctuation → the command. */
  readonly commands: ReadonlyMap<string, Command>;
  /** What people write to say that they have read something, written as commands are. */
  readonly receipts: ReadonlySet<string>;
  readonly interview: InterviewWords;
  readonly localQuestions: LocalQuestions;
  readonly personal: PersonalWords;
  /** Finds where in a settlement something is. */
  readonly addressIn: AddressReader;
  /** What staff type to work on cases. */
  readonly caseWords: CaseWords;
}

const dialectFile = z.array(z.object({ word }).catchall(words));
const formsFile = z.array(z.strictObject({ form: z.enum(QUESTION_FORMS), patterns, given_by: patterns.default([]) }));
const intentFile = z.strictObject({ intent: z.enum(INTENTS), means: z.string(), examples: words.min(1) });
const commandsFile = z.array(z.strictObject({ command: z.enum(COMMANDS), says: words.min(1) }));
const dangerFile = z.strictObject({
  kinds: z.array(z.strictObject({ kind: z.enum(DANGER_KINDS), signs: patterns })),
  now: patterns,
  over: patterns,
  past: patterns,
  question: patterns,
  hypothetical: patterns,
  aftermath: patterns,
  negation: patterns,
  not_real: patterns,
});

const dangerExamplesFile = z.strictObject({ kind: z.enum([...DANGER_KINDS, 'none']), means: z.string(), examples: words.min(1) });

/** @throws where a file cannot be read */
export function loadSpeech(folder: string): Loaded<Speech> {
  const faults: Fault[] = [];
  const bytes = (file: string) => readFileSync(join(folder, file));
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
    const result = readYaml(file, bytes(file), schema);
    faults.push(...result.faults);
    return result.data;
  };

  const groups = read('language/synonyms.yaml', z.array(words.min(2))) ?? [];
  const typos = read('language/typos.yaml', z.array(words.min(2))) ?? [];
  const dialect = read('language/dialect.yaml', dialectFile) ?? [];
  const forms = new Map<string, string>();
  for (const [right, ...others] of [...typos, ...groups]) for (const other of others) forms.set(other, right as string);
  for (const { word: standard, ...byRegion } of dialect) {
    for (const form of Object.values(byRegion).flat()) forms.set(form, standard);
  }
  const lexicon: Lexicon = {
    standard: resolveChains(forms),
    dictionary: bytes('language/dictionary.txt').toString('utf8').split(/\r?\n/).filter(Boolean),
    stopwords: new Set(read('language/stopwords.yaml', words)),
    particles: new Set(read('language/particles.yaml', words)),
  };

  const intents = yamlFiles(folder, 'intents').flatMap(name => {
    const file = read(`intents/${name}`, intentFile);
    return file ? [[file.intent, file.examples] as const] : [];
  });
  const commands = (read('language/commands.yaml', commandsFile) ?? []).flatMap(({ command, says }) =>
    says.map((said): [string, Command] => [bare(normalise(said)), command]),
  );
  const danger = read('danger.yaml', dangerFile);
  const told = yamlFiles(folder, 'danger/examples').flatMap(name => read(`danger/examples/${name}`, dangerExamplesFile) ?? []);

  return {
    value: {
      lexicon,
      forms: (read('language/question-forms.yaml', formsFile) ?? []).map(({ form, patterns, given_by }) => ({
        form,
        patterns,
        givenBy: given_by,
      })),
      intents: new Map(intents),
      questions: read('language/questions.yaml', patterns) ?? [],
      followUps: read('language/follow-ups.yaml', patterns) ?? [],
      commands: new Map(commands),
      receipts: new Set((read('language/receipts.yaml', words.min(1)) ?? []).map(said => bare(normalise(said)))),
      interview: read('language/interview.yaml', interviewFile) ?? NO_WORDS,
      localQuestions: read('language/local-questions.yaml', localQuestionsFile) ?? NO_LOCAL_QUESTIONS,
      personal: read('language/personal.yaml', personalFile) ?? NO_PERSONAL_WORDS,
      addressIn: read('language/addresses.yaml', addressesFile) ?? NO_ADDRESSES,
      caseWords: read('language/case-words.yaml', caseWordsFile) ?? NO_CASE_WORDS,
      danger: {
        signs: (danger?.kinds ?? []).flatMap(({ kind, signs }) => signs.map(pattern => ({ kind, pattern }))),
        now: danger?.now ?? [],
        over: danger?.over ?? [],
        past: danger?.past ?? [],
        question: danger?.question ?? [],
        hypothetical: danger?.hypothetical ?? [],
        aftermath: danger?.aftermath ?? [],
        negation: danger?.negation ?? [],
        notReal: danger?.not_real ?? [],
        traits: read('danger/traits.yaml', traitsFile) ?? NO_TRAITS,
        dangers: told.flatMap(({ kind, examples }) => (kind === 'none' ? [] : examples.map(text => ({ kind, text })))),
        calm: told.flatMap(({ kind, examples }) => (kind === 'none' ? examples : [])),
      },
    },
    faults,
  };
}
