import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, allows, type Right, ROLES, scopesFor } from '../../src/directory/access.ts';
import { covers, formatScope, isWritable, type Place, parseScope, type Scope } from '../../src/directory/scope.ts';
import type { RegionId, SettlementId } from '../../src/shared/ids.ts';

/** Few of each, so that they meet: a county's name stands in both regions. */
const regions = ['guizhou', 'guangxi'] as RegionId[];
const counties = ['黔西市', '都安县', 'a/b'];
const settlements = Array.from({ length: 12 }, (_, i) => {
  const settlement = `s_${String(i).padStart(20, '0')}` as SettlementId;
  return { settlement, region: regions[i % 2]!, county: counties[i % 3]! };
});

/** Wherever something can be: in a settlement, in a county or a region, nowhere. */
const places: readonly Place[] = [
  ...settlements,
  ...settlements.map(({ region, county }) => ({ region, county })),
  ...regions.map(region => ({ region })),
  {},
];
const scopes: readonly Scope[] = [
  { kind: 'all' },
  ...regions.map(region => ({ kind: 'region', region }) as const),
  ...regions.flatMap(region => counties.map(county => ({ kind: 'county', region, county }) as const)),
  ...settlements.map(({ settlement }) => ({ kind: 'settlement', settlement }) as const),
];

const anyScope = fc.constantFrom(...scopes);
const anyPlace = fc.constantFrom(...places);
const anyAction = fc.constantFrom(...ACTIONS);
const anyRight: fc.Arbitrary<Right> = fc.record({ role: fc.constantFrom(...ROLES), scope: anyScope });
const anyRights = fc.array(anyRight, { maxLength: 4 });

const reachOf = (scope: Scope): readonly Place[] => places.filter(place => covers(scope, place));

describe('a scope', () => {
  it('only ever narrows what the wider one reaches', () => {
    for (const { region, county, settlement } of settlements) {
      const chain: Scope[] = [
        { kind: 'settlement', settlement },
        { kind: 'county', region, county },
        { kind: 'region', region },
        { kind: 'all' },
      ];
      for (const [i, narrow] of chain.slice(0, -1).entries()) {
        const wide = reachOf(chain[i + 1]!);
        expect(reachOf(narrow).every(place => wide.includes(place))).toBe(true);
        expect(reachOf(narrow).length).toBeLessThan(wide.length);
      }
    }
  });

  it('lies within another or apart from it, and what is nowhere lies within all alone', () => {
    const shared = (a: Scope, b: Scope) => reachOf(a).filter(place => covers(b, place)).length;
    fc.assert(
      fc.property(anyScope, anyScope, (a, b) => {
        expect([0, reachOf(a).length, reachOf(b).length]).toContain(shared(a, b));
        expect(covers(a, {})).toBe(a.kind === 'all');
      }),
    );
  });

  it('reads as it is written', () => {
    const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}$/);
    const county = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(text => text === text.trim() && !/[\n\r\u2028\u2029]/.test(text));
    const written = fc.oneof(
      anyScope,
      fc.record({ kind: fc.constant('region'), region: slug }),
      fc.record({ kind: fc.constant('county'), region: slug, county }),
    ) as fc.Arbitrary<Scope>;
    fc.assert(
      fc.property(written, scope => {
        expect(parseScope(formatScope(scope))).toEqual(scope);
        expect(isWritable(scope)).toBe(true);
      }),
    );
  });

  it('reads nothing else, and what it reads it writes in one way', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('all', 'region', 'county', 'settlement', 'ALL', ''), fc.constantFrom(':', '', '::'), fc.string())
        .map(parts => parts.join('')),
      fc.string().map(county => `county:guizhou/${county}`),
    );
    fc.assert(
      fc.property(text, typed => {
        const scope = parseScope(typed);
        if (scope) expect(parseScope(formatScope(scope))).toEqual(scope);
      }),
      { numRuns: 1000 },
    );
  });

  const wrong =
    '|All|all:|all:x| all|region:|region:Guizhou|region:guizhou/x|county:guizhou|county:guizhou/|county:guizhou/ |county:/x|settlement:' +
    '|settlement:惠民社区|settlement:s_1|county:guizhou/a\nb|village:x';
  it.each(wrong.split('|'))('is not written “%s”', text => {
    expect(parseScope(text)).toBeUndefined();
  });
});

describe('rights', () => {
  it('allow no less where there are more of them, and no more where there are fewer', () => {
    fc.assert(
      fc.property(anyRights, anyRight, anyAction, anyPlace, (rights, more, action, place) => {
        if (allows(rights, action, place)) expect(allows([...rights, more], action, place)).toBe(true);
        if (!allows(rights, action, place)) expect(allows(rights.slice(1), action, place)).toBe(false);
      }),
    );
  });

  it('allow together what one of them allows by itself, and nothing besides', () => {
    fc.assert(
      fc.property(anyRights, anyAction, anyPlace, (rights, action, place) => {
        expect(allows(rights, action, place)).toBe(rights.some(right => allows([right], action, place)));
      }),
    );
  });

  it('allow as many places as the scopes that lists are read within', () => {
    fc.assert(
      fc.property(anyRights, anyAction, anyPlace, (rights, action, place) => {
        expect(scopesFor(rights, action).some(scope => covers(scope, place))).toBe(allows(rights, action, place));
      }),
    );
  });

  it('allow nothing where there are none', () => {
    fc.assert(
      fc.property(anyAction, anyPlace, (action, place) => {
        expect(allows([], action, place)).toBe(false);
      }),
    );
  });
});
