import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDangerScale, type Lessons, learnDanger } from '../../src/conversation/danger-scale.ts';
import { createTraitReader } from '../../src/conversation/danger-traits.ts';
import { traitsFile } from '../../src/knowledge/danger-traits.ts';
import { atOnce } from '../support/at-once.ts';

const traits = traitsFile.parse({
  words: { child: '娃|崽' },
  traits: { fire: { burning: '着火|燃' }, other: { drowning: '{child}[^ ]{0,3}掉河' } },
  marks: { past: '去年' },
  topics: { child: '娃', water: '河' },
});
const lessons: Lessons = {
  dangers: () => [
    { kind: 'fire', clauses: ['屋头燃起来了'] },
    { kind: 'fire', clauses: ['着火了', '快来'] },
    { kind: 'other', clauses: ['娃掉河里了'] },
  ],
  calm: () => [['去年着火'], ['去年燃过'], ['娃在河边耍'], ['领低保']],
};

describe('the traits of a message', () => {
  const read = createTraitReader(traits);

  it('are no signs of danger where nothing in it speaks of any', () => {
    const features = read(['低保怎么办']);
    expect(features).toEqual(expect.arrayContaining(['低', '低保', 'signs:0', 'marks:0']));
    expect(features.filter(feature => /^(?:sign|mark|topic|kind):|^clear/.test(String(feature)))).toEqual([]);
    expect(read([])).toContain('signs:0');
  });

  it('name what happens, with lists of words filled in', () => {
    expect(read(['崽掉河了'])).toEqual(expect.arrayContaining(['sign:other.drowning', 'kind:other', 'clear']));
  });

  it('tell a mark in the same clause from one in another', () => {
    expect(read(['去年着火'])).toContain('fire@past');
    expect(read(['去年搬来', '着火了'])).toEqual(expect.arrayContaining(['fire.burning|past', 'clear:fire.burning']));
    expect(read(['去年搬来', '着火了'])).not.toContain('fire@past');
  });

  it('tell topics in one clause from those in neighbouring ones', () => {
    expect(read(['着火', '娃在河边'])).toContain('with:child+water');
    expect(read(['着火', '娃', '河'])).toContain('near:child+water');
  });
});

describe('the scale', () => {
  const scale = createDangerScale(traits, atOnce(learnDanger(traits, lessons)));

  it('weighs little what tells of no danger, and what says nothing', () => {
    const calmest = scale([['着火了', '快来']]).chance / 4;
    expect(scale([['低保怎么办']]).chance).toBeLessThan(calmest);
    expect(scale([[]]).chance).toBeLessThan(0.5);
  });

  it('knows the kind of what it has learned', () => {
    expect(scale([['屋头燃起来了']]).kind).toBe('fire');
    expect(scale([['娃掉河里了']]).kind).toBe('other');
  });

  it('weighs what is told of the past less', () => {
    expect(scale([['着火了', '快来']]).chance).toBeGreaterThan(scale([['去年着火']]).chance);
  });

  it('hears a sentence that stands between others', () => {
    const alone = scale([['着火了', '快来']]);
    const among = scale([['去年着火'], ['着火了', '快来'], ['领低保']]);
    expect(among.loudest).toBeGreaterThanOrEqual(alone.chance);
  });

  it('says the same whenever it is taught the same', () => {
    const again = createDangerScale(traits, atOnce(learnDanger(traits, lessons)));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('着火了', '娃掉河了', '去年', '领低保'), { minLength: 1, maxLength: 6 }), clauses => {
        expect(again([clauses])).toEqual(scale([clauses]));
      }),
    );
  });
});

it('names a pattern that is none', () => {
  const bad = traitsFile.safeParse({ words: {}, traits: { fire: { burning: '(' } }, marks: {}, topics: {} });
  expect(bad.error?.issues.map(({ message }) => message)).toEqual(['bad-pattern']);
});
