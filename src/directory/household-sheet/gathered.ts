/**
 * One household while its rows come in: who comes first is believed, and what a later row says otherwise is noted there.
 */
import type { Mark, Member } from '../model.ts';
import type { HouseholdFacts, MemberFacts, RowFacts } from './read-row.ts';
import type { HouseholdDraft, RowPlace, RowReason } from './report.ts';
import type { Field } from './wording.ts';

/** What a column is called in the table at hand; `undefined` where the table has no such column. */
export type Heading = (field: Field) => string | undefined;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A household so far. */
export interface Gathered {
  readonly facts: Writable<HouseholdFacts>;
  readonly members: GatheredMember[];
  readonly is: Set<Mark>;
  readonly not: Set<Mark>;
  readonly rows: GatheredRow[];
  /** Of the table in which it began. */
  readonly heading: Heading;
}

interface GatheredMember {
  readonly facts: Writable<MemberFacts>;
  /** The row about the member; none yet where only a column of the household names them. */
  row: GatheredRow | undefined;
}

/** A row so far. */
export interface GatheredRow extends RowPlace {
  readonly reasons: RowReason[];
  household?: Gathered;
}

/** The head, where there is one. */
export const headOf = ({ members }: Gathered): GatheredMember | undefined =>
  members.find(({ facts }) => facts.relation === 'head');

/** The columns in which facts stand, the likelier one first. */
const COLUMNS: Readonly<Record<keyof HouseholdFacts | keyof MemberFacts, readonly Field[]>> = {
  code: ['code'],
  building: ['building', 'address'],
  entrance: ['entrance', 'address'],
  room: ['room', 'address'],
  origin: ['origin'],
  movedIn: ['moved_in'],
  size: ['size'],
  name: ['name', 'head'],
  relation: ['relation'],
  identityNumber: ['identity', 'head_identity'],
  phone: ['phone', 'head_phone'],
  sex: ['sex', 'head_sex'],
  birth: ['birth', 'head_birth'],
  labour: ['labour'],
  work: ['work'],
  workplace: ['workplace'],
  skills: ['skills'],
  schooling: ['schooling'],
  health: ['health'],
};

function differs(heading: Heading, field: keyof typeof COLUMNS, before: RowPlace): RowReason {
  const column = COLUMNS[field].flatMap(name => heading(name) ?? [])[0] ?? '';
  return { code: 'differs', params: { column, sheet: before.sheet, row: before.row } };
}

/** Adds what a row says of the household. */
export function addFacts(
  { facts, is, not, rows }: Gathered,
  { household, marks }: RowFacts,
  row: GatheredRow,
  heading: Heading,
): void {
  for (const [field, value] of Object.entries(household) as [keyof HouseholdFacts, never][]) {
    if (facts[field] === undefined) facts[field] = value;
    else if (facts[field] !== value) row.reasons.push(differs(heading, field, rows[0] ?? row));
  }
  for (const mark of marks.is) if (!not.has(mark)) is.add(mark);
  for (const mark of marks.not) if (!is.has(mark)) not.add(mark);
  const against = [...marks.is.filter(mark => not.has(mark)), ...marks.not.filter(mark => is.has(mark))];
  if (against.length > 0) {
    const column = (['type', 'is_out_of_poverty', 'is_monitored', 'is_dibao', 'is_destitute'] as const).flatMap(
      name => heading(name) ?? [],
    )[0];
    row.reasons.push({
      code: 'differs',
      params: { column: column ?? '', sheet: rows[0]?.sheet ?? row.sheet, row: rows[0]?.row ?? row.row },
    });
  }
}

/** The same person: one identity number, or one name and nothing that speaks against it. */
export function isSame(a: MemberFacts, b: MemberFacts): boolean {
  if (a.identityNumber !== undefined && b.identityNumber !== undefined) return a.identityNumber === b.identityNumber;
  const agree = (field: 'birth' | 'sex' | 'relation') =>
    a[field] === undefined || b[field] === undefined || a[field] === b[field];
  return (
    a.name === b.name && agree('birth') && agree('sex') && (agree('relation') || (a.birth !== undefined && a.birth === b.birth))
  );
}

/**
 * Adds a member, or what a row knows more of one.
 * @param isAbout whether the row is about the member, or names the head beside another
 */
export function addMember(household: Gathered, facts: MemberFacts, row: GatheredRow, heading: Heading, isAbout: boolean): void {
  const before = household.members.find(member => isSame(member.facts, facts));
  if (!before) {
    household.members.push({ facts: { ...facts }, row: isAbout ? row : undefined });
    return;
  }
  if (isAbout && before.row) row.reasons.push({ code: 'member-again', params: { sheet: before.row.sheet, row: before.row.row } });
  for (const [field, value] of Object.entries(facts) as [keyof MemberFacts, never][]) {
    if (before.facts[field] === undefined) before.facts[field] = value;
    else if (before.facts[field] !== value) row.reasons.push(differs(heading, field, before.row ?? household.rows[0] ?? row));
  }
  if (isAbout) before.row ??= row;
}

/** The household with its head first; what is wrong with it as a whole is noted at its first row. */
export function draftOf(household: Gathered): HouseholdDraft {
  const { facts, members, rows, is, not, heading } = household;
  const { size, ...rest } = facts;
  const warn = (code: RowReason['code'], params: RowReason['params'] = {}) => rows[0]?.reasons.push({ code, params });
  const head = headOf(household);
  if (!head) warn('no-head');
  if (facts.building === undefined) warn('building-missing');
  // Without a column for members a household is a row, however many live in it.
  if (heading('name') !== undefined && size !== undefined && size !== members.length) {
    warn('size-differs', { column: heading('size') ?? '', value: size, members: members.length });
  }
  const ordered = head ? [head, ...members.filter(member => member !== head)] : members;
  return {
    ...rest,
    members: ordered.map(
      ({ facts: { name = '', relation = 'other', ...more } }, index): Member => ({
        id: `m${index + 1}`,
        name,
        relation,
        ...more,
      }),
    ),
    marks: { is: [...is], not: [...not] },
    rows: rows.map(({ sheet, row }) => ({ sheet, row })),
  };
}
