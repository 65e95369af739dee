/**
 * Holds the whole knowledge base against a folder of official texts, `<document>.txt` each.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClauseId, pathOf } from '../../shared/ids.ts';
import type { PlacedFault } from '../check.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../load.ts';
import type { Clause, PolicyDocument } from '../model.ts';
import { clauseFile } from '../schema.ts';
import type { Schemes } from '../schemes/model.ts';
import { readYaml } from '../yaml-file.ts';
import { checkSchemes } from './check-schemes.ts';
import { differences } from './compare.ts';
import { copiedWording, runsOfText } from './copied.ts';
import { importLines } from './index.ts';
import type { Import } from './model.ts';
import type { PrintedForms } from './printed-forms.ts';
import { readFile } from './read-file.ts';
import { unitFinder } from './unit-names.ts';
import { UnreadableFileError } from './unreadable.ts';

/**
 * Every clause stands on both sides, with the same label, heading and units; every figure stands in its clause; no wording was copied.
 * @param folder the folder `knowledge/`, for the lines of faults
 * @param originals the folder of the official texts
 */
export async function checkOriginals(
  { policy, schemes }: { readonly policy: Policy; readonly schemes: Schemes['schemes'] },
  forms: PrintedForms,
  folder: string,
  originals: string,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const read: Import[] = [];
  for (const document of policy.documents.values()) {
    const name = `${document.id}.txt`;
    const file = `documents/${document.id}.yaml`;
    if (!existsSync(join(originals, name))) {
      faults.push({ file, line: 1, code: 'original-missing', params: { name } });
      continue;
    }
    try {
      const official = importLines(document.id, await readFile(join(originals, name)), forms);
      faults.push(...checkDocument(policy, document, official, folder));
      read.push(official);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      faults.push({ file, line: 1, code: 'original-unreadable', params: { name } });
    }
  }
  return [...faults, ...checkSchemes(schemes, read, folder)];
}

function checkDocument(policy: Policy, document: PolicyDocument, official: Import, folder: string): Fault[] {
  const findUnit = unitFinder(policy.units, document.region);
  const runs = runsOfText(official);
  const printed = new Map(official.clauses.map(clause => [`${document.id}:${clause.path}` as ClauseId, clause]));
  const ours = [...policy.clauses.values()].filter(clause => clause.document.id === document.id);
  const held = ours.flatMap(clause => {
    const original = printed.get(clause.id);
    const found: PlacedFault[] = original
      ? differences(clause, original, findUnit)
      : [{ path: [], code: 'clause-not-in-original', params: { id: clause.id } }];
    return placed([...found, ...copiedWording(clause, runs)], clause, folder);
  });
  const lacking = official.clauses.flatMap(({ path, label, heading }) => {
    const file = fileOf(document.id, path);
    // A file that is there but was not read has faults of its own.
    if (existsSync(join(folder, file))) return [];
    return [{ file, line: 1, code: 'clause-not-held', params: { label, heading } }];
  });
  return [...held, ...lacking];
}

const fileOf = (document: string, path: string): string => `clauses/${document}/${path}.yaml`;

function placed(faults: readonly PlacedFault[], { id, document }: Clause, folder: string): Fault[] {
  if (faults.length === 0) return [];
  const file = fileOf(document.id, pathOf(id));
  const { lineOf } = readYaml(file, readFileSync(join(folder, file), 'utf8'), clauseFile);
  return faults.map(({ path, code, params }) => ({ file, line: lineOf(path), code, params }));
}
