/**
 * A scheme made ready for a day: its figures, the cells of its facts, and the diagram of its results.
 */
import { type Determination, figureOn, isDuring, type Scheme, type Term } from '../knowledge/schemes/model.ts';
import type { Day } from '../shared/calendar.ts';
import { createDiagram, type Diagram } from './diagram.ts';
import { type Domain, domainOf, type Figures, holds } from './domain.ts';

/** A scheme with the figures of a day. */
export interface Compiled {
  readonly scheme: Scheme;
  readonly figures: Figures;
  /** In the order of the scheme's facts. */
  readonly domains: readonly Domain[];
  readonly diagram: Diagram;
  /** What each result of the diagram stands for; `undefined` where no determination applies. */
  readonly determinations: readonly (Determination | undefined)[];
  /** Whether some facts meet no determination. */
  readonly mayRefuse: boolean;
}

/** A parameter of a scheme has no figure on a day: an authoring fault, which no neighbouring figure may hide. */
export class NoFigureError extends Error {
  override readonly name = 'NoFigureError';
  readonly scheme: Scheme;
  readonly parameter: string;
  readonly on: Day;
  constructor(scheme: Scheme, parameter: string, on: Day) {
    super(`${scheme.id} has no figure ${parameter} on ${on}`);
    this.scheme = scheme;
    this.parameter = parameter;
    this.on = on;
  }
}

/** More combinations of cells than this are a sign that a scheme should be two; up to it the first question is found within a fifth of a second. */
export const MOST_COMBINATIONS = 5_000;

/** How many combinations of cells a scheme has on the day for which it was asked. */
export const combinationsOf = (domains: readonly Domain[]): number =>
  domains.reduce((product, { values }) => product * values.length, 1);

/**
 * Made once for each set of figures and kept with the scheme.
 * @throws {NoFigureError}
 */
export function compile(scheme: Scheme, on: Day): Compiled {
  const made = compiled.get(scheme) ?? [];
  const ready = made.find(({ figures }) => [...figures.values()].every(figure => isDuring(figure, on)));
  if (ready) return ready;
  const fresh = build(scheme, on);
  compiled.set(scheme, [...made, fresh]);
  return fresh;
}

const compiled = new WeakMap<Scheme, readonly Compiled[]>();

function build(scheme: Scheme, on: Day): Compiled {
  const { figures, domains } = cellsOn(scheme, on);
  const { requires, determinations } = scheme;
  const order = scheme.facts.map(({ id }) => id);
  let mayRefuse = false;
  const resultOf = (cells: readonly number[]): number => {
    const isMet = (name: string): boolean => {
      const condition = scheme.conditions.get(name)!;
      const at = order.indexOf(condition.fact.id);
      return holds(condition, domains[at]!.values[cells[at]!]!, figures);
    };
    const applies = requires.every(isMet) ? determinations.findIndex(({ when }) => when.every(term => isTrue(term, isMet))) : -1;
    mayRefuse ||= applies < 0;
    return 1 + applies;
  };
  const diagram = createDiagram(
    domains.map(({ values }) => values.length),
    resultOf,
  );
  return { scheme, figures, domains, diagram, determinations: [undefined, ...determinations], mayRefuse };
}

/**
 * The figures of a day, and the cells between them.
 * @throws {NoFigureError}
 */
export function cellsOn(scheme: Scheme, on: Day): { readonly figures: Figures; readonly domains: readonly Domain[] } {
  const figures = new Map(
    [...scheme.parameters.values()].map(parameter => {
      const figure = figureOn(parameter, on);
      if (!figure) throw new NoFigureError(scheme, parameter.id, on);
      return [parameter.id, figure] as const;
    }),
  );
  const conditions = [...scheme.conditions.values()];
  const domains = scheme.facts.map(fact =>
    domainOf(
      fact,
      conditions.filter(condition => condition.fact.id === fact.id),
      figures,
    ),
  );
  return { figures, domains };
}

/** Whether a term holds, given whether each condition does. */
export function isTrue(term: Term, isMet: (condition: string) => boolean): boolean {
  if (typeof term === 'string') return isMet(term);
  if ('not' in term) return !isTrue(term.not, isMet);
  return 'all' in term ? term.all.every(one => isTrue(one, isMet)) : term.any.some(one => isTrue(one, isMet));
}
