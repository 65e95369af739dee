/**
 * Finds what the documents of one region say to a message, and how sure that is. Other regions' documents are never ranked for an answer;
 * their names for things are known only to recognise a question that belongs elsewhere.
 */
import type { Chinese, Reading } from '../../language/chinese.ts';
import type { RegionId } from '../../shared/ids.ts';
import type { Policy } from '../load.ts';
import { clausesOf } from '../load.ts';
import { type Evidence, evidenceOf, sureness } from './confidence.ts';
import { createRanker, type Ranked, type Ranker } from './ranker.ts';
import { asksOf, type Target, targetsOf, wordingOf } from './target.ts';

/** What was found for one message. */
export interface Finding {
  /** Best first; empty where nothing fits at all. */
  readonly ranked: readonly Ranked[];
  /** What the sureness rests on. */
  readonly evidence: Evidence;
  /** Measured probability that the first of `ranked` answers the message. */
  readonly sure: number;
  /** A name in the message that only another region's documents know. */
  readonly elsewhere?: { readonly region: RegionId; readonly term: string } | undefined;
}

/** What is known besides the message. */
export interface Hints {
  /** Clauses that the conversation is about: among near equals they come first. */
  readonly near?: readonly string[] | undefined;
  /** How likely the message speaks of what no document touches, from 0 to 1. */
  readonly offTopic?: number | undefined;
}

/** Finds in the documents of one region at a time. */
export interface Finder {
  find(region: RegionId, reading: Reading, hints?: Hints): Finding;
  /** The ask of a ranked target that is most like the message, and how like. */
  closest(region: RegionId, reading: Reading, ranked: Ranked): ReturnType<Ranker['closest']>;
  /** What of the message a ranked target matched. */
  matched(region: RegionId, reading: Reading, ranked: Ranked): { readonly feature: string; readonly weight: number }[];
}

/** Each region is read when it is first asked about. */
export function createFinder(policy: Policy, chinese: Chinese): Finder {
  const rankers = new Map<RegionId, Ranker>();
  const rankerOf = (region: RegionId): Ranker => {
    let ranker = rankers.get(region);
    if (!ranker) {
      ranker = createRanker(clausesOf(policy, region).flatMap(targetsOf), chinese);
      rankers.set(region, ranker);
    }
    return ranker;
  };
  const foreign = new Map<RegionId, ForeignTerm[]>();
  const foreignTo = (region: RegionId): ForeignTerm[] => {
    const terms = foreign.get(region) ?? foreignTerms(policy, region, chinese);
    foreign.set(region, terms);
    return terms;
  };

  return {
    find(region, reading, { near = [], offTopic = 0 } = {}) {
      const ranker = rankerOf(region);
      const ranked = ranker.rank(reading, near);
      const term = foreignTo(region).find(foreign => isIn(reading, foreign));
      const elsewhere = term && { region: term.region, term: term.term };
      const evidence = evidenceOf(ranked, elsewhere !== undefined, offTopic);
      return { ranked, evidence, sure: ranked.length === 0 ? 0 : sureness(evidence), elsewhere };
    },
    closest: (region, reading, { target }) => rankerOf(region).closest(reading, target),
    matched: (region, reading, { target }) => rankerOf(region).matched(reading, target),
  };
}

/** A name is meant where it is typed so, or a typo of it; what merely shares its standard word is not the name. */
const isIn = (reading: Reading, { term, standard }: ForeignTerm): boolean =>
  reading.text.includes(term) || (term === standard && reading.standard.includes(standard));

interface ForeignTerm {
  readonly term: string;
  readonly standard: string;
  readonly region: RegionId;
}

/** What the other regions' documents call by a name (they print it in quotes) and nothing written of this region contains, longest first. */
function foreignTerms(policy: Policy, region: RegionId, chinese: Chinese): ForeignTerm[] {
  const own = provisionsIn(policy, region).flatMap(target => [...wordingOf(target), ...asksOf(target)]);
  const written = own.join('\n');
  const names = new Map<string, RegionId>();
  for (const other of policy.regions.keys()) {
    if (other !== region) for (const name of namesIn(provisionsIn(policy, other))) names.set(name, other);
  }
  return [...names]
    .filter(([term]) => !written.includes(term))
    .map(([term, of]) => ({ term, standard: chinese.read(term).standard, region: of }))
    .filter(({ standard }) => standard.length > 1 && !written.includes(standard))
    .sort((a, b) => b.standard.length - a.standard.length);
}

type ProvisionTarget = Extract<Target, { kind: 'provision' }>;

const provisionsIn = (policy: Policy, region: RegionId): ProvisionTarget[] =>
  clausesOf(policy, region)
    .flatMap(targetsOf)
    .filter(target => target.kind === 'provision');

/** The terms that stand in quotes, or are short for what stands in quotes. */
function namesIn(targets: readonly ProvisionTarget[]): string[] {
  const quoted = targets.flatMap(({ provision }) =>
    [...provision.says.zh.matchAll(/“([^”]{2,16})”/g)].map(([, name = '']) => name),
  );
  const terms = targets.flatMap(({ provision }) => provision.terms).filter(term => term.length > 1);
  return [...quoted, ...terms.filter(term => quoted.some(name => name.includes(term) || term.includes(name)))];
}
