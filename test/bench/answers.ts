/**
 * `npm run bench:answers`: finding the clause beside fuse.js alone and minisearch with bigrams, over the same texts, in one run; then ten
 * thousand generated clauses; then a thousand clauses loaded and checked from YAML.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { stringify } from 'yaml';
import { createAssistant } from '../../src/assistant.ts';
import { folders } from '../../src/config.ts';
import { clausesOf, loadPolicy } from '../../src/knowledge/load.ts';
import type { Clause } from '../../src/knowledge/model.ts';
import { createRanker } from '../../src/knowledge/search/ranker.ts';
import { asksOf, targetsOf, wordingOf } from '../../src/knowledge/search/target.ts';
import { createChinese } from '../../src/language/chinese.ts';
import type { ClauseId } from '../../src/shared/ids.ts';
import { labelledMessages } from '../eval/labelled.ts';
import { memory, shown, time } from './measure.ts';

const { policy, speech, finder } = createAssistant();
const chinese = createChinese(speech.lexicon);
const questions = labelledMessages().filter(({ action }) => action === 'answer');

type Find = (region: string, text: string) => string | undefined;

const texts = [...policy.clauses.values()].map(clause => ({
  id: clause.id,
  region: clause.document.region as string,
  text: targetsOf(clause)
    .filter(({ kind }) => kind === 'provision')
    .flatMap(target => [...wordingOf(target), ...asksOf(target)])
    .join('\n'),
}));
const regions = [...policy.regions.keys()];

const bigrams = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}]+/u).flatMap(run => [...run].slice(0, -1).map((c, i) => c + [...run][i + 1]));
const fuses = new Map(
  regions.map(region => [
    region as string,
    new Fuse(
      texts.filter(text => text.region === region),
      { keys: ['text'], ignoreLocation: true, threshold: 0.8 },
    ),
  ]),
);
const minis = new Map<string, MiniSearch>(
  regions.map(region => {
    const mini = new MiniSearch({ fields: ['text'], tokenize: bigrams });
    mini.addAll(texts.filter(text => text.region === region));
    return [region, mini] as const;
  }),
);
const finders: Record<string, Find> = {
  anjia: (region, text) => {
    const { ranked } = finder.find(regions.find(id => id === region)!, chinese.read(text));
    return ranked.find(({ target }) => target.kind === 'provision')?.target.clause.id;
  },
  'fuse.js': (region, text) => fuses.get(region)?.search(text, { limit: 1 })[0]?.item.id,
  minisearch: (region, text) => minis.get(region)?.search(text)[0]?.id as string | undefined,
};

console.log(`${questions.length} questions, ${texts.length} clauses, the right clause first:`);
for (const [name, find] of Object.entries(finders)) {
  const right = questions.filter(({ region, text, clauses }) => clauses.includes(find(region, text) ?? '')).length;
  const timing = time(questions, ({ region, text }) => find(region, text));
  console.log(`  ${name.padEnd(10)} ${((100 * right) / questions.length).toFixed(1)}%  ${shown(timing)}`);
}

const GENERATED = 10_000;
const before = memory();
const real = clausesOf(policy, regions[0]!);
const vocabulary = [...new Set(texts.flatMap(({ text }) => chinese.read(text.slice(0, 2000)).words))];
let state = 1;
const pick = (): string => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return vocabulary[state % vocabulary.length]!;
};
const sentence = (words: number) => Array.from({ length: words }, pick).join('');
const generated = Array.from({ length: GENERATED }, (_, n): Clause => {
  const model = real[n % real.length]!;
  const provision = {
    ...model.provisions[0]!,
    terms: [sentence(1)],
    says: { zh: sentence(25) },
    more: undefined,
    asks: [sentence(5), sentence(6), sentence(4)],
  };
  return { ...model, id: `guangxi:${n + 1}` as ClauseId, heading: sentence(4), provisions: [provision], leavesOpen: [] };
});
const ranker = createRanker(generated.flatMap(targetsOf), chinese);
const timing = time(questions, ({ text }) => ranker.rank(chinese.read(text)));
console.log(`${GENERATED} clauses generated in memory: ${shown(timing)} a question, ${(memory() - before).toFixed(0)} MiB`);

const folder = mkdtempSync(join(tmpdir(), 'anjia-bench-'));
for (const name of ['documents', 'clauses/guizhou']) mkdirSync(join(folder, name), { recursive: true });
for (const name of ['units.yaml', 'regions.yaml', 'documents/guizhou.yaml']) {
  writeFileSync(join(folder, name), readFileSync(join(folders.knowledge, name)));
}
const models = clausesOf(policy, regions.find(id => id === 'guizhou')!);
for (let n = 0; n < 1000; n++) {
  const { label, heading, lead, supporting, provisions } = models[n % models.length]!;
  writeFileSync(join(folder, `clauses/guizhou/${n + 1}.yaml`), stringify({ label, heading, lead, supporting, provisions }));
}
const start = performance.now();
const { value, faults } = loadPolicy(folder);
console.log(
  `${value.clauses.size} clauses loaded and checked from YAML: ${(performance.now() - start).toFixed(0)} ms, ${faults.length} faults`,
);
rmSync(folder, { recursive: true });
