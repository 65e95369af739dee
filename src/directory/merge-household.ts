/**
 * Joins what a table says of a household with what the directory holds: the table wins, what it does not mention stays.
 */
import { isSameName } from './household-keys.ts';
import type { HouseholdDraft } from './household-sheet/index.ts';
import type { Household, Mark, Member } from './model.ts';

/** What became of one field. */
export interface FieldChange {
  readonly field: string;
  /** The member's id, where it is a member's field; absent for the household's own. */
  readonly member?: string;
  /** `new`: nothing was there; `conflict`: something else was. */
  readonly kind: 'new' | 'same' | 'conflict';
  /** Personal, as is `after`: for whoever imports, and for no log. */
  readonly before?: string;
  /** Absent where a mark was denied. */
  readonly after?: string;
}

/** The household as it is to be, and what changed on the way. */
export interface MergedHousehold {
  readonly household: Household;
  readonly changes: readonly FieldChange[];
}

const HOUSEHOLD_FIELDS = ['code', 'building', 'entrance', 'room', 'origin', 'movedIn'] as const;
const MEMBER_FIELDS = [
  'name',
  'relation',
  'identityNumber',
  'phone',
  'sex',
  'birth',
  'labour',
  'work',
  'workplace',
  'skills',
  'schooling',
  'health',
] as const;
/** Kinds of `monitored`: who is one of them is not merely monitored. */
const MONITORED_KINDS: readonly Mark[] = ['unstable', 'borderline', 'sudden-hardship'];

/**
 * Members are matched by identity number, then by name and birth, name and relation, or name alone where nothing speaks against it. Ids, consents and the version stay as they are.
 */
export function mergeHousehold(before: Household, draft: HouseholdDraft): MergedHousehold {
  const own = joined(before, draft, HOUSEHOLD_FIELDS);
  const members = mergeMembers(before.members, draft.members);
  const marks = mergeMarks(before.marks, draft.marks);
  return {
    household: { ...own.value, members: members.value, marks: marks.value },
    changes: [...own.changes, ...marks.changes, ...members.changes],
  };
}

interface Joined<T> {
  readonly value: T;
  readonly changes: readonly FieldChange[];
}

function joined<T extends object, K extends keyof T & string>(
  before: T,
  after: Partial<Record<K, T[K]>>,
  fields: readonly K[],
  member?: string,
): Joined<T> {
  const changes = fields.flatMap((field): FieldChange[] => {
    const [old, now] = [before[field], after[field]] as [string | undefined, string | undefined];
    if (now === undefined) return [];
    const kind = old === undefined ? 'new' : old === now ? 'same' : 'conflict';
    return [
      { field, ...(member === undefined ? {} : { member }), kind, ...(old === undefined ? {} : { before: old }), after: now },
    ];
  });
  return { value: { ...before, ...Object.fromEntries(changes.map(({ field, after: now }) => [field, now])) }, changes };
}

function mergeMembers(before: readonly Member[], after: readonly Member[]): Joined<readonly Member[]> {
  const members = new Map(before.map(member => [member.id, member]));
  const pairs = matched(before, after);
  const changes: FieldChange[] = [];
  let next = Math.max(0, ...before.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
  let head: string | undefined;
  for (const member of after) {
    const known = pairs.get(member);
    const id = known?.id ?? `m${++next}`;
    const merged = known ? joined(known, said(member, known), MEMBER_FIELDS, id) : added({ ...member, id });
    members.set(id, merged.value);
    changes.push(...merged.changes);
    if (member.relation === 'head') head = id;
  }
  // A household has one head: the one of the table.
  for (const { id, relation, ...rest } of members.values()) {
    if (head === undefined || id === head || relation !== 'head') continue;
    members.set(id, { ...rest, id, relation: 'other' });
    changes.push({ field: 'relation', member: id, kind: 'conflict', before: relation, after: 'other' });
  }
  const all = [...members.values()];
  return {
    value: [...all.filter(({ relation }) => relation === 'head'), ...all.filter(({ relation }) => relation !== 'head')],
    changes,
  };
}

/** `other` is also what a table comes to that does not say how somebody belongs to the household. */
const said = (member: Member, known: Member): Member =>
  member.relation === 'other' ? { ...member, relation: known.relation } : member;

const added = (member: Member): Joined<Member> => ({
  value: member,
  changes: MEMBER_FIELDS.flatMap(field =>
    member[field] === undefined ? [] : [{ field, member: member.id, kind: 'new' as const, after: member[field] }],
  ),
});

/** Whom of the household each member of the table is; nobody is two. */
function matched(before: readonly Member[], after: readonly Member[]): ReadonlyMap<Member, Member> {
  const pairs = new Map<Member, Member>();
  const taken = new Set<string>();
  for (const same of [sameIdentity, sameBirth, sameRelation, mayBe]) {
    for (const member of after) {
      const known = pairs.has(member) ? undefined : before.find(candidate => !taken.has(candidate.id) && same(candidate, member));
      if (!known) continue;
      pairs.set(member, known);
      taken.add(known.id);
    }
  }
  return pairs;
}

const sameIdentity = (a: Member, b: Member): boolean => a.identityNumber !== undefined && a.identityNumber === b.identityNumber;
const sameBirth = (a: Member, b: Member): boolean => mayBe(a, b) && a.birth !== undefined && a.birth === b.birth;
const sameRelation = (a: Member, b: Member): boolean => mayBe(a, b) && a.relation === b.relation;
/** Two of one name do not live together: whoever was the head may now be the spouse. */
const mayBe = (a: Member, b: Member): boolean =>
  isSameName(a.name, b.name) && (['identityNumber', 'birth', 'sex'] as const).every(field => agree(a[field], b[field]));
const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;

function mergeMarks(before: readonly Mark[], { is, not }: HouseholdDraft['marks']): Joined<readonly Mark[]> {
  const denied = new Set(not);
  const kept = before.filter(mark => !denied.has(mark));
  const all = [...new Set([...kept, ...is])];
  const isKind = all.some(mark => MONITORED_KINDS.includes(mark));
  return {
    value: all.filter(mark => !(mark === 'monitored' && isKind)),
    changes: [
      ...is.map(mark =>
        before.includes(mark)
          ? { field: 'marks', kind: 'same' as const, before: mark, after: mark }
          : { field: 'marks', kind: 'new' as const, after: mark },
      ),
      ...before.filter(mark => denied.has(mark)).map(mark => ({ field: 'marks', kind: 'conflict' as const, before: mark })),
    ],
  };
}
