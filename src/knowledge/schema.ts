/**
 * The shape of the files that hold documents and clauses. Custom messages are codes of faults.
 */
import { z } from 'zod';
import { parseDocumentId, parseRegionId, parseUnitId } from '../shared/ids.ts';
import { FIGURE_UNITS } from './model.ts';
import { amount, day, parsed, printed, slug, text, texts, wording } from './shapes.ts';

const unitId = parsed(parseUnitId, 'bad-unit-id');

const figure = z
  .strictObject({
    of: text,
    unit: z.enum(FIGURE_UNITS),
    value: amount.optional(),
    at_least: amount.optional(),
    above: amount.optional(),
    at_most: amount.optional(),
    below: amount.optional(),
    words: printed,
    derived: z.boolean().optional(),
  })
  .refine(f => [f.value, f.at_least, f.above, f.at_most, f.below].some(v => v !== undefined), {
    message: 'figure-without-number',
  });

/** A single one may be written without a list. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess(value => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

const derived = z.boolean().optional();
const due = z.strictObject({ by: day, words: printed, derived });

const provision = z.strictObject({
  id: slug,
  audience: text,
  terms: texts.min(1),
  says: wording,
  more: wording.optional(),
  figures: z.array(figure).default([]),
  period: z.strictObject({ from: day, to: day, words: printed, derived }).optional(),
  due: oneOrMore(due),
  asks: texts.min(1),
});

const openPoint = z.strictObject({
  id: slug,
  terms: texts.default([]),
  says: wording,
  decided_by: unitId.optional(),
  asks: texts.min(1),
});

/** `clauses/<document>/<path>.yaml` */
export const clauseFile = z.strictObject({
  label: text,
  heading: text,
  lead: z.array(unitId),
  supporting: z.array(unitId),
  provisions: z.array(provision).min(1),
  leaves_open: z.array(openPoint).default([]),
});

/** `documents/<document>.yaml` */
export const documentFile = z.strictObject({
  region: parsed(parseRegionId, 'bad-region-id'),
  title: text,
  issuers: texts.min(1),
  number: text.optional(),
  issued: day.optional(),
  posted: day.optional(),
  comments_until: day.optional(),
  standing: z.enum(['issued', 'draft', 'repealed']),
  lacks: z.array(z.enum(['title', 'number', 'date'])).default([]),
  refers_to: z.array(z.strictObject({ title: text, number: text.optional() })).default([]),
});

/** A document's id is the name of its file. */
export const documentIdOfFile = (file: string) => parseDocumentId(file.replace(/^.*\//, '').replace(/\.yaml$/, ''));

/** `units.yaml` */
export const unitsFile = z.array(
  z.strictObject({
    id: unitId,
    name: text,
    printed: texts.min(1),
    formerly: z.array(z.strictObject({ name: text, until: day.optional() })).default([]),
  }),
);

/** `regions.yaml`, in the order in which regions are offered */
export const regionsFile = z.array(
  z.strictObject({
    id: parsed(parseRegionId, 'bad-region-id'),
    name: z.strictObject({ zh: text, en: text }),
    called: texts.min(1),
  }),
);
