/**
 * Settlements from a file like `knowledge/settlements.example.yaml`: every fault with its line, and all of the file or nothing.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Settlement } from '../../directory/model.ts';
import { done, type Outcome, type Refusal } from '../../directory/outcome.ts';
import type { SettlementDraft } from '../../directory/settlements.ts';
import type { Fault } from '../../knowledge/fault.ts';
import { UnreadableFileError } from '../../knowledge/import/unreadable.ts';
import type { Policy } from '../../knowledge/load.ts';
import { parsed, text, texts } from '../../knowledge/shapes.ts';
import { readYaml } from '../../knowledge/yaml-file.ts';
import { parseRegionId, parseUnitId } from '../../shared/ids.ts';
import { describeFault } from '../describe-fault.ts';
import type { Bench } from './bench.ts';
import { NotDoneError, whyRefused } from './not-done.ts';

/** A building may be just its name. */
const building = z.preprocess(
  value => (typeof value === 'string' ? { name: value } : value),
  z.strictObject({ name: text, entrances: texts.optional() }),
);
const contact = z.strictObject({ name: text, phone: text.optional() });

/** How many people may live somewhere, and how long names may be, is the directory's business. */
const settlementsFile = z
  .array(
    z.strictObject({
      region: parsed(parseRegionId, 'bad-region-id'),
      county: text,
      name: text,
      kind: z.enum(['rural', 'urban']).optional(),
      population: z.number().optional(),
      poor_population: z.number().optional(),
      buildings: z.array(building).default([]),
      office: z
        .strictObject({ address: text.optional(), hours: text.optional(), contacts: z.array(contact).default([]) })
        .optional(),
      desks: z.array(contact.extend({ unit: parsed(parseUnitId, 'bad-unit-id'), hours: text.optional() })).default([]),
      tags: texts.default([]),
    }),
  )
  .min(1);

/**
 * Adds the settlements of a file.
 * @throws {UnreadableFileError} {@link NotDoneError} with a line for each thing to mend; nothing was added then
 */
export async function addFrom(file: string, { actor, rooms, policy, t }: Bench): Promise<Outcome<readonly Settlement[]>> {
  const { data = [], faults, lineOf } = readYaml(file, await bytesOf(file), settlementsFile);
  const drafts = data.map(({ poor_population, ...rest }): SettlementDraft => ({ ...rest, poorPopulation: poor_population }));
  const known = policy();
  const strange = drafts.flatMap((draft, index) =>
    strangersOf(draft, known).map(
      ({ path, code, id }): Fault => ({ file, line: lineOf([index, ...path]), code, params: { id } }),
    ),
  );
  const wrong = [...faults, ...strange].sort((a, b) => a.line - b.line);
  if (wrong.length > 0) throw new NotDoneError('invalid', wrong.map(fault => describeFault(fault, t)).join('\n'));

  const { settlements, guard, transact } = rooms.directory;
  const added: Settlement[] = [];
  const refusals: { readonly line: number; readonly refusal: Refusal }[] = [];
  try {
    await transact(async () => {
      for (const [index, draft] of drafts.entries()) {
        const outcome = await settlements.add(actor, draft);
        if (outcome.ok) added.push(outcome.value);
        else refusals.push({ line: lineOf([index, fieldOf(outcome.refusal)]), refusal: outcome.refusal });
      }
      const says = refusals.map(({ line, refusal }) => t('knowledge:fault.line', { file, line, what: whyRefused(refusal, t) }));
      if (refusals[0]) throw new NotDoneError(refusals[0].refusal.code, says.join('\n'));
    });
  } catch (error) {
    // What was recorded of them went with the settlements.
    for (const { refusal } of refusals)
      await guard.record(actor, { action: 'settlement.add', place: {}, reason: 'file' }, { ok: false, refusal });
    throw error;
  }
  return done(added);
}

/** @throws {UnreadableFileError} */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isFolder = cause instanceof Error && 'code' in cause && cause.code === 'EISDIR';
    throw new UnreadableFileError(isFolder ? 'not-a-file' : 'missing', { name: file }, { cause });
  }
}

/** Region and units that no document knows. */
function strangersOf({ region, desks }: SettlementDraft, { regions, units }: Policy) {
  const unknown = desks.flatMap(({ unit }, i) =>
    units.has(unit) ? [] : [{ path: ['desks', i, 'unit'], code: 'unknown-unit', id: unit }],
  );
  return regions.has(region) ? unknown : [{ path: ['region'], code: 'unknown-region', id: region }, ...unknown];
}

/** The file's name for the field that was refused. */
const fieldOf = ({ params }: Refusal): string =>
  params?.['field'] === 'poorPopulation' ? 'poor_population' : String(params?.['field']);
