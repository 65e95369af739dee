import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { countyStem } from '../../src/employment/county.ts';
import { createMatcher } from '../../src/employment/matcher.ts';
import { JOB_KINDS, SUITS } from '../../src/employment/model.ts';
import { kilometres } from '../../src/employment/ready.ts';
import { figures, postingOf, today, type WrittenJob, type WrittenWish, wishOf } from './matching-cases.ts';

interface Case {
  readonly case: string;
  readonly wish: WrittenWish;
  readonly job: WrittenJob;
  readonly suits: readonly string[] | 'no';
  readonly km?: number;
}
const { related, cases } = load(readFileSync(new URL('matching.yaml', import.meta.url), 'utf8')) as {
  readonly related: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly Case[];
};
const matcher = createMatcher({ words: { relatedTo: skill => related[skill] ?? [] }, figures });

describe('what suits whom, case by case', () => {
  it.each(cases)('$case', ({ wish, job, suits, km }) => {
    const found = matcher.forWish(wishOf(wish), [postingOf(job)], today);
    const reasons = found.flatMap(match => match.reasons);
    expect(found.length === 0 ? 'no' : reasons.map(({ kind }) => kind)).toEqual(suits);
    expect(reasons.find(reason => reason.kind === 'distance')?.km).toBe(km);
    expect(matcher.forPosting(postingOf(job), [wishOf(wish)], today)).toEqual(found);
  });

  it('says which of their skills is meant, and what it leads to', () => {
    const [exact] = matcher.forWish(wishOf({ skills: ['welding', 'sewing'] }), [postingOf({ skills: ['sewing'] })], today);
    expect(exact?.reasons).toEqual([{ kind: 'skill', skills: ['sewing'] }]);
    const [near] = matcher.forWish(wishOf({ skills: ['ironing', 'loader'] }), [postingOf({ skills: ['sewing'] })], today);
    expect(near?.reasons).toEqual([{ kind: 'related-skill', skills: ['ironing'], to: 'sewing' }]);
  });

  it('puts what fits better first, and the newer of two that fit alike', () => {
    const jobs = [
      postingOf({ skills: ['sewing'] }, 'j_1'),
      postingOf({ skills: ['sewing'], county: '黔西市' }, 'j_2'),
      postingOf({ skills: ['sewing'] }, 'j_3'),
    ];
    const found = matcher.forWish(wishOf({ skills: ['sewing'], county: '黔西市' }), jobs, today);
    expect(found.map(({ posting }) => posting)).toEqual(['j_2', 'j_3', 'j_1']);
    expect(found.map(({ score }) => score)).toEqual([52, 40, 40]);
  });

  it('keeps as many as are asked for, the best', () => {
    const jobs = Array.from({ length: 30 }, (_, i) =>
      postingOf(i % 3 === 0 ? { county: '黔西市' } : {}, `j_${String(i).padStart(2, '0')}`),
    );
    const wish = wishOf({ county: '黔西市' });
    const all = matcher.forWish(wish, jobs, today);
    expect(matcher.among(jobs, today)(wish, 12)).toEqual(all.slice(0, 12));
    expect(matcher.among(jobs, today)(wish, 0)).toEqual([]);
  });
});

describe('places', () => {
  it('knows a county with and without what it is', () => {
    expect(['黔西市', '黔西县', '黔西', '忠县', ' 大足区 ', undefined].map(countyStem)).toEqual([
      '黔西',
      '黔西',
      '黔西',
      '忠县',
      '大足',
      '',
    ]);
  });

  it('measures from Guiyang to Chongqing as a map does', () => {
    const guiyang = { latitude: 26.647, longitude: 106.63 };
    expect(kilometres(guiyang, { latitude: 29.563, longitude: 106.551 })).toBeCloseTo(324.3, 0);
    expect(kilometres(guiyang, guiyang)).toBe(0);
  });
});

describe('whatever is looked for and offered', () => {
  const skills = ['sewing', 'tailoring', 'welding', 'excavator', 'loader'];
  const counties = ['黔西市', '织金县', '东莞市'];
  const some = <T>(values: readonly T[], most = 2) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const at = maybe(
    fc.tuple(fc.integer({ min: 2600, max: 2660 }), fc.constant(10600)).map(([n, e]) => [n / 100, e / 100] as const),
  );
  const defined = (record: object): object =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  const wish = fc
    .record({
      skills: some(skills),
      places: some(counties),
      near: maybe(fc.boolean()),
      kinds: some(JOB_KINDS),
      wageFrom: maybe(fc.integer({ min: 1000, max: 6000 })),
      limits: some(SUITS),
      age: maybe(fc.integer({ min: 16, max: 70 })),
      county: maybe(fc.constantFrom(...counties)),
      settlement: maybe(fc.constantFrom('s1', 's2')),
      at,
    })
    .map(written => wishOf(defined(written) as WrittenWish));
  const job = fc
    .record({
      skills: some(skills),
      county: maybe(fc.constantFrom(...counties)),
      settlement: maybe(fc.constantFrom('s1', 's2')),
      kind: maybe(fc.constantFrom(...JOB_KINDS)),
      wage: maybe(fc.record({ form: fc.constant('monthly' as const), from: fc.integer({ min: 1000, max: 6000 }) })),
      age: maybe(fc.record({ from: fc.integer({ min: 16, max: 30 }), to: fc.integer({ min: 30, max: 70 }) })),
      suits: some(SUITS),
      at,
    })
    .map(written => defined(written) as WrittenJob);
  const jobs = fc
    .array(job, { maxLength: 12 })
    .map(list => list.map((one, i) => postingOf(one, `j_${String(i).padStart(2, '0')}`)));

  it('never finds a match without a reason, and never one that a condition rules out', () => {
    fc.assert(
      fc.property(wish, jobs, (looking, offered) => {
        for (const { posting, reasons } of matcher.forWish(looking, offered, today)) {
          const { job: found } = offered.find(({ id }) => id === posting)!;
          const { wants, of } = looking;
          expect(reasons.length).toBeGreaterThan(0);
          if (wants.age !== undefined && found.age) {
            expect(wants.age).toBeGreaterThanOrEqual(found.age.from!);
            expect(wants.age).toBeLessThanOrEqual(found.age.to!);
          }
          if (wants.wageFrom !== undefined && found.wage) expect(found.wage.from).toBeGreaterThanOrEqual(wants.wageFrom);
          if (wants.kinds.length > 0) expect(wants.kinds).toContain(found.kind ?? 'full-time');
          if (wants.limits.includes('light')) expect(found.suits).toContain('light');
          if (wants.limits.includes('home')) expect(found.kind === 'home' || found.suits.includes('home')).toBe(true);
          if (wants.places.length > 0 && !wants.near) expect(wants.places).toContain(found.county);
          if (wants.near && wants.places.length === 0 && !(wants.coordinates && found.coordinates))
            expect(found.county).toBe(of.county);
          if (reasons.some(({ kind }) => kind === 'distance')) expect(wants.coordinates && found.coordinates).toBeDefined();
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says the same from both ends, and the same each time', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 6 }), jobs, (looking, offered) => {
        const wishes = looking.map((one, i) => ({ ...one, id: `w_${i}` }));
        const order = (list: readonly { wish: string; posting: string }[]) =>
          [...list].sort((a, b) => `${a.wish}${a.posting}`.localeCompare(`${b.wish}${b.posting}`));
        const fromWishes = wishes.flatMap(one => matcher.forWish(one, offered, today));
        const fromPostings = offered.flatMap(one => matcher.forPosting(one, wishes, today));
        expect(order(fromPostings)).toEqual(order(fromWishes));
        expect(wishes.flatMap(one => matcher.forWish(one, offered.toReversed(), today))).toEqual(fromWishes);
      }),
      { numRuns: 200 },
    );
  });
});
