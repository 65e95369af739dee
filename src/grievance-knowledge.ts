/**
 * Reads what grievances go by: their kinds, the limits of their clocks, the units and clauses of each region, and what a report is about. What is
 * not needed at once is read when it is.
 */
import { folders } from './config.ts';
import { createMask, type Mask } from './conversation/mask.ts';
import { createPersonalReader } from './conversation/personal.ts';
import type { GrievanceParts, Kind } from './grievance/index.ts';
import type { Category } from './knowledge/categories.ts';
import { loadClocks } from './knowledge/clocks.ts';
import { type EarlySignFigures, loadEarlySigns } from './knowledge/early-signs.ts';
import { faultless } from './rules.ts';
import { once } from './shared/once.ts';
import { shipped } from './shipped.ts';

/** What grievances are told of policy and words. */
type Known = Pick<GrievanceParts, 'kindOf' | 'kinds' | 'hasUnit' | 'hasClause' | 'clocks' | 'suggest' | 'wordsOf'>;

/** A grievance is found by so many of its words. */
const MOST_WORDS = 200;

/** @throws {FaultyKnowledgeError} where something is first needed and faulty */
export function grievanceKnowledge(): Known & {
  readonly categories: () => ReadonlyMap<string, Category>;
  readonly earlySigns: () => EarlySignFigures;
  readonly mask: () => Mask;
} {
  const { policy, speech, chinese, suggest } = shipped;
  const categories: () => ReadonlyMap<string, Category> = shipped.categories;
  const kinds = once(() => new Map([...categories()].map(([id, category]) => [id, kindFrom(category)])));
  return {
    categories,
    earlySigns: once(() => faultless(loadEarlySigns(folders.knowledge, policy())) as EarlySignFigures),
    mask: once(() => createMask(createPersonalReader(speech().personal), speech().personal)),
    kinds: () => [...kinds().values()],
    kindOf: id => kinds().get(id),
    hasUnit: (unit, region) => policy().units.has(unit) && unit.startsWith(`${region}.`),
    hasClause: (clause, region) => policy().clauses.get(clause)?.document.region === region,
    clocks: once(() => faultless(loadClocks(folders.knowledge, policy()))),
    suggest: text => suggest()(text),
    wordsOf(text) {
      const words = chinese()
        .read(text)
        .words.map(word => word.toLowerCase())
        .filter(word => !/\d/.test(word));
      return [...new Set(words)].slice(0, MOST_WORDS);
    },
  };
}

const kindFrom = ({ id, clock, safety, shared, callback, keepDays, units }: Category): Kind => ({
  id,
  clock,
  isSafety: safety,
  isShared: shared,
  callShare: callback,
  keepDays,
  unitIn: region => units.get(region),
});
