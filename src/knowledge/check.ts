/**
 * What a schema cannot see in one clause: units that exist, ids that are unique, and that every number people are told is a recorded figure.
 */
import type { UnitId } from '../shared/ids.ts';
import type { Fault } from './fault.ts';
import type { Clause, Provision, Unit } from './model.ts';

/** A fault, placed by the path of the value in its file. */
export interface PlacedFault extends Pick<Fault, 'code' | 'params'> {
  readonly path: readonly PropertyKey[];
}

/** The faults of one clause, in the order of its file. */
export function checkClause(clause: Clause, units: ReadonlyMap<UnitId, Unit>): PlacedFault[] {
  return [...checkUnits(clause, units), ...checkIds(clause), ...checkAsks(clause), ...clause.provisions.flatMap(checkNumbers)];
}

function checkUnits(clause: Clause, units: ReadonlyMap<UnitId, Unit>): PlacedFault[] {
  const named: [UnitId | undefined, PropertyKey[]][] = [
    ...clause.lead.map((id, i): [UnitId, PropertyKey[]] => [id, ['lead', i]]),
    ...clause.supporting.map((id, i): [UnitId, PropertyKey[]] => [id, ['supporting', i]]),
    ...clause.leavesOpen.map((point, i): [UnitId | undefined, PropertyKey[]] => [
      point.decidedBy,
      ['leaves_open', i, 'decided_by'],
    ]),
  ];
  return named.flatMap(([id, path]) => (id && !units.has(id) ? [{ path, code: 'unknown-unit', params: { id } }] : []));
}

function checkIds(clause: Clause): PlacedFault[] {
  const seen = new Set<string>();
  const named = [
    ...clause.provisions.map(({ id }, i) => ({ id, path: ['provisions', i, 'id'] })),
    ...clause.leavesOpen.map(({ id }, i) => ({ id, path: ['leaves_open', i, 'id'] })),
  ];
  return named.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path, code: 'duplicate-id', params: { id } }];
  });
}

function checkAsks(clause: Clause): PlacedFault[] {
  const seen = new Set<string>();
  const lists = [
    ...clause.provisions.map(({ asks }, i) => ({ asks, path: ['provisions', i, 'asks'] })),
    ...clause.leavesOpen.map(({ asks }, i) => ({ asks, path: ['leaves_open', i, 'asks'] })),
  ];
  return lists.flatMap(({ asks, path }) =>
    asks.flatMap((ask, i) => {
      if (!seen.has(ask)) {
        seen.add(ask);
        return [];
      }
      return [{ path: [...path, i], code: 'duplicate-ask', params: { ask } }];
    }),
  );
}

function checkNumbers(provision: Provision, index: number): PlacedFault[] {
  const at = (...path: PropertyKey[]) => ['provisions', index, ...path];
  const recorded = recordedNumbers(provision);
  const unrecorded = (field: 'says' | 'more'): PlacedFault[] =>
    numbersIn(provision[field]?.zh ?? '').flatMap(number =>
      recorded.has(number) ? [] : [{ path: at(field), code: 'number-not-recorded', params: { number, id: provision.id } }],
    );
  const { period } = provision;
  const backwards = period && period.from > period.to;
  return [
    ...unrecorded('says'),
    ...unrecorded('more'),
    ...(backwards ? [{ path: at('period'), code: 'period-backwards', params: { from: period.from, to: period.to } }] : []),
  ];
}

function recordedNumbers({ figures, due, period }: Provision): Set<string> {
  const sources = [
    ...figures.flatMap(figure => [figure.value, figure.at_least, figure.above, figure.at_most, figure.below, figure.words]),
    ...due.flatMap(({ by, words }) => [...dateParts(by), words]),
    ...(period ? [...dateParts(period.from), ...dateParts(period.to), period.words] : []),
  ];
  return new Set(sources.flatMap(source => (source === undefined ? [] : numbersIn(String(source)))));
}

const dateParts = (day: string): string[] => day.split('-').map(part => String(Number(part)));

/** The numbers that a text states in Arabic figures, 1万 as 10000; names in quotes (“5+2”) and titles (《…》) state none. */
export function numbersIn(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/[“"「《][^”"」》]*[”"」》]/g, '');
  return [...plain.matchAll(/(\d+(?:\.\d+)?(?:\/\d+)?)\s*(万|千)?/g)].map(([, number = '', scale]) => {
    if (number.includes('/')) return number;
    const times = scale === '万' ? 10_000 : scale === '千' ? 1_000 : 1;
    return String(Number((Number(number) * times).toFixed(6)));
  });
}
