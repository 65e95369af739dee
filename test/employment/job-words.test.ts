import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobWords } from '../support/job-words.ts';

const counties = ['云上县', '青山苗族自治县'];
const read = (text: string) => jobWords.read(text, counties);

describe('skills that a text names', () => {
  it.each([
    ['附近有没有缝纫的活', ['sewing']],
    ['我会踩衣车，也会绣花', ['sewing', 'embroidery']],
    ['我会缝人机', ['sewing']],
    ['开钩机的', ['excavator']],
    ['会挖鸡', ['excavator']],
    ['电旱工，有证', ['welding']],
    ['睇门口嘅', ['guarding']],
    ['看大门、扫街都中', ['guarding', 'street-cleaning']],
    ['扎铁、泥水都识', ['rebar', 'masonry']],
    ['A2证，B2也有', ['truck']],
    ['快递分拣', ['sorting']],
    ['酒店前台', ['reception']],
    ['電焊工', ['welding']],
    ['ＣＮＣ', ['machine-operation']],
    ['sewing or driving', ['sewing', 'driving']],
    ['teacher', ['teaching']],
    ['steam team', []],
    ['', []],
  ])('%s', (text, skills) => expect(jobWords.skillsIn(text)).toEqual(skills));

  it('hears what was written with the wrong characters throughout', () => {
    expect(jobWords.skillsIn('我会开叉撤，以前做网格园')).toEqual(['forklift', 'community']);
    expect(jobWords.skillsIn('装栽机我开过')).toEqual(['loader']);
  });

  it.each([
    ['不会开车，会做饭', ['cooking']],
    ['不想进厂 想种菜', ['farm-work']],
    ['除了保安，保洁也行', ['cleaning']],
    ['要不要保洁', ['cleaning']],
    ['会不会招电工', ['electrician']],
  ])('leaves out what somebody does not want: %s', (text, skills) => expect(jobWords.skillsIn(text)).toEqual(skills));

  it('has a name in both languages, and knows from what one can do it', () => {
    expect(jobWords.nameOf('excavator')).toBe('挖掘机');
    expect(jobWords.nameOf('excavator', 'en')).toBe('excavator');
    expect(jobWords.nameOf('astronaut')).toBeUndefined();
    expect(jobWords.relatedTo('excavator')).toContain('loader');
    for (const { id } of jobWords.skills) expect(jobWords.relatedTo(id)).not.toContain(id);
  });
});

describe('the wish of a sentence', () => {
  it.each([
    ['我会开挖机, 想在县城找活, 一个月五千以上', { skills: ['excavator'], near: true, wageFrom: 5000, words: [] }],
    ['屋头闲起想找点轻巧活路', { skills: [], limits: ['light'], kinds: [], words: [] }],
    ['一个月四五千的厂子', { skills: ['factory'], wageFrom: 4000 }],
    ['县城有没得开挖机的', { skills: ['excavator'], near: true }],
    ['云上有招服务员的吗', { skills: ['waiting'], places: ['云上县'] }],
    ['青山县城的超市', { places: ['青山苗族自治县'], skills: ['sales'] }],
    ['想喺屋企做啲手工', { skills: ['handcraft'], kinds: ['home'], limits: ['home'] }],
    ['一天两百的小工', { skills: ['labouring'], wageFrom: 5200 }],
    ['每小时15块', { wageFrom: 3120 }],
    ['4-5千', { wageFrom: 4000 }],
    ['3k以上的客服', { skills: ['customer-service'], wageFrom: 3000 }],
    ['四千五左右', { wageFrom: 4500 }],
    ['1.5万', { wageFrom: 15_000 }],
    ['俺五十八了，有没有扫街的活', { age: 58, skills: ['street-cleaning'] }],
    ['女 45岁 带着两岁娃', { age: 45, limits: ['childcare'] }],
    ['腰不好干不了重活', { limits: ['light'] }],
    ['接送娃走不开，想兼职', { limits: ['childcare', 'home'], kinds: ['part-time'] }],
    ['想去福建做鞋', { skills: ['shoemaking'], places: ['福建'] }],
    ['日结的短工', { kinds: ['casual'] }],
  ])('%s', (text, wish) => expect(read(text)).toMatchObject(wish));

  it.each(['厂里有3000人', '2019年的岗位', '13800138000', '五个人', '三公里', '1栋2单元', '两百斤'])(
    'takes no number for a wage that is none: %s',
    text => expect(read(text).wageFrom).toBeUndefined(),
  );

  it.each(['2岁的娃', '一百二十岁', '五十块'])('takes no number for an age that is none: %s', text =>
    expect(read(text).age).toBeUndefined(),
  );

  it('says the same of any text twice, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        expect(read(text)).toEqual(read(text));
      }),
    );
    expect(read('缝'.repeat(50_000)).skills).toEqual([]);
  });
});
