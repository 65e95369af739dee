/**
 * Facts and schemes as data: what may be asked of people, and what follows from it. `knowledge/README.md` explains each field to the people
 * who write it.
 */
import type { Day } from '../../shared/calendar.ts';
import type { ClauseId, FactId, RegionId, SchemeId } from '../../shared/ids.ts';
import type { Clause, FigureUnit, Period } from '../model.ts';

/** In a wording, `{{name}}` stands for the figure of a parameter. */
export const PLACEHOLDER = /\{\{([a-z0-9-]+)\}\}/g;

/** Wording that is complete in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a fact may be: yes or no as a boolean, one of a few names, or a number. */
export type FactValue = boolean | string | number;

/** Whom something is about: one person, all who live together, or a settlement, which a cadre asks for. */
export const SUBJECTS = ['person', 'household', 'settlement'] as const;
/** One of `SUBJECTS`. */
export type Subject = (typeof SUBJECTS)[number];

/** A value that can be chosen, and how people say it. */
export interface Option {
  readonly value: boolean | string;
  readonly label: Words;
  readonly says: readonly string[];
}

interface FactBase {
  readonly id: FactId;
  /** A noun phrase: 工作情况. */
  readonly means: Words;
  readonly about: Subject;
  readonly asks: Words;
  readonly help?: Words | undefined;
  /** Whether it is soon out of date: such facts are never kept. */
  readonly changes: boolean;
}

/** Something that is answered by choosing. */
export interface ChoiceFact extends FactBase {
  readonly type: 'boolean' | 'enum';
  /** In the order in which they are offered. */
  readonly options: readonly Option[];
  /** What a plain yes or no to the question means, where it means something. */
  readonly yes?: boolean | string | undefined;
  readonly no?: boolean | string | undefined;
}

/** Something that is answered by a number: whole, or for `number` any share from `min` to `max`. */
export interface NumberFact extends FactBase {
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly unit: FigureUnit;
  /** Words that follow a number, with how many of `unit` one of them is: 年 → 12 months. */
  readonly units: ReadonlyMap<string, number>;
  /** How the number is named inside a longer message; each has one group. */
  readonly heard: readonly RegExp[];
  /** Whether it counts from an event until today: years of age, months since a move. */
  readonly since: boolean;
}

/** Something that is known of a person, a household or a settlement. */
export type Fact = ChoiceFact | NumberFact;

/** How a number is held against a figure; `is` only tells the figure. Only `at_least` and `at_most` include it. */
export const RELATIONS = ['at_least', 'above', 'at_most', 'below'] as const;
/** One of `RELATIONS`. */
export type Relation = (typeof RELATIONS)[number];

/** A parameter's figure from one day to another, both included; without a day it is open on that side. */
export interface DatedFigure {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly relation: Relation | 'is';
  readonly amount: number;
  /** As the file writes it: 800, 2/3. */
  readonly written: string;
  /** As people read it: 2年, 三分之二. */
  readonly called: Words;
  /** The few characters of the clause where it is printed. */
  readonly words: string;
  readonly derived: boolean;
}

/** A figure of a clause under a name, with its dates, the earliest first. */
export interface Parameter {
  readonly id: string;
  readonly unit: FigureUnit;
  readonly clause: ClauseId;
  readonly values: readonly DatedFigure[];
}

/** What a condition tests: that the fact is one of some values, or that it meets a parameter's bound. */
export type Test =
  | { readonly kind: 'is'; readonly values: readonly FactValue[] }
  | { readonly kind: 'meets'; readonly parameter: string };

/** One named condition on one fact. */
export interface Condition {
  readonly id: string;
  readonly fact: Fact;
  readonly test: Test;
  readonly clause: ClauseId;
  /** What is so where it holds, and where it does not. */
  readonly met: Words;
  readonly unmet: Words;
}

/** Conditions joined; a bare name stands for its condition. */
export type Term = string | { readonly all: readonly Term[] } | { readonly any: readonly Term[] } | { readonly not: Term };

/** What a determination means for the person. */
export const OUTCOMES = ['eligible', 'required', 'exempt', 'discretionary'] as const;
/** One of `OUTCOMES`. */
export type Outcome = (typeof OUTCOMES)[number];

/** A branch of the clause. */
export interface Determination {
  readonly id: string;
  readonly outcome: Outcome;
  /** All of these hold. */
  readonly when: readonly Term[];
  readonly says: Words;
  readonly next: Words;
  /** With `discretionary`: who decides. */
  readonly decidedBy?: Words | undefined;
}

/** Facts and the result that a policy officer expects of them, as a sentence. */
export interface Case {
  readonly sentence: string;
  readonly on?: Day | undefined;
  readonly facts: ReadonlyMap<FactId, FactValue>;
  readonly expect: {
    readonly outcome: Outcome | 'ineligible' | 'unknown';
    readonly determination?: string | undefined;
    readonly missing?: readonly string[] | undefined;
  };
}

/** A benefit, duty or facility of one region, decided by facts. */
export interface Scheme {
  readonly id: SchemeId;
  readonly region: RegionId;
  readonly name: Words;
  /** What people call it. */
  readonly called: readonly string[];
  readonly clause: Clause;
  readonly for: Subject;
  readonly audience: Words;
  readonly gives: Words;
  readonly apply: Words;
  readonly papers: Words;
  /** What the clause says is no obstacle: never asked. */
  readonly noObstacle?: { readonly facts: readonly FactId[]; readonly says: Words } | undefined;
  /** `<clause>/<provision>`: after these answers the check is offered. */
  readonly offeredWith: readonly string[];
  /** When the measure runs, where the clause prints that. */
  readonly period?: Period | undefined;
  readonly lapsed?: Words | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** Conditions that every determination needs. */
  readonly requires: readonly string[];
  /** In the order of the clause: the first that holds applies. */
  readonly determinations: readonly Determination[];
  /** What is said where none holds; absent where one always does. */
  readonly otherwise?: { readonly says: Words; readonly next: Words } | undefined;
  readonly cases: readonly Case[];
  /** The facts that its conditions test, in their order, with only those values that the clause knows. */
  readonly facts: readonly Fact[];
}

/** Everything that eligibility is decided from. */
export interface Schemes {
  readonly facts: ReadonlyMap<FactId, Fact>;
  readonly schemes: ReadonlyMap<SchemeId, Scheme>;
}

/** Whether a day lies within a stretch of time; without a day it is open on that side. */
export const isDuring = ({ from, to }: { readonly from?: Day | undefined; readonly to?: Day | undefined }, on: Day): boolean =>
  (from === undefined || from <= on) && (to === undefined || on <= to);

/** The figure that holds on a day, where there is one. */
export const figureOn = ({ values }: Parameter, on: Day): DatedFigure | undefined => values.find(value => isDuring(value, on));

/** The conditions that a term names, each as often as it stands there. */
export function conditionsIn(term: Term): string[] {
  if (typeof term === 'string') return [term];
  if ('not' in term) return conditionsIn(term.not);
  return ('all' in term ? term.all : term.any).flatMap(conditionsIn);
}
