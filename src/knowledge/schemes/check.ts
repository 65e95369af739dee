/**
 * What a schema cannot see in a scheme: that what it names is there, that its figures leave no gap, and that its words promise no more than
 * the document.
 */

import { bare, normalise } from '../../language/normalise.ts';
import { dayAfter } from '../../shared/calendar.ts';
import { parseClauseId } from '../../shared/ids.ts';
import type { PlacedFault } from '../check.ts';
import type { Policy } from '../load.ts';
import type { SchemeFileName } from './files.ts';
import { conditionsIn, type Fact, type Parameter, PLACEHOLDER, type Scheme, type Words } from './model.ts';

/** A fault with the file of the scheme's folder that it stands in. */
export interface Placed extends PlacedFault {
  readonly file: SchemeFileName;
}

/** A phrase answers for one value alone. */
export function checkFact(fact: Fact): PlacedFault[] {
  if (!('options' in fact)) return [];
  const taken = new Map<string, string>();
  return fact.options.flatMap(({ value, says, label }) => {
    const name = typeof value === 'string' ? value : value ? 'yes' : 'no';
    return [...says, label.zh, label.en].flatMap((said): PlacedFault[] => {
      const phrase = bare(normalise(said));
      const other = taken.get(phrase);
      taken.set(phrase, name);
      const isTwo = other !== undefined && other !== name;
      return isTwo
        ? [{ path: ['values', name, 'says'], code: 'two-meanings', params: { phrase: said, value: name, other } }]
        : [];
    });
  });
}

/** The faults of one scheme, file by file. */
export function checkScheme(scheme: Scheme, policy: Policy): Placed[] {
  return [
    ...checkReferences(scheme, policy),
    ...[...scheme.parameters.values()].flatMap(checkDates),
    ...checkRules(scheme),
    ...checkWords(scheme),
    ...checkCases(scheme),
  ];
}

/** Two schemes of a region must not go by the same name. */
export function checkNames(schemes: readonly Scheme[]): (PlacedFault & { readonly scheme: Scheme })[] {
  const taken = new Map<string, Scheme>();
  return schemes.flatMap(scheme =>
    scheme.called.flatMap((name, i) => {
      const other = taken.get(name);
      taken.set(name, scheme);
      return other ? [{ scheme, path: ['called', i], code: 'name-taken', params: { name, id: other.id } }] : [];
    }),
  );
}

function checkReferences(scheme: Scheme, { clauses }: Policy): Placed[] {
  const at = (file: SchemeFileName, path: PropertyKey[], code: string, params: Placed['params']): Placed[] => [
    { file, path, code, params },
  ];
  const ofRegion = scheme.clause.document.region === scheme.id.slice(0, scheme.id.indexOf('.'));
  const cited = [
    ...[...scheme.conditions.values()].map(({ id, clause }) => ({
      clause,
      file: 'rules' as const,
      path: ['conditions', id, 'clause'],
    })),
    ...[...scheme.parameters.values()].map(({ id, clause }) => ({ clause, file: 'parameters' as const, path: [id, 'clause'] })),
  ];
  const { noObstacle, period, lapsed } = scheme;
  const tested = new Set(scheme.facts.map(({ id }) => id));
  return [
    ...(ofRegion ? [] : at('scheme', ['clause'], 'clause-elsewhere', { id: scheme.clause.id })),
    ...cited.flatMap(({ clause, file, path }) => (clauses.has(clause) ? [] : at(file, path, 'unknown-clause', { id: clause }))),
    ...scheme.offeredWith.flatMap((target, i) => {
      const [clauseId = '', provision] = target.split('/');
      const there = clauses.get(parseClauseId(clauseId)!)?.provisions.some(({ id }) => id === provision);
      return there ? [] : at('scheme', ['offered_with', i], 'unknown-provision', { id: target });
    }),
    ...(noObstacle?.facts ?? []).flatMap((id, i) =>
      tested.has(id) ? at('scheme', ['no_obstacle', 'facts', i], 'obstacle-asked', { id }) : [],
    ),
    ...(period && period.from > period.to
      ? at('scheme', ['period'], 'period-backwards', { from: period.from, to: period.to })
      : []),
    ...((period === undefined) === (lapsed === undefined) ? [] : at('scheme', ['period'], 'period-without-words', {})),
  ];
}

/** One value takes over the day after the one before ends. */
function checkDates({ id, values }: Parameter): Placed[] {
  return values.flatMap(({ from, to }, i) => {
    const before = values[i - 1];
    const at = (code: string): Placed[] => [
      { file: 'parameters', path: [id, 'values', i], code, params: { id, from: from ?? '', to: to ?? '' } },
    ];
    if (from && to && from > to) return at('period-backwards');
    if (!before) return [];
    return before.to && from && dayAfter(before.to) === from ? [] : at('figure-gap');
  });
}

function checkRules({ conditions, parameters, requires, determinations }: Scheme): Placed[] {
  const at = (path: PropertyKey[], code: string, params: Placed['params']): Placed[] => [{ file: 'rules', path, code, params }];
  const named = [
    ...requires.map((name, i) => ({ name, path: ['requires', i] })),
    ...determinations.flatMap(({ when }, d) =>
      when.flatMap((term, i) => conditionsIn(term).map(name => ({ name, path: ['determinations', d, 'when', i] }))),
    ),
  ];
  const used = new Set(named.map(({ name }) => name));
  const seen = new Set<string>();
  return [
    ...named.flatMap(({ name, path }) => (conditions.has(name) ? [] : at(path, 'unknown-condition', { name }))),
    ...[...conditions.values()].flatMap(({ id, fact, test }) => {
      const path = ['conditions', id];
      if (!used.has(id)) return at(path, 'unused', { name: id });
      if (test.kind === 'is')
        return 'options' in fact || test.values.length > 0 ? [] : at(path, 'not-a-value', { value: '', fact: fact.id });
      const parameter = parameters.get(test.parameter);
      if (!parameter) return at([...path, 'meets'], 'unknown-parameter', { name: test.parameter });
      const isBound = parameter.values.every(({ relation }) => relation !== 'is');
      return 'options' in fact || !isBound || fact.unit !== parameter.unit
        ? at([...path, 'meets'], 'not-a-bound', { name: test.parameter, fact: fact.id })
        : [];
    }),
    ...determinations.flatMap(({ id, outcome, decidedBy }, i) => {
      const again = seen.has(id);
      seen.add(id);
      if (again) return at(['determinations', i], 'duplicate-id', { id });
      return (outcome === 'discretionary') === (decidedBy !== undefined) ? [] : at(['determinations', i], 'who-decides', { id });
    }),
  ];
}

/** Words that promise; a draft promises nothing. */
const PROMISE = /可以|能够|都能|就能|会给/;

/** Figures are told by the names of parameters alone, so that they are changed in one place. */
function checkWords(scheme: Scheme): Placed[] {
  const { conditions, parameters, determinations, otherwise, clause } = scheme;
  const told: { file: 'rules' | 'scheme'; path: PropertyKey[]; words: Words }[] = [
    ...[...conditions.values()].flatMap(({ id, met, unmet }) => [
      { file: 'rules' as const, path: ['conditions', id, 'met'], words: met },
      { file: 'rules' as const, path: ['conditions', id, 'unmet'], words: unmet },
    ]),
    ...determinations.flatMap(({ says, next }, i) => [
      { file: 'rules' as const, path: ['determinations', i, 'says'], words: says },
      { file: 'rules' as const, path: ['determinations', i, 'next'], words: next },
    ]),
    ...(otherwise ? [{ file: 'rules' as const, path: ['otherwise', 'says'], words: otherwise.says }] : []),
    { file: 'scheme', path: ['audience'], words: scheme.audience },
    { file: 'scheme', path: ['gives'], words: scheme.gives },
  ];
  return told.flatMap(({ file, path, words }) => {
    const placeholders = [...`${words.zh}${words.en}`.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
    const unknown = placeholders.filter(name => !parameters.has(name));
    const digit = /[0-9]+/.exec(`${words.zh}${words.en}`.replace(PLACEHOLDER, ''));
    const promises = clause.document.standing === 'draft' && PROMISE.test(words.zh);
    return [
      ...unknown.map((name): Placed => ({ file, path, code: 'unknown-parameter', params: { name } })),
      ...(digit ? [{ file, path, code: 'figure-typed', params: { number: digit[0] } }] : []),
      ...(promises ? [{ file, path, code: 'draft-promises', params: {} }] : []),
    ];
  });
}

function checkCases({ cases, determinations }: Scheme): Placed[] {
  const known = new Set(determinations.map(({ id }) => id));
  return cases.flatMap(({ expect }, i) =>
    expect.determination !== undefined && !known.has(expect.determination)
      ? [{ file: 'cases' as const, path: [i, 'expect'], code: 'unknown-determination', params: { id: expect.determination } }]
      : [],
  );
}
