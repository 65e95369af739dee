/**
 * How documents are printed and how scanning spoils them: `knowledge/language/official.yaml` and `ocr.yaml`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Loaded } from '../load.ts';
import { pattern } from '../pattern.ts';
import { readYaml } from '../yaml-file.ts';

/** A pattern of what cannot be meant. */
export interface Slip {
  readonly pattern: RegExp;
  readonly why: 'letter' | 'lookalike' | 'dash' | 'stray';
  /** For a lookalike: what was probably meant. */
  readonly meant?: string | undefined;
}

/** What the importer knows of print, all of it from YAML. */
export interface PrintedForms {
  readonly slips: readonly Slip[];
  /** Radical → the character that it stands for. */
  readonly radicals: ReadonlyMap<string, string>;
  /** With the groups `lead`, `supporting`, `listed`. */
  readonly unitTails: readonly RegExp[];
  readonly beforeUnits: RegExp;
  readonly afterUnits: RegExp;
  /** Lines after which no clause goes on. */
  readonly ends: readonly RegExp[];
}

const ocrFile = z.strictObject({
  slips: z.array(
    z
      .strictObject({
        pattern: pattern('gu'),
        why: z.enum(['letter', 'lookalike', 'dash', 'stray']),
        meant: z.string().min(1).optional(),
      })
      .refine(({ why, meant }) => why !== 'lookalike' || meant !== undefined, { path: ['meant'], message: 'missing' }),
  ),
  radicals: z.string(),
});
const officialFile = z.strictObject({
  unit_tails: z.array(pattern('u')),
  before_units: pattern('u'),
  after_units: pattern('u'),
  ends: z.array(pattern('u')),
});

const NEVER = /(?!)/u;

/**
 * @param folder the folder `knowledge/`
 * @throws where a file cannot be read
 */
export function loadPrintedForms(folder: string): Loaded<PrintedForms> {
  const read = <T>(file: string, schema: z.ZodType<T>) => readYaml(file, readFileSync(join(folder, file), 'utf8'), schema);
  const ocr = read('language/ocr.yaml', ocrFile);
  const official = read('language/official.yaml', officialFile);
  const radicals = (ocr.data?.radicals ?? '').split(/\s+/).map(pair => [...pair] as [string, string]);
  return {
    value: {
      slips: ocr.data?.slips ?? [],
      radicals: new Map(radicals),
      unitTails: official.data?.unit_tails ?? [],
      beforeUnits: official.data?.before_units ?? NEVER,
      afterUnits: official.data?.after_units ?? NEVER,
      ends: official.data?.ends ?? [],
    },
    faults: [...ocr.faults, ...official.faults],
  };
}
