/**
 * A fact's values as a scheme tells them apart: the options of a choice, and for a number the intervals between the figures of a day.
 */
import type { Condition, DatedFigure, Fact, FactValue, NumberFact } from '../knowledge/schemes/model.ts';
import type { Answer } from './facts.ts';

/** Figures in force by the names of their parameters. */
export type Figures = ReadonlyMap<string, DatedFigure>;

/** A fact with its cells: within one cell every value leads to the same result. */
export interface Domain {
  readonly fact: Fact;
  /** One value of each cell; for numbers in ascending order. */
  readonly values: readonly FactValue[];
  /** How likely each cell is beside the others: a wide interval of whole numbers is likelier than a narrow one. */
  readonly weights: readonly number[];
  /** The cells in which the answer may lie; empty where the fact has no such value. */
  readonly cellsOf: (answer: Answer) => readonly number[];
}

/** Whether a condition holds for a value of its fact. */
export function holds({ test }: Pick<Condition, 'test'>, value: FactValue, figures: Figures): boolean {
  if (test.kind === 'is') return test.values.includes(value);
  const figure = figures.get(test.parameter);
  return figure !== undefined && typeof value === 'number' && meets(value, figure);
}

function meets(value: number, { relation, amount }: DatedFigure): boolean {
  switch (relation) {
    case 'at_least':
      return value >= amount;
    case 'above':
      return value > amount;
    case 'at_most':
      return value <= amount;
    case 'below':
      return value < amount;
    case 'is':
      return value === amount;
  }
}

/** @param conditions those of the scheme that test the fact */
export function domainOf(fact: Fact, conditions: readonly Condition[], figures: Figures): Domain {
  if ('options' in fact) {
    const values = fact.options.map(({ value }) => value);
    const cells = new Map<unknown, readonly number[]>(values.map((value, i) => [value, [i]]));
    return { fact, values, weights: values.map(() => 1), cellsOf: answer => cells.get(answer) ?? [] };
  }
  const edges = edgesOf(fact, conditions, figures);
  const cellOf = (value: number): number => edges.filter(({ at, after }) => value > at || (value === at && !after)).length;
  const values = [fact.min, ...edges.map((edge, i) => valueAfter(edge, edges[i + 1]?.at ?? fact.max))];
  const widths = values.map((value, i) => (values[i + 1] ?? fact.max + 1) - value);
  return {
    fact,
    values,
    weights: widths.map(width => (fact.type === 'integer' ? Math.log(1 + width) : 1)),
    cellsOf: answer => {
      if (typeof answer === 'number') return [cellOf(answer)];
      if (typeof answer !== 'object') return [];
      const [from, to] = [cellOf(answer.from), cellOf(answer.to)];
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    },
  };
}

/** Where one cell ends and the next begins: at the number itself, or just after it. */
interface Edge {
  readonly at: number;
  readonly after: boolean;
}

function edgesOf({ type, min, max }: NumberFact, conditions: readonly Condition[], figures: Figures): Edge[] {
  const edges = conditions.flatMap(({ test }): Edge[] => {
    if (test.kind === 'is') return test.values.flatMap(value => [edge(Number(value), false), edge(Number(value), true)]);
    const { relation, amount } = figures.get(test.parameter)!;
    return [edge(amount, relation === 'above' || relation === 'at_most')];
  });
  const inside = edges.filter(({ at, after }) => (after ? at >= min && at < max : at > min && at <= max));
  const distinct = new Map(inside.map(one => [`${one.at} ${one.after}`, one]));
  return [...distinct.values()].sort((a, b) => a.at - b.at || Number(a.after) - Number(b.after));

  /** After a whole number comes the next one. */
  function edge(at: number, after: boolean): Edge {
    return type === 'integer' ? { at: after ? Math.floor(at) + 1 : Math.ceil(at), after: false } : { at, after };
  }
}

const valueAfter = ({ at, after }: Edge, next: number): number => (after ? (at + next) / 2 : at);
