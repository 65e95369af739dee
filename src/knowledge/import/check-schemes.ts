/**
 * Holds facts and schemes against the official texts: every figure and period stands in its clause, and no wording was copied.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../fault.ts';
import { type SchemeFileName, schemePath } from '../schemes/files.ts';
import type { Scheme, Schemes } from '../schemes/model.ts';
import { parametersFile, schemeFile } from '../schemes/schema.ts';
import { readYaml } from '../yaml-file.ts';
import { printedIn, yearsOf } from './compare.ts';
import { copiesIn, runsOfText } from './copied.ts';
import type { Import } from './model.ts';

/** @param folder the folder `knowledge/` */
export function checkSchemes(schemes: Schemes['schemes'], official: readonly Import[], folder: string): Fault[] {
  const clauses = new Map(
    official.flatMap(({ document, clauses }) => clauses.map(({ path, text }) => [`${document}:${path}`, text])),
  );
  const runs = new Set(official.flatMap(one => [...runsOfText(one)]));
  return [
    ...[...schemes.values()].flatMap(scheme => checkFigures(scheme, clauses, folder)),
    ...wordedFiles(folder).flatMap(file => copiedIn(file, runs, folder)),
  ];
}

function checkFigures({ id, clause, period, parameters }: Scheme, clauses: ReadonlyMap<string, string>, folder: string): Fault[] {
  // A document whose text is not there has a fault of its own.
  const textOf = (clauseId: string) => {
    const text = clauses.get(clauseId);
    return text === undefined ? () => [] : printedIn(text, id);
  };
  const figures = [...parameters.values()].flatMap(parameter =>
    parameter.values.flatMap((figure, i) =>
      textOf(parameter.clause)(figure, [figure.written], [parameter.id, 'values', i, 'words']),
    ),
  );
  const periods = period ? textOf(clause.id)(period, yearsOf(period), ['period', 'words']) : [];
  const placed = (faults: typeof figures, name: SchemeFileName, schema: z.ZodType) => {
    if (faults.length === 0) return [];
    const file = schemePath(id, name);
    const { lineOf } = readYaml(file, readFileSync(join(folder, file)), schema);
    return faults.map(({ path, code, params }) => ({ file, line: lineOf(path), code, params }));
  };
  return [...placed(figures, 'parameters', parametersFile), ...placed(periods, 'scheme', schemeFile)];
}

/** Every file whose wording is ours, below the folder `knowledge/`. */
function wordedFiles(folder: string): string[] {
  return ['facts', 'schemes'].flatMap(below =>
    existsSync(join(folder, below))
      ? readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
          .filter(name => name.endsWith('.yaml'))
          .sort()
          .map(name => `${below}/${name.replaceAll('\\', '/')}`)
      : [],
  );
}

function copiedIn(file: string, runs: ReadonlySet<string>, folder: string): Fault[] {
  const { data, lineOf } = readYaml(file, readFileSync(join(folder, file)), z.unknown());
  return textsIn(data).flatMap(({ path, text }) =>
    copiesIn(text, runs).map(words => ({ file, line: lineOf(path), code: 'copied', params: { words } })),
  );
}

/** Every text in a YAML value, with its path. */
function textsIn(value: unknown, path: readonly PropertyKey[] = []): { path: readonly PropertyKey[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}
