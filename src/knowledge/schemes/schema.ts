/**
 * The shape of the files under `knowledge/facts/` and `knowledge/schemes/`. Custom messages are codes of faults.
 */
import { z } from 'zod';
import { parseClauseId, parseFactId } from '../../shared/ids.ts';
import { FIGURE_UNITS } from '../model.ts';
import { pattern } from '../pattern.ts';
import { amount, day, parsed, printed, slug, text, texts } from '../shapes.ts';
import { OUTCOMES, RELATIONS, SUBJECTS, type Term } from './model.ts';

const words = z.strictObject({ zh: text, en: text });
const clauseId = parsed(parseClauseId, 'bad-clause-id');
const factId = parsed(parseFactId, 'bad-fact-id');

const aboutFact = {
  means: words,
  about: z.enum(SUBJECTS),
  asks: words,
  help: words.optional(),
  changes: z.boolean().default(false),
};
/** Phrases are parted by half-width commas: a full-width one would join two into a name that nobody says. */
const phrases = z.array(text.refine(phrase => !/[，、；]/.test(phrase), { message: 'comma-in-phrase' }));
const option = z.strictObject({ label: words, says: phrases.default([]) });
const numbers = { min: z.number(), max: z.number(), unit: z.enum(FIGURE_UNITS) };

/** What may stand for N: a number as people say it, with what makes it rough. */
const SPOKEN = '(?:不到|超过|大概|大约|差不多|快)?[\\d〇零一二两三四五六七八九十百千万.]+(?:多|来|几)?';

/** What captures: an opening bracket that is neither escaped nor followed by a question mark. */
const GROUP = /(?<!\\)\((?!\?)/g;

/** N stands for the number. It is what is heard, or the one group around it is, with the number's unit: `住了(N(?:个月|年))`. */
const heard = z
  .string()
  .refine(source => /^[^N]*N[^N]*$/.test(source) && (source.match(GROUP) ?? []).length <= 1, { message: 'heard-form' })
  .transform(source => source.replace('N', source.search(GROUP) >= 0 ? SPOKEN : `(${SPOKEN})`))
  .pipe(pattern('u'));

const optionsOf = z.record(z.string().regex(/^[a-z]+(_[a-z]+)*$/), option);

/** `facts/<fact>.yaml` */
export const factFile = z
  .discriminatedUnion('type', [
    z.strictObject({ ...aboutFact, type: z.literal('boolean'), values: z.strictObject({ yes: option, no: option }) }),
    z.strictObject({
      ...aboutFact,
      type: z.literal('enum'),
      values: optionsOf.refine(given => Object.keys(given).length > 1, { message: 'one-value' }),
      yes: text.optional(),
      no: text.optional(),
    }),
    z.strictObject({
      ...aboutFact,
      type: z.literal('integer'),
      ...numbers,
      units: z.record(text, z.number().positive()),
      heard: z.array(heard).default([]),
      since: z.boolean().default(false),
    }),
    z.strictObject({ ...aboutFact, type: z.literal('number'), ...numbers }),
  ])
  .refine(fact => !('min' in fact) || fact.min < fact.max, { message: 'range-backwards', path: ['min'] });

/** `schemes/<region>/<scheme>/scheme.yaml` */
export const schemeFile = z.strictObject({
  name: words,
  called: phrases.min(1),
  clause: clauseId,
  for: z.enum(SUBJECTS),
  audience: words,
  gives: words,
  apply: words,
  papers: words,
  no_obstacle: z.strictObject({ facts: z.array(factId).min(1), says: words }).optional(),
  offered_with: texts.min(1),
  period: z.strictObject({ from: day, to: day, words: printed, derived: z.boolean().optional() }).optional(),
  lapsed: words.optional(),
});

const relation = amount.optional();
const datedFigure = z
  .strictObject({
    from: z.union([z.literal('unstated'), day], 'bad-from'),
    to: day.optional(),
    value: relation,
    at_least: relation,
    above: relation,
    at_most: relation,
    below: relation,
    words: printed,
    derived: z.boolean().default(false),
    called: words.optional(),
  })
  .refine(figure => ['value', ...RELATIONS].filter(key => figure[key as 'value'] !== undefined).length === 1, {
    message: 'one-bound',
  });

/** `schemes/<region>/<scheme>/parameters.yaml` */
export const parametersFile = z.record(
  slug,
  z.strictObject({ unit: z.enum(FIGURE_UNITS), clause: clauseId, values: z.array(datedFigure).min(1) }),
);

const value = z.union([text, z.number()], 'bad-fact-value');
const term: z.ZodType<Term> = z.lazy(() =>
  z.union([
    slug,
    z.strictObject({ all: z.array(term).min(1) }),
    z.strictObject({ any: z.array(term).min(1) }),
    z.strictObject({ not: term }),
  ]),
);
const condition = z
  .strictObject({
    fact: factId,
    is: z.union([value, z.array(value).min(1)]).optional(),
    meets: slug.optional(),
    clause: clauseId,
    met: words,
    unmet: words,
  })
  .refine(({ is, meets }) => (is === undefined) !== (meets === undefined), { message: 'one-test' });

/** `schemes/<region>/<scheme>/rules.yaml` */
export const rulesFile = z.strictObject({
  takes: z.partialRecord(factId, texts.min(1)).default({}),
  conditions: z.record(slug, condition),
  requires: z.array(slug).default([]),
  determinations: z
    .array(
      z.strictObject({
        id: slug,
        outcome: z.enum(OUTCOMES),
        when: z.array(term),
        says: words,
        next: words,
        decided_by: words.optional(),
      }),
    )
    .min(1),
  otherwise: z.strictObject({ says: words, next: words }).optional(),
});

/** `schemes/<region>/<scheme>/cases.yaml` */
export const casesFile = z
  .array(
    z.strictObject({
      case: text,
      on: day.optional(),
      facts: z.record(z.string(), value),
      expect: z.strictObject({
        outcome: z.enum([...OUTCOMES, 'ineligible', 'unknown']),
        determination: slug.optional(),
        missing: texts.optional(),
      }),
    }),
  )
  .min(1);

/** `language/promises.yaml` */
export const promisesFile = z.array(pattern('iu'));
