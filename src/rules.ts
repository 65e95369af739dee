/**
 * Reads what is decided by rules: the policy of all regions and their schemes, held against their cases.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCases } from './eligibility/index.ts';
import { type Fault, FaultyKnowledgeError } from './knowledge/fault.ts';
import { type Loaded, loadPolicy, type Policy } from './knowledge/load.ts';
import { schemePath } from './knowledge/schemes/files.ts';
import { loadSchemes } from './knowledge/schemes/load.ts';
import type { Schemes } from './knowledge/schemes/model.ts';
import { casesFile } from './knowledge/schemes/schema.ts';
import { readYaml } from './knowledge/yaml-file.ts';
import { dayAt } from './shared/calendar.ts';
import { type Clock, systemClock } from './shared/clock.ts';

/** Policy and schemes together. */
export interface Rules extends Schemes {
  readonly policy: Policy;
}

/**
 * @param folder the folder `knowledge/`
 * @throws where it cannot be read
 */
export function readRules(folder: string, clock: Clock = systemClock): Loaded<Rules> {
  const { value: policy, faults } = loadPolicy(folder);
  const schemes = readSchemes(folder, policy, clock);
  return { value: { policy, ...schemes.value }, faults: [...faults, ...schemes.faults] };
}

/** The schemes that rest on a policy, held against their cases. @throws where the folder cannot be read */
export function readSchemes(folder: string, policy: Policy, clock: Clock = systemClock): Loaded<Schemes> {
  const { value, faults } = loadSchemes(folder, policy);
  const today = dayAt(clock.now());
  const ofCases = [...value.schemes.values()].flatMap(scheme =>
    checkCases(scheme, today).map(({ case: index, code, params }): Fault => {
      const file = schemePath(scheme.id, 'cases');
      const { lineOf } = readYaml(file, readFileSync(join(folder, file)), casesFile);
      return { file, line: index === undefined ? 1 : lineOf([index]), code, params };
    }),
  );
  return { value, faults: [...faults, ...ofCases] };
}

/**
 * The same where nothing may be wrong.
 * @throws {FaultyKnowledgeError}
 */
export const loadRules = (folder: string): Rules => faultless(readRules(folder));

/** @throws {FaultyKnowledgeError} */
export function faultless<T>({ value, faults }: Loaded<T>): T {
  if (faults.length > 0) throw new FaultyKnowledgeError(faults);
  return value;
}
