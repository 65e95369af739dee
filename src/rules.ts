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
  const { value: policy, faults: policyFaults } = loadPolicy(folder);
  const { value: schemes, faults: schemeFaults } = loadSchemes(folder, policy);
  const today = dayAt(clock.now());
  const caseFaults = [...schemes.schemes.values()].flatMap(scheme =>
    checkCases(scheme, today).map(({ case: index, code, params }): Fault => {
      const file = schemePath(scheme.id, 'cases');
      const { lineOf } = readYaml(file, readFileSync(join(folder, file)), casesFile);
      return { file, line: index === undefined ? 1 : lineOf([index]), code, params };
    }),
  );
  return { value: { policy, ...schemes }, faults: [...policyFaults, ...schemeFaults, ...caseFaults] };
}

/**
 * The same where nothing may be wrong.
 * @throws {FaultyKnowledgeError}
 */
export function loadRules(folder: string): Rules {
  const { value, faults } = readRules(folder);
  if (faults.length > 0) throw new FaultyKnowledgeError(faults);
  return value;
}
