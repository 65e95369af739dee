import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdentityNumber } from '../../src/directory/identity-number.ts';

describe('an identity number', () => {
  it('tells birth and sex', () => {
    // The example of GB 11643-1999.
    expect(readIdentityNumber('11010519491231002x')).toEqual({
      kind: 'valid',
      number: '11010519491231002X',
      birth: '1949-12-31',
      sex: 'female',
    });
  });

  it('of fifteen digits tells them too, but is another kind', () => {
    expect(readIdentityNumber('110105491231002')).toEqual({ kind: 'old', birth: '1949-12-31', sex: 'female' });
  });

  it.each([
    ['', 'length'],
    ['11010519491231002', 'length'],
    ['11010519491231002XX', 'length'],
    ['01010519491231002X', 'length'],
    ['1101051949123100X2', 'length'],
    ['11010519490229002X', 'birth'],
    ['110105490229002', 'birth'],
    ['110105194912310021', 'check'],
  ])('%j is none', (text, kind) => {
    expect(readIdentityNumber(text)).toEqual({ kind });
  });

  it('shows every slip of one digit, and every swap of neighbours', () => {
    const number = '11010519491231002X';
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        const wrong = number.slice(0, at) + digit + number.slice(at + 1);
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
        if (wrong !== number) expect(readIdentityNumber(wrong).kind).not.toBe('valid');
        if (swapped !== number) expect(readIdentityNumber(swapped).kind).not.toBe('valid');
      }),
    );
  });
});
