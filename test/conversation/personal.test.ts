import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { createPersonalReader, type PersonalKind } from '../../src/conversation/personal.ts';
import { checkDigit } from '../../src/directory/identity-number.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';
import { labelledMessages } from '../eval/labelled.ts';

const read = createPersonalReader(loadSpeech(folders.knowledge).value.personal);
const nobody = () => false;
const kindsIn = (text: string): readonly PersonalKind[] => read(text, nobody).kinds;

/** A number of a card with its check digit, by Luhn. */
function cardOf(digits: readonly number[]): string {
  for (let check = 0; check < 10; check++) {
    const all = [...digits, check];
    const sum = all
      .toReversed()
      .reduce((total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
    if (sum % 10 === 0) return all.join('');
  }
  throw new Error('no digit fits');
}

const digit = fc.integer({ min: 0, max: 9 });
const apart = (text: string, every: number, with_: string) => text.replace(new RegExp(`.{${every}}(?=.)`, 'g'), `$&${with_}`);
const wide = (text: string) => text.replace(/[\dX]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
/** As people type a number. */
const typed = fc.constantFrom<(text: string) => string>(
  text => text,
  text => apart(text, 4, ' '),
  text => apart(text, 3, '-'),
  wide,
  text => apart(wide(text), 4, '\u3000'),
);
const around = fc.constantFrom(['', ''], ['我的是', '，帮我查下'], ['号码:', '。'], ['（', '）'], ['3栋 ', ' 谢谢']);

describe('an identity number', () => {
  const number = fc
    .tuple(
      fc.integer({ min: 110000, max: 659999 }),
      fc.date({ min: new Date('1930-01-01'), max: new Date('2020-01-01'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(
      ([place, birth, order]) =>
        `${place}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
    )
    .map(first => `${first}${checkDigit(first)}`);

  it('is found however it is typed, and taken out of the text', () => {
    fc.assert(
      fc.property(number, typed, around, (digits, type, [before = '', after = '']) => {
        const { kinds, masked } = read(`${before}${type(digits)}${after}`, nobody);
        expect(kinds).toContain('identity');
        expect(masked.normalize('NFKC').replace(/\D/g, '').length).toBeLessThan(4);
      }),
    );
  });

  it('is none with another check digit', () => {
    fc.assert(
      fc.property(number, digits => {
        const last = digits.at(-1) === '0' ? '1' : '0';
        expect(kindsIn(digits.slice(0, -1) + last)).not.toContain('identity');
      }),
    );
  });
});

describe('a bank card', () => {
  const number = fc
    .tuple(fc.constantFrom(62, 43, 55, 35, 95), fc.array(digit, { minLength: 13, maxLength: 16 }))
    .map(([bank, more]) => cardOf([...String(bank)].map(Number).concat(more)))
    .filter(digits => new Set(digits).size >= 4);

  it('is found by its check digit, however it is typed', () => {
    fc.assert(
      fc.property(number, typed, around, (digits, type, [before = '', after = '']) => {
        expect(kindsIn(`${before}${type(digits)}${after}`).filter(kind => kind === 'card' || kind === 'identity')).toHaveLength(
          1,
        );
      }),
    );
  });

  it.each(['6222021234567890124', '1234567890123456', '0000000000000000', '2020083020201231'])('is not %s', text => {
    expect(kindsIn(text)).toEqual([]);
  });
});

describe('a mobile number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
    '+86 138 0013 8000',
    '0086-13800138000',
    '8613800138000',
    '打我电话13800138000，找罗',
    '微信同号１３８-００１３-８０００',
  ])('is found in %j', text => {
    const { kinds, masked } = read(text, nobody);
    expect(kinds).toEqual(['phone']);
    expect(masked).not.toMatch(/\d{4}/);
  });

  it.each([
    '12345',
    '0857-4220000',
    '10086',
    '1380013800',
    '138001380001',
    '213800138000',
    '3.13800138000',
    '13800138000元',
    '2026-11-22 08:30',
    '订单A13800138000',
  ])('is not %j', text => {
    expect(kindsIn(text)).toEqual([]);
  });

  it('is none of anybody’s where everybody may know it', () => {
    const { kinds, masked } = read('值班室 138-0013-8000，我的 13900139000', phone => phone === '13800138000');
    expect(kinds).toEqual(['phone']);
    expect(masked).toBe('值班室 138-0013-8000,我的 …');
    expect(read('打 138 0013 8000', phone => phone === '13800138000')).toEqual({ kinds: [], masked: '打 138 0013 8000' });
  });

  it('is found once more behind another number', () => {
    expect(read('13800138000 13900139000', nobody).masked).toBe('… …');
    expect(read('11010519491231002X，13900139000', nobody)).toEqual({ kinds: ['identity', 'phone'], masked: '…,…' });
  });
});

describe('an illness', () => {
  it.each([
    '我妈得了癌症',
    '我有乙肝能进厂吗',
    '我爸肺癌晚期',
    '我家娃儿办了残疾证',
    '我老公尿毒症要透析',
    '我确诊了抑郁症',
    '俺娘有糖尿病',
    '我妈查出来是肝癌，低保怎么申请',
    '我屋老汉去年脑梗',
  ])('is said of one’s own in %j', text => {
    expect(kindsIn(text)).toEqual(['illness']);
  });

  it.each([
    '癌症能报销吗',
    '我想问有癌症怎么报销',
    '我没有高血压',
    '我们小区有精神病人',
    '我家楼上有个精神病',
    '我家隔壁有人得肺结核',
    '如果我妈得了癌症能不能评低保',
    '我怕得癌症',
    '残疾证怎么办',
    '我要办残疾证',
    '社区宣传艾滋病预防',
    '我有一个问题',
    '我妈有医保',
  ])('is not said of one’s own in %j', text => {
    expect(kindsIn(text)).toEqual([]);
  });
});

describe('what nobody should say before others', () => {
  it('is found in any text at all without a fault, and nothing of it is lost but numbers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
        const { kinds, masked } = read(text, nobody);
        if (!kinds.some(kind => kind !== 'illness')) expect(masked).toBe(text);
      }),
    );
  });

  it('does not take long to be looked for', () => {
    const before = performance.now();
    for (const part of ['1', '1 ', '1-', '62', '我', '我妈', '我有', '我妈有', '没我妈', '乙肝']) kindsIn(part.repeat(20_000));
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('is in messages only where people do speak of their own', () => {
    const found = labelledMessages().filter(({ text }) => kindsIn(text).length > 0);
    // Each was read: an illness of the writer or of their family.
    expect(found.map(({ text }) => text)).toEqual([
      '我老婆生癌 借到周身债 想报返贫 帮下手',
      '我有乙肝 进车间要不要先体检过关',
      '俺男人查出肺癌 化疗花了十来万 借遍了 求你们给登记',
      '我妈脑出血瘫了 我辞工伺候她 没一分进项 想报返贫户',
    ]);
  });
});
