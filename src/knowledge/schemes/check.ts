/**
 * What a schema cannot see in a scheme: that what it names is there, that its figures leave no gap, and that its words promise no more than
 * the document.
 */

import { bare, normalise } from '../../language/normalise.ts';
import { dayAfter } from '../../shared/calendar.ts';
import { parseClauseId } from '../../shared/ids.ts';
import type { PlacedFault } from '../check.ts';
import { numbersReadFrom } from '../import/numerals.ts';
import type { Policy } from '../load.ts';
import type { Period } from '../model.ts';
import type { SchemeFileName } from './files.ts';
import { conditionsIn, type Fact, type Parameter, PLACEHOLDER, type Scheme, type Schemes, type Words } from './model.ts';

/** A fault with the file of the scheme's folder that it stands in. */
export interface Placed extends PlacedFault {
  readonly file: SchemeFileName;
}

/** A phrase answers for one value alone. */
export function checkFact(fact: Fact): PlacedFault[] {
  if (!('options' in fact)) return [];
  const taken = new Map<string, string>();
  const plain = (['yes', 'no'] as const).flatMap((key): PlacedFault[] => {
    const value = fact[key];
    const there = value === undefined || fact.options.some(option => option.value === value);
    return there ? [] : [{ path: [key], code: 'not-a-value', params: { value: String(value), fact: fact.id } }];
  });
  const phrases = fact.options.flatMap(({ value, says, label }) => {
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
  return [...plain, ...phrases];
}

/** What schemes are held against. */
export interface Known {
  readonly facts: Schemes['facts'];
  /** Words that promise something: a draft promises nothing. */
  readonly promises: readonly RegExp[];
}

/** The faults of one scheme, file by file. */
export function checkScheme(scheme: Scheme, policy: Policy, { facts, promises }: Known): Placed[] {
  return [
    ...checkReferences(scheme, policy, facts),
    ...[...scheme.parameters.values()].flatMap(parameter => [
      ...checkDates(parameter, scheme.period),
      ...checkPrinted(parameter),
    ]),
    ...checkRules(scheme),
    ...checkWords(scheme, promises),
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

function checkReferences(scheme: Scheme, { clauses }: Policy, facts: Schemes['facts']): Placed[] {
  const at = (file: SchemeFileName, path: PropertyKey[], code: string, params: Placed['params']): Placed[] => [
    { file, path, code, params },
  ];
  const region = scheme.id.slice(0, scheme.id.indexOf('.'));
  /** A scheme rests on its own region's documents alone. */
  const cites = (id: string, file: SchemeFileName, path: PropertyKey[], provision?: string): Placed[] => {
    const clause = clauses.get(parseClauseId(id)!);
    if (!clause) return at(file, path, provision === undefined ? 'unknown-clause' : 'unknown-provision', { id });
    if (provision !== undefined && !clause.provisions.some(one => one.id === provision))
      return at(file, path, 'unknown-provision', { id: `${id}/${provision}` });
    return clause.document.region === region ? [] : at(file, path, 'clause-elsewhere', { id });
  };
  const { noObstacle, period, lapsed } = scheme;
  const tested = new Set(scheme.facts.map(({ id }) => id));
  return [
    ...cites(scheme.clause.id, 'scheme', ['clause']),
    ...[...scheme.conditions.values()].flatMap(({ id, clause }) => cites(clause, 'rules', ['conditions', id, 'clause'])),
    ...[...scheme.parameters.values()].flatMap(({ id, clause }) => cites(clause, 'parameters', [id, 'clause'])),
    ...scheme.offeredWith.flatMap((target, i) => {
      const [clause = '', provision = ''] = target.split('/');
      return cites(clause, 'scheme', ['offered_with', i], provision);
    }),
    ...(noObstacle?.facts ?? []).flatMap((id, i) => {
      const path = ['no_obstacle', 'facts', i];
      if (!facts.has(id)) return at('scheme', path, 'unknown-fact', { id });
      return tested.has(id) ? at('scheme', path, 'obstacle-asked', { id }) : [];
    }),
    ...(period && period.from > period.to
      ? at('scheme', ['period'], 'period-backwards', { from: period.from, to: period.to })
      : []),
    ...((period === undefined) === (lapsed === undefined) ? [] : at('scheme', ['period'], 'period-without-words', {})),
  ];
}

/** One value takes over the day after the one before ends. */
function checkDates({ id, values }: Parameter, period: Period | undefined): Placed[] {
  return values.flatMap(({ from, to }, i) => {
    const before = values[i - 1];
    const at = (code: string): Placed[] => [
      { file: 'parameters', path: [id, 'values', i], code, params: { id, from: from ?? '', to: to ?? '' } },
    ];
    if (from && to && from > to) return at('period-backwards');
    const endsOpen = i === values.length - 1 && to !== undefined && !(period && period.to <= to);
    if (endsOpen) return at('figure-ends');
    if (!before) return [];
    return before.to && from && dayAfter(before.to) === from ? [] : at('figure-gap');
  });
}

/** A figure that is printed as such can be read from its words. */
function checkPrinted({ id, values }: Parameter): Placed[] {
  return values.flatMap(({ written, words, derived }, i): Placed[] =>
    derived || numbersReadFrom(words).has(written)
      ? []
      : [
          {
            file: 'parameters',
            path: [id, 'values', i, 'words'],
            code: 'number-not-in-words',
            params: { id, number: written, words },
          },
        ],
  );
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
      if (test.kind === 'is') return [];
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

interface Told {
  readonly file: 'rules' | 'scheme';
  readonly path: PropertyKey[];
  readonly words: Words | undefined;
  /** Whether figures may be typed in it: dates, and what is about papers. */
  readonly typed?: boolean;
}

/** Figures of rules are told by the names of parameters alone, so that they are changed in one place. */
function checkWords(scheme: Scheme, promises: readonly RegExp[]): Placed[] {
  const { parameters, clause } = scheme;
  return wordsOf(scheme).flatMap(({ file, path, words, typed = false }) => {
    if (!words) return [];
    const both = `${words.zh}\n${words.en}`;
    const [zh, en] = [words.zh, words.en].map(text => new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)));
    const named = [...new Set([...(zh ?? []), ...(en ?? [])])];
    const unknown = named.filter(name => !parameters.has(name));
    const oneSided = named.filter(name => parameters.has(name) && !(zh?.has(name) && en?.has(name)));
    const rest = both.replace(PLACEHOLDER, '');
    const broken = /[{｛]+[^{}｛｝\n]*[}｝]*|[}｝]+/.exec(rest)?.[0];
    const digit = typed ? undefined : /[0-9]+/.exec(rest.normalize('NFKC'))?.[0];
    const at = (code: string, params: Placed['params'] = {}): Placed => ({ file, path, code, params });
    return [
      ...[...new Set([...unknown, ...(broken ? [broken] : [])])].map(name => at('unknown-parameter', { name })),
      ...(unknown.length > 0 || broken || digit ? [] : oneSided).map(name => at('figure-in-one-language', { name })),
      ...(digit ? [at('figure-typed', { number: digit })] : []),
      ...(clause.document.standing === 'draft' && promises.some(pattern => pattern.test(both)) ? [at('draft-promises')] : []),
    ];
  });
}

function wordsOf(scheme: Scheme): Told[] {
  const { conditions, determinations, otherwise, noObstacle, lapsed } = scheme;
  return [
    ...[...conditions.values()].flatMap(({ id, met, unmet }): Told[] => [
      { file: 'rules', path: ['conditions', id, 'met'], words: met },
      { file: 'rules', path: ['conditions', id, 'unmet'], words: unmet },
    ]),
    ...determinations.flatMap(({ says, next, decidedBy }, i): Told[] => [
      { file: 'rules', path: ['determinations', i, 'says'], words: says },
      { file: 'rules', path: ['determinations', i, 'next'], words: next },
      { file: 'rules', path: ['determinations', i, 'decided_by'], words: decidedBy },
    ]),
    { file: 'rules', path: ['otherwise', 'says'], words: otherwise?.says },
    { file: 'rules', path: ['otherwise', 'next'], words: otherwise?.next },
    ...(['name', 'audience', 'gives'] as const).map((field): Told => ({ file: 'scheme', path: [field], words: scheme[field] })),
    ...(['apply', 'papers'] as const).map(
      (field): Told => ({ file: 'scheme', path: [field], words: scheme[field], typed: true }),
    ),
    { file: 'scheme', path: ['no_obstacle', 'says'], words: noObstacle?.says, typed: true },
    { file: 'scheme', path: ['lapsed'], words: lapsed, typed: true },
  ];
}

function checkCases({ cases, determinations }: Scheme): Placed[] {
  const known = new Set(determinations.map(({ id }) => id));
  return cases.flatMap(({ expect }, i) =>
    expect.determination !== undefined && !known.has(expect.determination)
      ? [{ file: 'cases' as const, path: [i, 'expect'], code: 'unknown-determination', params: { id: expect.determination } }]
      : [],
  );
}
