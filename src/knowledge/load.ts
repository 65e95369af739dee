/**
 * Reads the folder `knowledge/` into memory. What is faulty is reported and left out; nothing is guessed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ClauseId,
  type DocumentId,
  parseClauseId,
  parseDocumentId,
  pathOf,
  type RegionId,
  type UnitId,
} from '../shared/ids.ts';
import { checkClause } from './check.ts';
import type { Fault } from './fault.ts';
import type { Clause, PolicyDocument, Region, Unit } from './model.ts';
import { clauseFile, documentFile, documentIdOfFile, regionsFile, unitsFile } from './schema.ts';
import { readYaml } from './yaml-file.ts';

/** The policy of all regions, as read. Clauses stand in printed order. */
export interface Policy {
  readonly regions: ReadonlyMap<RegionId, Region>;
  readonly documents: ReadonlyMap<DocumentId, PolicyDocument>;
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly clauses: ReadonlyMap<ClauseId, Clause>;
}

/** What was read, without what was faulty, and the faults. */
export interface Loaded<T> {
  readonly value: T;
  readonly faults: readonly Fault[];
}

/** The clauses of one region: all that its residents may be answered from. */
export const clausesOf = (policy: Policy, region: RegionId): Clause[] =>
  [...policy.clauses.values()].filter(clause => clause.document.region === region);

/** @throws where the folder itself cannot be read */
export function loadPolicy(folder: string): Loaded<Policy> {
  const faults: Fault[] = [];
  const regions = loadRegions(folder, faults);
  const documents = new Map<DocumentId, PolicyDocument>();
  for (const name of yamlFiles(folder, 'documents')) {
    const file = `documents/${name}`;
    const id = documentIdOfFile(file);
    const read = readYaml(file, readFileSync(join(folder, file)), documentFile);
    faults.push(...read.faults);
    if (!id) faults.push({ file, line: 1, code: 'bad-document-name', params: { name } });
    if (!id || !read.data) continue;
    if (!regions.has(read.data.region)) {
      faults.push({ file, line: read.lineOf(['region']), code: 'unknown-region', params: { id: read.data.region } });
      continue;
    }
    const { comments_until, refers_to, ...rest } = read.data;
    documents.set(id, { id, ...rest, commentsUntil: comments_until, refersTo: refers_to });
  }

  const units = loadUnits(folder, regions, faults);
  const clauses = new Map<ClauseId, Clause>();
  for (const documentName of foldersOf(folder, 'clauses')) {
    const document = documents.get(parseDocumentId(documentName) as DocumentId);
    if (!document) {
      faults.push({ file: `clauses/${documentName}`, line: 1, code: 'unknown-document', params: { name: documentName } });
      continue;
    }
    for (const clause of loadClauses(folder, document, units, faults)) clauses.set(clause.id, clause);
  }
  return { value: { regions, documents, units, clauses }, faults };
}

function loadRegions(folder: string, faults: Fault[]): Map<RegionId, Region> {
  const read = readYaml('regions.yaml', readFileSync(join(folder, 'regions.yaml')), regionsFile);
  faults.push(...read.faults);
  return new Map((read.data ?? []).map(region => [region.id, region]));
}

function loadUnits(folder: string, regions: ReadonlyMap<RegionId, Region>, faults: Fault[]): Map<UnitId, Unit> {
  const file = 'units.yaml';
  const read = readYaml(file, readFileSync(join(folder, file)), unitsFile);
  faults.push(...read.faults);
  const units = new Map<UnitId, Unit>();
  for (const [index, unit] of (read.data ?? []).entries()) {
    if (units.has(unit.id)) faults.push({ file, line: read.lineOf([index]), code: 'duplicate-id', params: { id: unit.id } });
    if (!regions.has(unit.id.slice(0, unit.id.indexOf('.')) as RegionId)) {
      faults.push({ file, line: read.lineOf([index]), code: 'unit-region', params: { id: unit.id } });
    }
    units.set(unit.id, unit);
  }
  return units;
}

function loadClauses(folder: string, document: PolicyDocument, units: ReadonlyMap<UnitId, Unit>, faults: Fault[]): Clause[] {
  const clauses: Clause[] = [];
  for (const name of yamlFiles(folder, `clauses/${document.id}`)) {
    const file = `clauses/${document.id}/${name}`;
    const id = parseClauseId(`${document.id}:${name.replace(/\.yaml$/, '')}`);
    if (!id) {
      faults.push({ file, line: 1, code: 'bad-clause-name', params: { name } });
      continue;
    }
    const read = readYaml(file, readFileSync(join(folder, file)), clauseFile);
    faults.push(...read.faults);
    if (!read.data) continue;
    const { leaves_open, ...rest } = read.data;
    const leavesOpen = leaves_open.map(({ decided_by, ...point }) => ({ ...point, decidedBy: decided_by }));
    const clause: Clause = { id, document, ...rest, leavesOpen };
    const wrong = checkClause(clause, units);
    faults.push(...wrong.map(({ path, code, params }) => ({ file, line: read.lineOf(path), code, params })));
    if (wrong.length > 0) continue;
    clauses.push(clause);
  }
  return clauses.sort((a, b) => comparePaths(a.id, b.id));
}

/** `2.10` comes after `2.9`. */
function comparePaths(a: ClauseId, b: ClauseId): number {
  const numbers = (id: ClauseId) => pathOf(id).split('.').map(Number);
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Names of the YAML files right below a folder of the knowledge, sorted. @throws where there is no such folder */
export const yamlFiles = (folder: string, below: string): string[] =>
  readdirSync(join(folder, below))
    .filter(name => name.endsWith('.yaml'))
    .sort();

/** Names of the folders right below a folder of the knowledge, sorted. @throws where there is no such folder */
export const foldersOf = (folder: string, below: string): string[] =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
