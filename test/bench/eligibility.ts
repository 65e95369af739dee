/**
 * `npm run bench:eligibility`: decisions a second on one core beside json-rules-engine, over the same facts, in one run; then 300 schemes
 * loaded and checked from YAML.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from 'json-rules-engine';
import { parse, stringify } from 'yaml';
import { folders } from '../../src/config.ts';
import { decide } from '../../src/eligibility/index.ts';
import type { SchemeFileName } from '../../src/knowledge/schemes/files.ts';
import { schemePath } from '../../src/knowledge/schemes/files.ts';
import { loadRules, readRules } from '../../src/rules.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import { parseSchemeId, type SchemeId } from '../../src/shared/ids.ts';
import { completeFacts } from '../eligibility/any-facts.ts';
import { createRandom } from '../support/random.ts';

const PEOPLE = 10_000;
const ROUNDS = 11;
const SCHEMES = 300;

const { schemes } = loadRules(folders.knowledge);
const scheme = schemes.get(parseSchemeId('guangxi.temporary-dibao')!)!;
const today = dayAt(new Date());
const { pick } = createRandom(1);
const kinds = completeFacts(scheme, today);
const people = Array.from({ length: PEOPLE }, () => pick(kinds));
const asObjects = people.map(facts => Object.fromEntries(facts));

const engine = new Engine([
  {
    conditions: {
      all: [
        { fact: 'relocated', operator: 'equal', value: true },
        { fact: 'employment', operator: 'equal', value: 'none' },
        { fact: 'has_industry_support', operator: 'equal', value: false },
        { fact: 'livelihood_difficulty', operator: 'equal', value: true },
        { fact: 'assets_within_limit', operator: 'equal', value: true },
      ],
    },
    event: { type: 'six-months' },
  },
]);

const ours = (): (string | undefined)[] => people.map(facts => decide(scheme, facts, today).determination?.id);
async function theirs(): Promise<(string | undefined)[]> {
  const results: (string | undefined)[] = [];
  for (const facts of asObjects) results.push((await engine.run(facts)).events[0]?.type);
  return results;
}

const rounds: { readonly ours: number; readonly theirs: number }[] = [];
for (let round = -1; round < ROUNDS; round++) {
  const start = performance.now();
  const mine = ours();
  const between = performance.now();
  const other = await theirs();
  const end = performance.now();
  const differs = mine.findIndex((result, i) => result !== other[i]);
  if (differs >= 0) throw new Error(`not the same result for ${JSON.stringify(asObjects[differs])}`);
  // The first round only warms up.
  if (round >= 0) rounds.push({ ours: PEOPLE / (between - start), theirs: PEOPLE / (end - between) });
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const aSecond = (perMs: number) => `${Math.round(perMs * 1000).toLocaleString('en')} decisions a second`;
console.log(`${scheme.id}, ${PEOPLE} people, the same results, median of ${ROUNDS} rounds:`);
console.log(`  anjia              ${aSecond(median(rounds.map(round => round.ours)))}`);
console.log(`  json-rules-engine  ${aSecond(median(rounds.map(round => round.theirs)))}`);
console.log(`  ratio              ${median(rounds.map(round => round.ours / round.theirs)).toFixed(1)}`);

const folder = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
cpSync(folders.knowledge, folder, { recursive: true });
const ids = [...schemes.keys()];
for (let n = ids.length; n < SCHEMES; n++) copy(ids[n % ids.length]!, 'abcdefghijklmnopqrstuvwxyz'[Math.floor(n / ids.length)]!);
const start = performance.now();
const { value, faults } = readRules(folder);
console.log(
  `${value.schemes.size} schemes loaded and checked from YAML, with all clauses: ${(performance.now() - start).toFixed(0)} ms, ${faults.length} faults`,
);
rmSync(folder, { recursive: true });

/** The same scheme under another name. */
function copy(id: SchemeId, letter: string): void {
  const at = (one: SchemeId, file: SchemeFileName) => join(folder, schemePath(one, file));
  const twin = parseSchemeId(`${id}-${letter}`)!;
  cpSync(join(at(id, 'scheme'), '..'), join(at(twin, 'scheme'), '..'), { recursive: true });
  const data = parse(readFileSync(at(id, 'scheme'), 'utf8')) as { called: string[] };
  writeFileSync(at(twin, 'scheme'), stringify({ ...data, called: data.called.map(name => `${name} ${letter}`) }));
}
