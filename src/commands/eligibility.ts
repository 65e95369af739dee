/**
 * `anjia eligibility`: one check for a person, or one a line with `--jsonl` for a program.
 */
import { defineCommand } from 'citty';
import { z } from 'zod';
import { folders } from '../config.ts';
import { decisionNote, decisionText, plain, type Tongue } from '../conversation/eligibility/decision-words.ts';
import { type Decision, decide, type Facts, NoFigureError, readFacts } from '../eligibility/index.ts';
import type { Fact, FactValue, Scheme } from '../knowledge/schemes/model.ts';
import { valueWritten } from '../knowledge/schemes/value.ts';
import { loadWordbook, type Translate } from '../language/i18n.ts';
import { loadRules, type Rules } from '../rules.ts';
import { type Day, dayAt, parseDay } from '../shared/calendar.ts';
import { type FactId, parseSchemeId } from '../shared/ids.ts';
import { answerLines, idOf, type LineFault } from './lines.ts';
import { UsageError } from './usage.ts';

/** The command `eligibility`; it remembers nothing and writes nothing. */
export const eligibility = defineCommand({
  meta: {
    name: 'eligibility',
    description: 'Checks facts against a scheme: anjia eligibility guangxi.temporary-dibao relocated=yes employment=none',
  },
  args: {
    scheme: { type: 'positional', required: false, description: 'The scheme; without one, the schemes are listed' },
    on: { type: 'string', description: 'The day that is asked about, as 2026-11-22' },
    language: { type: 'enum', options: ['zh-CN', 'en'], default: 'zh-CN', description: 'Language of the explanation' },
    jsonl: { type: 'boolean', description: 'Read one check a line from standard input, print one JSON object a line' },
  },
  async run({ args }) {
    const rules = loadRules(folders.knowledge);
    const wordbook = loadWordbook(folders.locales);
    const today = dayAt(new Date());
    const tongue: Tongue = { t: wordbook.in('zh-CN'), language: 'zh-CN' };
    if (args.jsonl) return answerLines(line => answerLine(line, rules, today, tongue), tongue.t);

    const own: Tongue = { t: wordbook.in(args.language), language: args.language };
    if (args.scheme === undefined) return listSchemes(rules, own);
    const scheme = schemeNamed(args.scheme, rules);
    if (!scheme) throw new UsageError(tongue.t('commands:usage.scheme_unknown', { scheme: args.scheme }));
    const on = args.on === undefined ? today : parseDay(args.on);
    if (!on) throw new UsageError(tongue.t('commands:usage.day_unknown', { day: args.on }));
    const facts = factsTyped(args._.slice(1), scheme, tongue.t);
    const decision = decide(scheme, facts, on);
    console.log([decisionText(decision, facts, own), decisionNote(decision, own)].join('\n'));
  },
});

function listSchemes({ schemes }: Rules, tongue: Tongue): void {
  for (const scheme of schemes.values()) {
    const facts = scheme.facts.map(fact => `${fact.id}=${valuesOf(fact)}`);
    console.log(`${scheme.id}  ${plain(scheme.name, tongue)}  ${facts.join(' ')}`);
  }
}

/** What may be written for a fact: `yes|no`, `0..120`. */
const valuesOf = (fact: Fact): string =>
  'options' in fact ? fact.options.map(({ value }) => writtenValue(value)).join('|') : `${fact.min}..${fact.max}`;

const writtenValue = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'yes' : 'no');

/** `relocated=yes age=16` @throws {UsageError} */
function factsTyped(words: readonly string[], scheme: Scheme, t: Translate): Facts {
  const facts = new Map<FactId, FactValue>();
  for (const word of words) {
    const [name = '', ...rest] = word.split('=');
    const typed = rest.join('=');
    const fact = scheme.facts.find(({ id }) => id === name);
    if (!fact)
      throw new UsageError(t('commands:usage.fact_unknown', { fact: name, allowed: scheme.facts.map(({ id }) => id).join(' ') }));
    const value = valueWritten(fact, /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed);
    if (value === undefined || facts.has(fact.id))
      throw new UsageError(t('commands:usage.value_unknown', { fact: name, value: typed, allowed: valuesOf(fact) }));
    facts.set(fact.id, value);
  }
  return facts;
}

const checkLine = z.object({
  id: z.union([z.string(), z.number()]),
  scheme: z.string(),
  // Not a record: that would drop a fact named __proto__ without a word.
  facts: z.custom<Record<string, unknown>>(value => typeof value === 'object' && value !== null && !Array.isArray(value)),
  as_of: z.string().nullish(),
});

function answerLine(json: unknown, rules: Rules, today: Day, tongue: Tongue): object | LineFault {
  const id = idOf(json);
  const parsed = checkLine.safeParse(json);
  if (!parsed.success)
    return { id, fault: { code: 'bad-field', params: { field: parsed.error.issues[0]?.path.join('.') || '{}' } } };
  const check = parsed.data;
  const scheme = schemeNamed(check.scheme, rules);
  if (!scheme) return { id, fault: { code: 'unknown-scheme', params: { scheme: check.scheme } } };
  const on = check.as_of ? parseDay(check.as_of) : check.as_of === '' ? undefined : today;
  if (!on) return { id, fault: { code: 'bad-day', params: { day: check.as_of ?? '' } } };
  const read = readFacts(check.facts, rules.facts, scheme.facts);
  if ('fault' in read) return { id, fault: { code: read.fault.code, params: { fact: read.fault.fact } } };
  try {
    return { id, ...resultLine(decide(scheme, read.facts, on), read.facts, tongue) };
  } catch (error) {
    if (!(error instanceof NoFigureError)) throw error;
    return { id, fault: { code: 'no-figure', params: { parameter: error.parameter, day: on } } };
  }
}

/** A decision as a line of JSON. */
export const resultLine = (decision: Decision, facts: Facts, tongue: Tongue) => ({
  scheme: decision.scheme.id,
  outcome: decision.outcome,
  determination: decision.determination?.id ?? null,
  missing: decision.missing,
  clauses: decision.clauses,
  in_force: decision.inForce,
  explanation: [decisionText(decision, facts, tongue), decisionNote(decision, tongue)].join('\n'),
});

function schemeNamed(name: string, { schemes }: Rules): Scheme | undefined {
  const id = parseSchemeId(name);
  return id && schemes.get(id);
}
