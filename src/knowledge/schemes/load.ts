/**
 * Reads `knowledge/facts/` and `knowledge/schemes/`. What is faulty is reported and left out; nothing is guessed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type FactId, parseFactId, parseRegionId, parseSchemeId, type SchemeId } from '../../shared/ids.ts';
import type { PlacedFault } from '../check.ts';
import type { Fault } from '../fault.ts';
import { foldersOf, type Loaded, type Policy, yamlFiles } from '../load.ts';
import { readYaml, type YamlFile } from '../yaml-file.ts';
import { checkFact, checkNames, checkScheme, type Known, type Placed } from './check.ts';
import { type SchemeFileName, schemePath } from './files.ts';
import type { Case, Condition, DatedFigure, Fact, FactValue, Parameter, Relation, Scheme, Schemes, Test } from './model.ts';
import { RELATIONS } from './model.ts';
import { casesFile, factFile, parametersFile, promisesFile, rulesFile, schemeFile } from './schema.ts';
import { numberOf, valueWritten } from './value.ts';

/**
 * @param policy the clauses that schemes refer to, without faults
 * @throws where a folder cannot be read
 */
export function loadSchemes(folder: string, policy: Policy): Loaded<Schemes> {
  const faults: Fault[] = [];
  const facts = loadFacts(folder, faults);
  // A fact whose own file is faulty is reported there, and not again wherever it is named.
  const broken = new Set(faults.map(({ file }) => file));
  const promises = loadPromises(folder, faults);
  const schemes = new Map<SchemeId, Scheme>();
  for (const regionName of foldersOf(folder, 'schemes')) {
    const region = parseRegionId(regionName);
    if (!region || !policy.regions.has(region)) {
      faults.push({ file: `schemes/${regionName}`, line: 1, code: 'unknown-region', params: { id: regionName } });
      continue;
    }
    const inRegion = foldersOf(folder, `schemes/${regionName}`).flatMap(name => {
      const id = parseSchemeId(`${region}.${name}`);
      if (id) return loadScheme(folder, id, policy, { facts, broken, promises }, faults) ?? [];
      faults.push({ file: `schemes/${regionName}/${name}`, line: 1, code: 'bad-scheme-name', params: { name } });
      return [];
    });
    for (const { scheme } of inRegion) schemes.set(scheme.id, scheme);
    const named = checkNames(inRegion.map(({ scheme }) => scheme));
    faults.push(
      ...named.map(({ scheme, path, code, params }) => {
        const lineOf = inRegion.find(one => one.scheme === scheme)?.files.scheme.lineOf;
        return { file: schemePath(scheme.id, 'scheme'), line: lineOf?.(path) ?? 1, code, params };
      }),
    );
  }
  return { value: { facts, schemes }, faults };
}

function loadPromises(folder: string, faults: Fault[]): readonly RegExp[] {
  const file = 'language/promises.yaml';
  const read = readYaml(file, readFileSync(join(folder, file)), promisesFile);
  faults.push(...read.faults);
  return read.data ?? [];
}

function loadFacts(folder: string, faults: Fault[]): Map<FactId, Fact> {
  const facts = new Map<FactId, Fact>();
  faults.push(...unread(folder, 'facts', yamlFiles(folder, 'facts')));
  for (const name of yamlFiles(folder, 'facts')) {
    const file = `facts/${name}`;
    const id = parseFactId(name.replace(/\.yaml$/, ''));
    const read = readYaml(file, readFileSync(join(folder, file)), factFile);
    faults.push(...read.faults);
    if (!id) faults.push({ file, line: 1, code: 'bad-fact-name', params: { name } });
    if (!id || !read.data) continue;
    const fact = factOf(id, read.data);
    faults.push(...checkFact(fact).map(({ path, code, params }) => ({ file, line: read.lineOf(path), code, params })));
    facts.set(id, fact);
  }
  return facts;
}

function factOf(id: FactId, data: z.output<typeof factFile>): Fact {
  const { means, about, asks, help, changes } = data;
  const base = { id, means, about, asks, help, changes };
  switch (data.type) {
    case 'boolean': {
      const { yes, no } = data.values;
      return {
        ...base,
        type: data.type,
        options: [
          { value: true, ...yes },
          { value: false, ...no },
        ],
        yes: true,
        no: false,
      };
    }
    case 'enum':
      return {
        ...base,
        type: data.type,
        options: Object.entries(data.values).map(([value, option]) => ({ value, ...option })),
        yes: data.yes,
        no: data.no,
      };
    case 'integer': {
      const { type, min, max, unit, units, heard, since } = data;
      return { ...base, type, min, max, unit, units: new Map(Object.entries(units)), heard, since };
    }
    case 'number': {
      const { type, min, max, unit } = data;
      return { ...base, type, min, max, unit, units: new Map(), heard: [], since: false };
    }
  }
}

interface SchemeFiles {
  readonly scheme: YamlFile<z.output<typeof schemeFile>>;
  readonly parameters: YamlFile<z.output<typeof parametersFile>>;
  readonly rules: YamlFile<z.output<typeof rulesFile>>;
  readonly cases: YamlFile<z.output<typeof casesFile>>;
}

/** The facts that can be used, and the files of those that cannot. */
interface Held extends Known {
  readonly broken: ReadonlySet<string>;
}

function loadScheme(folder: string, id: SchemeId, policy: Policy, held: Held, faults: Fault[]) {
  const read = <T>(name: SchemeFileName, schema: z.ZodType<T>): YamlFile<T> => {
    const file = schemePath(id, name);
    // A scheme without figures has no parameters.
    if (name === 'parameters' && !existsSync(join(folder, file))) return readYaml(file, '{}', schema);
    if (!existsSync(join(folder, file)))
      return { faults: [{ file, line: 1, code: 'file-missing', params: {} }], lineOf: () => 1 };
    return readYaml(file, readFileSync(join(folder, file)), schema);
  };
  const files: SchemeFiles = {
    scheme: read('scheme', schemeFile),
    parameters: read('parameters', parametersFile),
    rules: read('rules', rulesFile),
    cases: read('cases', casesFile),
  };
  faults.push(...Object.values(files).flatMap(file => file.faults));
  faults.push(
    ...unread(
      folder,
      `schemes/${id.replace('.', '/')}`,
      Object.keys(files).map(name => `${name}.yaml`),
    ),
  );
  const built = build(id, files, policy, held);
  if (!built) return undefined;
  const found = [...built.faults, ...(built.scheme ? checkScheme(built.scheme, policy, held) : [])];
  faults.push(
    ...found.map(({ file, path, code, params }) => ({
      file: schemePath(id, file),
      line: files[file].lineOf(path),
      code,
      params,
    })),
  );
  return built.scheme && found.length === 0 ? { scheme: built.scheme, files } : undefined;
}

/** Joins the files; what they name and is not there is a fault, and then there is no scheme. */
function build(
  id: SchemeId,
  { scheme, parameters, rules, cases }: SchemeFiles,
  policy: Policy,
  { facts: allFacts, broken }: Held,
) {
  if (!scheme.data || !parameters.data || !rules.data || !cases.data) return undefined;
  const faults: Placed[] = [];
  let isWhole = true;
  const fault = (file: SchemeFileName, path: PlacedFault['path'], code: string, params: Fault['params']) => {
    isWhole = false;
    if (code === 'unknown-fact' && broken.has(`facts/${params['id']}.yaml`)) return;
    faults.push({ file, path, code, params });
  };
  const { clause: clauseId, no_obstacle, offered_with, ...about } = scheme.data;
  const clause = policy.clauses.get(clauseId);
  if (!clause) fault('scheme', ['clause'], 'unknown-clause', { id: clauseId });

  const facts = new Map(allFacts);
  for (const [factId, values] of Object.entries(rules.data.takes) as [FactId, string[]][]) {
    const fact = allFacts.get(factId);
    const isTested = Object.values(rules.data.conditions).some(condition => condition.fact === factId);
    if (!fact) fault('rules', ['takes', factId], 'unknown-fact', { id: factId });
    else if (!isTested) fault('rules', ['takes', factId], 'unused', { name: factId });
    else if ('options' in fact) {
      const taken = values.map(written => ({ written, value: valueWritten(fact, written) }));
      for (const { written, value } of taken) {
        if (value === undefined) fault('rules', ['takes', factId], 'not-a-value', { value: written, fact: factId });
      }
      facts.set(factId, { ...fact, options: fact.options.filter(option => taken.some(({ value }) => value === option.value)) });
    } else fault('rules', ['takes', factId], 'takes-number', { id: factId });
  }
  const conditions = new Map<string, Condition>();
  for (const [name, { fact: factId, is, meets, ...rest }] of Object.entries(rules.data.conditions)) {
    const fact = facts.get(factId);
    if (!fact) {
      fault('rules', ['conditions', name, 'fact'], 'unknown-fact', { id: factId });
      continue;
    }
    const values = (is === undefined ? [] : [is].flat()).flatMap(written => {
      const value = valueWritten(fact, written);
      if (value === undefined) fault('rules', ['conditions', name, 'is'], 'not-a-value', { value: written, fact: factId });
      return value ?? [];
    });
    const test: Test = meets === undefined ? { kind: 'is', values } : { kind: 'meets', parameter: meets };
    conditions.set(name, { id: name, fact, test, ...rest });
  }
  const written = cases.data.map((one, i): Case => {
    const given = Object.entries(one.facts).flatMap(([name, value]): [FactId, FactValue][] => {
      const fact = facts.get(name as FactId);
      const known = fact && valueWritten(fact, value);
      if (known === undefined)
        fault('cases', [i, 'facts', name], fact ? 'not-a-value' : 'unknown-fact', { value, fact: name, id: name });
      return known === undefined ? [] : [[name as FactId, known]];
    });
    return { sentence: one.case, on: one.on, facts: new Map(given), expect: one.expect };
  });
  if (!isWhole || !clause) return { faults };

  const built: Scheme = {
    id,
    region: clause.document.region,
    ...about,
    clause,
    noObstacle: no_obstacle,
    offeredWith: offered_with,
    parameters: new Map(Object.entries(parameters.data).map(([name, data]) => [name, parameterOf(name, data)])),
    conditions,
    requires: rules.data.requires,
    determinations: rules.data.determinations.map(({ decided_by, ...rest }) => ({ ...rest, decidedBy: decided_by })),
    otherwise: rules.data.otherwise,
    cases: written,
    facts: [...new Map([...conditions.values()].map(({ fact }) => [fact.id, fact])).values()],
  };
  return { scheme: built, faults };
}

function parameterOf(id: string, { unit, clause, values }: z.output<typeof parametersFile>[string]): Parameter {
  const dated = values.map(({ from, to, value, words, derived, called, ...bounds }): DatedFigure => {
    const relation = RELATIONS.find((name): name is Relation => bounds[name] !== undefined);
    const amount = (relation ? bounds[relation] : value) ?? 0;
    return {
      from: from === 'unstated' ? undefined : from,
      to,
      relation: relation ?? 'is',
      amount: numberOf(amount),
      written: String(amount),
      called: called ?? { zh: String(amount), en: String(amount) },
      words,
      derived,
    };
  });
  return { id, unit, clause, values: dated };
}

/** What lies in a folder and is not read: a slip in a name would else pass without a word. */
function unread(folder: string, below: string, read: readonly string[]): Fault[] {
  return readdirSync(join(folder, below))
    .filter(name => !name.startsWith('.') && !read.includes(name))
    .sort()
    .map(name => ({ file: `${below}/${name}`, line: 1, code: 'unread-file', params: { name, allowed: read.join(' ') } }));
}
