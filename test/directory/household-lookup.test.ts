import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf } from '../../src/directory/household-keys.ts';
import { keyIn, keysIn } from '../../src/directory/household-lookup.ts';
import { aHousehold, aSettlement } from '../support/directory.ts';

const household = aHousehold(aSettlement().id, {
  code: 'HM-0012',
  building: '3栋',
  entrance: '2单元',
  room: '501室',
  members: [
    { id: 'm1', name: '罗世珍', relation: 'head', phone: '138-0013-8000', identityNumber: '11010519491231002X' },
    { id: 'm2', name: '阿卜杜拉·买买提', relation: 'other', phone: '0857-1234567' },
  ],
});
const keys = new Set(keysOf(household).map(({ kind, value }) => `${kind} ${value}`));
const finds = (text: string): boolean => keysIn(text).some(({ kind, value }) => keys.has(`${kind} ${value}`));

describe('what is typed to find a household', () => {
  it.each([
    ['a name', '罗世珍'],
    ['a name with spaces', ' 罗 世珍 '],
    ['a name with another dot', '阿卜杜拉•买买提'],
    ['a door', '3-2-501'],
    ['a door in words', '3栋2单元501室'],
    ['a door in full width', '3-2-501'],
    ['a door with a long dash', '3—2—501'],
    ['a number of the office', 'hm-0012'],
    ['a telephone', '13800138000'],
    ['a telephone with spaces', '138 0013 8000'],
    ['a telephone with the code of the country', '+86 138-0013-8000'],
    ['a telephone of a house', '0857-1234567'],
    ['an identity number with a small x', '11010519491231002x'],
  ])('finds it by %s', (_, text) => {
    expect(finds(text)).toBe(true);
  });

  it('joins a zone with its building, and never two numbers to a third', () => {
    expect(keyIn('door', 'A区-3-2-501')).toEqual(keysOf({ building: 'A区3', entrance: '2', room: '501', members: [] })[0]);
    expect(keyIn('door', '3-2-1-501')).toBeUndefined();
  });

  it.each(['罗世', '3-501', '3-2-502', '13800138001', '110105194912310021', 'HM-0013', '501'])(
    'does not take %s for it',
    text => {
      expect(finds(text)).toBe(false);
    },
  );

  it('makes nothing of nothing and of what is too long, and never throws', () => {
    expect(keysIn('')).toEqual([]);
    expect(keysIn(' \n ')).toEqual([]);
    expect(keysIn('罗'.repeat(5000))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const { value } of keysIn(text)) expect(value).not.toBe('');
      }),
    );
  });
});
