/**
 * Holds schemes against their cases: each comes out as its sentence says, and cases stand on both sides of every figure and date.
 */
import { type Case, type DatedFigure, figureOn, isDuring, type Scheme, type Test } from '../knowledge/schemes/model.ts';
import { type Day, dayAfter, dayBefore } from '../shared/calendar.ts';
import { cellsOn, combinationsOf, compile, MOST_COMBINATIONS, NoFigureError } from './compile.ts';
import { decide } from './decide.ts';

/** What is wrong with a scheme or one of its cases. */
export interface CaseFault {
  readonly scheme: Scheme;
  /** The place of the case in its file; absent where one is lacking. */
  readonly case?: number | undefined;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** @param today the day of cases that name none */
export function checkCases(scheme: Scheme, today: Day): CaseFault[] {
  const { period } = scheme;
  const day = period && !isDuring(period, today) ? period.to : today;
  try {
    const combinations = combinationsOf(cellsOn(scheme, day).domains);
    if (combinations > MOST_COMBINATIONS)
      return [{ scheme, code: 'too-many-combinations', params: { id: scheme.id, most: MOST_COMBINATIONS } }];
    if (!scheme.otherwise && compile(scheme, day).mayRefuse)
      return [{ scheme, code: 'otherwise-lacking', params: { id: scheme.id } }];
  } catch (error) {
    return [noFigure(scheme, error)];
  }
  return [
    ...scheme.cases.flatMap((one, i) => checkCase(scheme, one, i, today)),
    ...lackingDeterminations(scheme),
    ...lackingSides(scheme, today),
    ...lackingDays(scheme),
  ];
}

function checkCase(scheme: Scheme, { sentence, facts, on, expect }: Case, index: number, today: Day): CaseFault[] {
  try {
    const { outcome, determination, missing } = decide(scheme, facts, on ?? today);
    const said = (...words: readonly (string | undefined)[]) => words.filter(Boolean).join(' ');
    const got = said(outcome, determination?.id, ...(expect.missing === undefined ? [] : missing));
    const wanted = said(expect.outcome, expect.determination, ...[...(expect.missing ?? [])].sort());
    return got === wanted ? [] : [{ scheme, case: index, code: 'case-differs', params: { sentence, got, wanted } }];
  } catch (error) {
    return [{ ...noFigure(scheme, error), case: index }];
  }
}

function noFigure(scheme: Scheme, error: unknown): CaseFault {
  if (!(error instanceof NoFigureError)) throw error;
  return { scheme, code: 'no-figure', params: { id: scheme.id, parameter: error.parameter, on: error.on } };
}

function lackingDeterminations(scheme: Scheme): CaseFault[] {
  const { cases, determinations, otherwise } = scheme;
  const lacking = determinations.filter(({ id }) => !cases.some(({ expect }) => expect.determination === id)).map(({ id }) => id);
  const ineligible = !otherwise || cases.some(({ expect }) => expect.outcome === 'ineligible') ? [] : ['ineligible'];
  return [...lacking, ...ineligible].map(id => ({ scheme, code: 'case-lacking', params: { id } }));
}

/** For each bound a case on the figure itself and one just beyond it; of a share, any on either side. */
function lackingSides(scheme: Scheme, today: Day): CaseFault[] {
  const bounds = [...scheme.conditions.values()].filter(({ test }) => test.kind === 'meets');
  return bounds.flatMap(({ fact, test }) => {
    const { parameter } = test as Extract<Test, { kind: 'meets' }>;
    return scheme.parameters.get(parameter)!.values.flatMap(figure => {
      const values = scheme.cases.flatMap(({ facts, on }) => {
        const value = facts.get(fact.id);
        return figureOn(scheme.parameters.get(parameter)!, on ?? today) === figure && typeof value === 'number' ? [value] : [];
      });
      const lacking = sidesOf(figure, fact.type === 'integer').filter(side => !values.some(side.has));
      return lacking.map(({ called }): CaseFault => ({ scheme, code: 'side-lacking', params: { fact: fact.id, value: called } }));
    });
  });
}

interface Side {
  readonly called: string;
  readonly has: (value: number) => boolean;
}

function sidesOf({ relation, amount }: DatedFigure, whole: boolean): Side[] {
  const below = relation === 'at_least' || relation === 'below';
  const beyond: Side = below
    ? { called: `< ${amount}`, has: value => (whole ? value === amount - 1 : value < amount) }
    : { called: `> ${amount}`, has: value => (whole ? value === amount + 1 : value > amount) };
  return [{ called: String(amount), has: value => value === amount }, beyond];
}

/** For each day on which something changes, a case on it and one on the day that is the other side of it. */
function lackingDays(scheme: Scheme): CaseFault[] {
  const { period, parameters, cases } = scheme;
  const ofPeriod = period ? [dayBefore(period.from), period.from, period.to, dayAfter(period.to)] : [];
  // Before the first figure and after the last there is nothing to decide.
  const ofFigures = [...parameters.values()].flatMap(({ values }) =>
    values.slice(1).flatMap(({ from }) => (from ? [dayBefore(from), from] : [])),
  );
  const lacking = [...new Set([...ofPeriod, ...ofFigures])].filter(day => !cases.some(({ on }) => on === day));
  return lacking.map(day => ({ scheme, code: 'day-lacking', params: { day } }));
}
