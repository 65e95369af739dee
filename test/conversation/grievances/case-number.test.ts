import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseNumberIn, isCaseNumber, readable } from '../../../src/conversation/grievances/case-number.ts';
import { numberAt } from '../../../src/grievance/number.ts';

const first = String(numberAt(1));
const characters = [...first].map(digit => '〇一二三四五六七八九'[Number(digit)]).join('');

describe('the number of a case', () => {
  it.each([
    first,
    ` ${first} `,
    [...first].join(' '),
    `编号${first}`,
    `第${first}号`,
    characters,
    `编号：${characters}`,
    `no. ${first}`,
  ])('is read from %j', text => {
    expect(caseNumberIn(text)).toBe(Number(first));
  });

  it.each([
    '',
    '1',
    '0',
    '12345678901234567890',
    '😀',
    '-1',
    'abc',
    '1e9',
    `${first} ${numberAt(2)}x${first}`,
    `${Number(first) + 1}`,
  ])('is not read from %j', text => {
    expect(caseNumberIn(text)).toBeUndefined();
  });

  it('is one only where nothing else is said', () => {
    expect(isCaseNumber(first)).toBe(true);
    expect(isCaseNumber(`电梯坏了${first}`)).toBe(false);
    expect(isCaseNumber('1')).toBe(false);
  });

  it('comes back from how it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), sequence => {
        const number = numberAt(sequence);
        expect(caseNumberIn(readable(number))).toBe(number);
      }),
    );
  });
});
