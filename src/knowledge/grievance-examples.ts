/**
 * Reads `knowledge/grievances/`: how residents report each kind of grievance, one file a kind.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CATEGORY_IDS, type CategoryId } from './categories.ts';
import type { Fault } from './fault.ts';
import { type Loaded, yamlFiles } from './load.ts';
import { text } from './shapes.ts';
import { readYaml } from './yaml-file.ts';

const FOLDER = 'grievances';

const examplesFile = z.strictObject({ category: z.enum(CATEGORY_IDS), examples: z.array(text).min(1) });

/** What residents type, by the kind that it reports. */
export type GrievanceExamples = ReadonlyMap<CategoryId, readonly string[]>;

/** @throws where the folder or a file in it cannot be read */
export function loadGrievanceExamples(folder: string): Loaded<GrievanceExamples> {
  const faults: Fault[] = [];
  const value = new Map<CategoryId, readonly string[]>();
  for (const name of yamlFiles(folder, FOLDER)) {
    const file = `${FOLDER}/${name}`;
    const read = readYaml(file, readFileSync(join(folder, file)), examplesFile);
    faults.push(...read.faults);
    if (!read.data) continue;
    const { category, examples } = read.data;
    if (name !== `${category}.yaml`)
      faults.push({ file, line: read.lineOf(['category']), code: 'kind-in-other-file', params: { id: category } });
    for (const [nth, example] of examples.entries())
      if (examples.indexOf(example) < nth)
        faults.push({ file, line: read.lineOf(['examples', nth]), code: 'example-twice', params: { example } });
    value.set(category, examples);
  }
  for (const id of CATEGORY_IDS)
    if (!value.has(id)) faults.push({ file: `${FOLDER}/${id}.yaml`, line: 1, code: 'file-missing', params: {} });
  return { value, faults };
}
