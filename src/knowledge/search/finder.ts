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
import { targetsOf, wordingOf } from './target.ts';

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

export interface Finder {
  find(region: RegionId, reading: Reading, hints?: Hints): Finding;
  /** What of the message a ranked target matched. */
  matched(region: RegionId, reading: Reading, ranked: Ranked): { readonly feature: string; readonly weight: number }[];
}

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
  const foreign = foreignTerms(policy, chinese);

  return {
    find(region, reading, { near = [], offTopic = 0 } = {}) {
      const ranker = rankerOf(region);
      const ranked = ranker.rank(reading, near);
      const term = foreign.get(region)?.find(({ standard }) => reading.standard.includes(standard));
      const elsewhere = term && { region: term.region, term: term.term };
      const evidence = evidenceOf(ranked, { known: ranker.known(reading), elsewhere: elsewhere ? 1 : 0, offTopic });
      return { ranked, evidence, sure: sureness(evidence), elsewhere };
    },
    matched: (region, reading, ranked) => rankerOf(region).matched(reading, ranked.target),
  };
}

interface ForeignTerm {
  readonly term: string;
  readonly standard: string;
  readonly region: RegionId;
}

/** For each region, the names in other regions' provisions that nothing written of its own provisions contains, longest first. */
function foreignTerms(policy: Policy, chinese: Chinese): Map<RegionId, ForeignTerm[]> {
  const regions = [...policy.regions.keys()].map(region => {
    const targets = clausesOf(policy, region).flatMap(targetsOf);
    const provisions = targets.filter(target => target.kind === 'provision');
    const terms = new Set(provisions.flatMap(({ provision }) => provision.terms));
    const written = provisions
      .flatMap(target => [...wordingOf(target), ...target.provision.asks])
      .map(text => chinese.read(text).standard);
    return {
      region,
      terms: [...terms].map(term => ({ term, standard: chinese.read(term).standard, region })),
      written: written.join('\n'),
    };
  });
  return new Map(
    regions.map(({ region, written }) => [
      region,
      regions
        .filter(other => other.region !== region)
        .flatMap(other => other.terms)
        .filter(({ standard }) => standard.length > 1 && !written.includes(standard))
        .sort((a, b) => b.standard.length - a.standard.length),
    ]),
  );
}
