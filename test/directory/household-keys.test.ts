import { describe, expect, it } from 'vitest';
import { buildingIn, keysOf } from '../../src/directory/household-keys.ts';
import type { Member } from '../../src/directory/model.ts';

const member = (facts: Partial<Member>): Member => ({ id: 'm1', name: '张三', relation: 'head', ...facts });
const door = (building: string, entrance?: string, room?: string) =>
  keysOf({ building, entrance, room, members: [] }).find(({ kind }) => kind === 'door')?.value;

describe('the keys of a household', () => {
  it('are its number, its door, and the numbers, phones and names of its members, each once', () => {
    const members = [
      member({ identityNumber: '11010519491231002X', phone: '13812345678' }),
      member({ id: 'm2', name: '李 四', phone: '138-1234-5678' }),
    ];
    expect(keysOf({ code: 'h 001', building: '3', entrance: '2', room: '501', members })).toEqual([
      { kind: 'code', value: 'H001' },
      { kind: 'identity', value: '11010519491231002X' },
      { kind: 'phone', value: '13812345678' },
      { kind: 'name', value: '张三' },
      { kind: 'name', value: '李四' },
      { kind: 'door', value: '3-2-501' },
    ]);
  });

  it.each([
    ['3栋', '2单元', '501室'],
    ['３号楼', '２', '0501'],
    ['03', '2', '501号'],
  ])('name the door of %s %s %s in one way', (...parts) => {
    expect(door(...parts)).toBe('3-2-501');
  });

  it.each([
    ['东区3栋', '西区3栋'],
    ['A座', 'B座'],
    ['3', '30'],
  ])('keep the doors of %s and %s apart', (one, other) => {
    expect(door(one, '1', '101')).not.toBe(door(other, '1', '101'));
  });

  it('have no door without a room', () => {
    expect(door('3', '2')).toBeUndefined();
  });

  it('take the dots of longer names as one', () => {
    const names = ['阿依古丽·买买提', '阿依古丽•买买提', '阿依古丽．买买提'].map(name => keysOf({ members: [member({ name })] }));
    expect(new Set(names.map(keys => JSON.stringify(keys))).size).toBe(1);
  });
});

it('spells a building as its settlement does, and leaves one that it does not list', () => {
  const settlement = { buildings: [{ name: '3栋' }, { name: 'A区12号楼' }] };
  for (const written of ['3', '3栋', ' 3号楼', '０3幢']) expect(buildingIn(settlement, written)).toBe('3栋');
  expect(buildingIn(settlement, 'a区12')).toBe('A区12号楼');
  expect(buildingIn(settlement, ' 13栋 ')).toBe('13栋');
});
