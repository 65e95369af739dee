import { describe, expect, it } from 'vitest';
import type { Posting } from '../../../src/employment/model.ts';
import { createJobIndex } from '../../../src/employment/search.ts';
import { createSought } from '../../../src/employment/sought.ts';
import { jobWords } from '../../support/job-words.ts';
import { asked, counties, from, postings } from './eval-set.ts';

const makeReady = createSought(jobWords);
const indexOf = (some: readonly Posting[]) => createJobIndex(some.map(makeReady), jobWords);
const index = indexOf(postings);
const find = (text: string, where = from, among = index) => among.find(jobWords.read(text, counties), where);
const first = (text: string, where = from) => find(text, where).fits.map(({ posting }) => posting.id);

describe('search for jobs', () => {
  it('has as many labelled questions and postings as its figures are said of', () => {
    expect(postings.length).toBeGreaterThanOrEqual(60);
    const questions = Object.values(asked).flat();
    expect(questions.length).toBeGreaterThanOrEqual(150);
    const ids = new Set(postings.map(({ id }) => id));
    for (const { fits } of questions) for (const id of fits) expect(ids).toContain(id);
  });

  it('finds what people ask for in nine of ten questions, also in those that it was never mended by', () => {
    for (const questions of Object.values(asked)) {
      const found = questions.filter(({ asks, fits }) => {
        const shown = first(asks).slice(0, 3);
        return fits.length === 0 ? shown.length === 0 : shown.some(id => fits.includes(id));
      });
      expect(found.length / questions.length).toBeGreaterThan(0.9);
    }
  });

  it('shows what is nearest first, and the newest of what is as near', () => {
    expect(first('缝纫')).toEqual(['p02', 'p01', 'p22', 'p05', 'p04']);
    expect(first('缝纫', { region: from.region, county: '大方县' })[0]).toBe('p04');
  });

  it('finds near jobs only where they are near, and tells of the others apart', () => {
    const { fits, others } = find('附近有没有开铲车的');
    expect(fits).toEqual([]);
    expect(others.map(({ posting }) => posting.id)).toContain('p24');
    expect(first('附近有没有开铲车的', { region: from.region })).toEqual(['p24']);
  });

  it.each([
    ['会裁缝，附近有没有活', 'p03', { kind: 'same-county' }],
    ['附近的缝纫活', 'p01', { kind: 'same-settlement' }],
    ['大方的缝纫', 'p04', { kind: 'wanted-place' }],
    ['缝纫 三千五以上', 'p04', { kind: 'wage', from: 3500 }],
    ['要带娃的缝纫', 'p01', { kind: 'suits', limits: ['childcare'] }],
    ['五十六岁保安', 'p09', { kind: 'age' }],
    ['家里能做的手工', 'p43', { kind: 'job-kind', is: 'home' }],
  ])('says why: %s', (text, id, reason) => {
    const match = find(text).fits.find(({ posting }) => posting.id === id);
    expect(match?.reasons).toContainEqual(reason);
  });

  it('offers what somebody can soon do as something else, and says from what', () => {
    const { fits, others } = find('会装载机');
    expect(fits.map(({ posting }) => posting.id)).toEqual(['p24']);
    expect(others.find(({ posting }) => posting.id === 'p23')?.reasons).toContainEqual({
      kind: 'related-skill',
      skills: ['loader'],
      to: 'excavator',
    });
  });

  it('never shows somebody a job that they are too old for as one that fits', () => {
    for (const { posting } of find('六十二岁 保安').fits) expect(posting.job.age?.to ?? 99).toBeGreaterThanOrEqual(62);
  });

  it('finds nothing among nothing, and for what nobody offers', () => {
    expect(find('缝纫', from, indexOf([]))).toEqual({ fits: [], others: [], words: [] });
    expect(find('找活', from, indexOf([])).fits).toEqual([]);
    expect(find('宇航员').fits).toEqual([]);
    expect(find('想去新疆摘棉花').fits).toEqual([]);
  });

  it.each(['孩子大了，我也该出去挣点钱了，给我指条路', '屋头坐起没意思', '娃刚十九，想打工，去哪里好'])(
    'takes what has nothing to do with a job for no demand: %s',
    text => expect(find(text).fits.length).toBeGreaterThan(20),
  );

  it('shows all to whoever asks for any work', () => {
    expect(find('有没有活干').fits).toHaveLength(postings.length);
  });

  it.each(['', '？？？', '😀😀', '1', 'SELECT * FROM posting', '缝'.repeat(3000)])('takes any text: %s', text => {
    expect(() => find(text)).not.toThrow();
  });
});
