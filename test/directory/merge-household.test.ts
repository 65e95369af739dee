import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HouseholdDraft } from '../../src/directory/household-sheet/index.ts';
import { mergeHousehold } from '../../src/directory/merge-household.ts';
import type { Household, Member } from '../../src/directory/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { HouseholdId, SettlementId } from '../../src/shared/ids.ts';

const [first, second] = ['11010519491231002X', '522121198003070117'];
const before: Household = {
  id: 'h_00000000000000000001' as HouseholdId,
  settlement: 's_00000000000000000001' as SettlementId,
  code: 'H1',
  building: '3',
  room: '501',
  members: [
    { id: 'm1', name: '张三', relation: 'head', identityNumber: first, phone: '13812345678', health: '良好' },
    { id: 'm3', name: '李四', relation: 'spouse', birth: '1980-03-07' as Day },
  ],
  marks: ['out-of-poverty', 'monitored'],
  purpose: 'file',
  consents: [{ purpose: 'file', how: 'written', on: '2020-01-01' as Day, recordedBy: 'p' }],
  version: 7,
};
const draft = (facts: Partial<HouseholdDraft>): HouseholdDraft => ({
  members: [],
  marks: { is: [], not: [] },
  rows: [],
  ...facts,
});
const member = (facts: Partial<Member>): Member => ({ id: 'm1', name: '张三', relation: 'other', ...facts });
/** `m1.phone conflict` */
const kinds = (merged: ReturnType<typeof mergeHousehold>) =>
  merged.changes.map(({ member: of, field, kind }) => `${of ? `${of}.` : ''}${field} ${kind}`);

describe('joining a table’s household with the directory’s', () => {
  it('changes nothing where the table mentions nothing', () => {
    expect(mergeHousehold(before, draft({}))).toEqual({ household: before, changes: [] });
  });

  it('lets the table win, field by field, and says what was there', () => {
    const merged = mergeHousehold(
      before,
      draft({ code: 'H1', building: '4', entrance: '2', members: [member({ identityNumber: first, phone: '13900000000' })] }),
    );
    expect(merged.household).toMatchObject({
      code: 'H1',
      building: '4',
      entrance: '2',
      room: '501',
      version: 7,
      consents: before.consents,
    });
    expect(merged.household.members[0]).toEqual({ ...before.members[0], phone: '13900000000' });
    expect(kinds(merged)).toEqual([
      'code same',
      'building conflict',
      'entrance new',
      'm1.name same',
      'm1.relation same',
      'm1.identityNumber same',
      'm1.phone conflict',
    ]);
    expect(merged.changes[1]).toEqual({ field: 'building', kind: 'conflict', before: '3', after: '4' });
  });

  it.each([
    ['the identity number, whatever the name', { name: '张叁', identityNumber: first }, 'm1'],
    ['the name and relation', { name: '张 三', relation: 'head' as const }, 'm1'],
    ['the name and birth', { name: '李四', birth: '1980-03-07' as Day, relation: 'child' as const }, 'm3'],
    ['nothing: another number', { name: '张三', identityNumber: second, relation: 'head' as const }, 'm4'],
    ['nothing: another birth', { name: '李四', birth: '2010-01-01' as Day, relation: 'spouse' as const }, 'm4'],
    ['the name alone', { name: '李四', relation: 'sibling' as const }, 'm3'],
  ])('matches a member by %s', (_, facts, id) => {
    const { changes } = mergeHousehold(before, draft({ members: [member(facts)] }));
    expect(new Set(changes.flatMap(change => change.member ?? []).filter(of => of === id || of === 'm4'))).toEqual(new Set([id]));
  });

  it('gives a new member an id that nobody had', () => {
    const { household } = mergeHousehold(before, draft({ members: [member({ id: 'm1', name: '王五', relation: 'child' })] }));
    expect(household.members.map(({ id, name }) => `${id} ${name}`)).toEqual(['m1 张三', 'm3 李四', 'm4 王五']);
  });

  it('makes the table’s head the head, first and only', () => {
    const merged = mergeHousehold(
      before,
      draft({ members: [member({ name: '李四', birth: '1980-03-07' as Day, relation: 'head' })] }),
    );
    expect(merged.household.members.map(({ id, relation }) => `${id} ${relation}`)).toEqual(['m3 head', 'm1 other']);
    expect(merged.changes).toContainEqual({ field: 'relation', member: 'm1', kind: 'conflict', before: 'head', after: 'other' });
  });

  it('adds marks, takes away those that are denied, and drops “monitored” for its kind', () => {
    const merged = mergeHousehold(before, draft({ marks: { is: ['unstable'], not: ['out-of-poverty'] } }));
    expect(merged.household.marks).toEqual(['unstable']);
    expect(kinds(merged)).toEqual(['marks new', 'marks conflict']);
  });

  it('loses no member and doubles no id, and changes nothing the second time', () => {
    const someone = fc.record({
      name: fc.constantFrom('张三', '李四', '王五'),
      relation: fc.constantFrom('head' as const, 'spouse' as const, 'child' as const, 'other' as const),
      identityNumber: fc.constantFrom(undefined, first, second),
      birth: fc.constantFrom(undefined, '1980-03-07' as Day, '2010-01-01' as Day),
    });
    fc.assert(
      fc.property(fc.uniqueArray(someone, { maxLength: 4, selector: ({ name }) => name }), people => {
        const heads = people.filter(({ relation }) => relation === 'head').length;
        const numbers = people.flatMap(({ identityNumber }) => identityNumber ?? []);
        fc.pre(heads <= 1 && new Set(numbers).size === numbers.length);
        const table = draft({ members: people.map((facts, index) => ({ ...facts, id: `m${index + 1}` })) });
        const once = mergeHousehold(before, table);
        const ids = once.household.members.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(['m1', 'm3']));
        expect(once.household.members.filter(({ relation }) => relation === 'head').length).toBeLessThanOrEqual(1);
        const twice = mergeHousehold(once.household, table);
        expect(twice.household).toEqual(once.household);
        expect(twice.changes.filter(({ kind }) => kind !== 'same')).toEqual([]);
      }),
    );
  });
});
