/**
 * `npm run eval:interview`: how many questions the interview asks. For each scheme beside the best that any way of asking could do, for each
 * screening beside the best of many fixed orders that pass over what cannot matter any more. Schemes that share no fact do not touch each
 * other's questions, so a screening is measured part by part, which leaves so few kinds of people that each can be asked.
 */
import { folders } from '../../src/config.ts';
import type { Scheme } from '../../src/knowledge/schemes/model.ts';
import { loadRules } from '../../src/rules.ts';
import { dayAt } from '../../src/shared/calendar.ts';
import { dayOf } from '../eligibility/any-facts.ts';
import { isLapsed } from '../eligibility/brute-force.ts';
import { fixedOrder, interview, leastQuestions, mean, meanQuestions, partsOf, peopleFor } from '../eligibility/interviews.ts';
import { createRandom } from '../support/random.ts';

/** A scheme's interview may take this many times the questions of the best. */
const MOST = 1.1;
/** As many people are drawn where there are too many kinds. */
const PEOPLE = 300;
const ORDERS = 1000;

const all = [...loadRules(folders.knowledge).schemes.values()];
const today = dayAt(new Date());
const random = createRandom(1);
const line = (name: string, ours: number, best: number): string =>
  `${name.padEnd(36)} ${ours.toFixed(3)} questions  best ${best.toFixed(3)}  ratio ${(ours / best).toFixed(3)}`;

const tooMany: string[] = [];
for (const scheme of all) {
  const on = isLapsed(scheme, today) ? dayOf(scheme) : today;
  const [ours, best] = [meanQuestions(scheme, on), leastQuestions(scheme, on)];
  console.log(line(scheme.id, ours, best));
  if (ours > MOST * best) tooMany.push(scheme.id);
}

for (const region of new Set(all.map(scheme => scheme.region))) {
  const inRegion = all.filter(scheme => scheme.region === region && !isLapsed(scheme, today));
  const screenings = {
    people: inRegion.filter(scheme => scheme.for !== 'settlement'),
    settlements: inRegion.filter(scheme => scheme.for === 'settlement'),
  };
  for (const [about, schemes] of Object.entries(screenings)) {
    if (schemes.length === 0) continue;
    const name = `${region}, ${about} (${schemes.length})`;
    const parts = partsOf(schemes).map(screening);
    const ours = parts.reduce((sum, part) => sum + part.ours, 0);
    const best = parts.reduce((sum, part) => sum + part.best, 0);
    console.log(line(name, ours, best));
    if (ours > best + 1e-9) tooMany.push(name);
  }
}

if (tooMany.length > 0) {
  console.log(`more questions than allowed: ${tooMany.join(', ')}`);
  process.exitCode = 1;
}

/** The mean number of questions of the interview, and that of the best fixed order for these same people. */
function screening(schemes: readonly Scheme[]): { readonly ours: number; readonly best: number } {
  const truths = peopleFor(schemes, today, PEOPLE, random);
  const facts = [...truths[0]!.keys()];
  const people = truths.map(truth => fixedOrder(schemes, truth, today));
  const orders = Array.from({ length: ORDERS }, () => random.shuffled(facts));
  return {
    ours: mean(truths.map(truth => interview(schemes, truth, today).questions.length)),
    best: Math.min(...orders.map(order => mean(people.map(questions => questions(order))))),
  };
}
