/**
 * Reads one row of a household table: what it says of the household and of one member, and what of it cannot be taken.
 */
import type { Day } from '../../shared/calendar.ts';
import { cellOf, type Row, type Table } from '../../spreadsheet/index.ts';
import { readIdentityNumber } from '../identity-number.ts';
import type { Household, Mark, Member } from '../model.ts';
import { readAddress, readDay, readDoorNumber, readPhones } from './read-value.ts';
import type { RowReason, RowReasonCode } from './report.ts';
import type { Field, HouseholdWording, Lookup, Words } from './wording.ts';

/** What a row says of somebody; everything may be missing. */
export type MemberFacts = Partial<Omit<Member, 'id'>>;

/** What a row says of its household. */
export interface HouseholdFacts
  extends Partial<Pick<Household, 'code' | 'building' | 'entrance' | 'room' | 'origin' | 'movedIn'>> {
  readonly size?: number | undefined;
}

/** A row as read. */
export interface RowFacts {
  readonly household: HouseholdFacts;
  readonly marks: { readonly is: readonly Mark[]; readonly not: readonly Mark[] };
  /** The head, where they stand in columns of their own. */
  readonly head: MemberFacts;
  readonly member: MemberFacts;
  /** The member has a name that is none. */
  readonly nameless: 'name-missing' | 'name-wrong' | undefined;
  readonly reasons: readonly RowReason[];
}

/** What is the same for every row of a table. */
export interface RowContext {
  readonly table: Table;
  readonly words: Words;
  readonly wording: HouseholdWording;
  readonly on: Day;
}

const LONGEST = 200;
const LONGEST_NAME = 40;
/** Letters of any script, with the dots of longer names. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .·•・'-]*$/u;

/** Reads a row, which never fails: what is wrong is a reason. */
export function readRow(row: Row, { table, words, wording, on }: RowContext): RowFacts {
  const reasons: RowReason[] = [];
  const warn = (code: RowReasonCode, field: Field, params: RowReason['params'] = {}): undefined => {
    reasons.push({ code, params: { column: table.columns.get(field)?.heading ?? '', ...params } });
  };
  const text = (field: Field): string | undefined => {
    const cell = cellOf(table, row, field);
    // A cell that was merged is reported where it stands.
    if (cell.problem) return cell.merged ? undefined : warn(cell.problem, field);
    if (cell.text === '' || words.isBlank(cell.text)) return undefined;
    return cell.text.length > LONGEST ? warn('too-long', field, { most: LONGEST }) : cell.text.replace(/\s+/g, ' ');
  };
  const chosen = <T>(field: Field, lookup: Lookup<T>): T | undefined => {
    const value = text(field);
    return value === undefined ? undefined : (lookup(value) ?? warn('unknown-value', field, { value }));
  };
  const day = (field: Field): Day | undefined => {
    const value = text(field);
    if (value === undefined) return undefined;
    const read = readDay(value, on);
    if (read.kind === 'day') return read.day;
    warn(`day-${read.kind}`, field, { value });
    // Of a birth the day decides what somebody is entitled to.
    return read.kind === 'month' && field === 'moved_in' ? read.day : undefined;
  };
  const phone = (field: Field): string | undefined => {
    const value = text(field);
    if (value === undefined) return undefined;
    const [first, ...others] = readPhones(value);
    if (first === undefined) return warn('phone-wrong', field, { value });
    if (others.length > 0) warn('phone-several', field, { value });
    return first;
  };
  /** Identity number, birth and sex, which must agree. */
  const person = (fields: { identity: Field; birth: Field; sex: Field; phone: Field }): MemberFacts => {
    const value = text(fields.identity);
    const read = value === undefined ? undefined : readIdentityNumber(value);
    if (read && read.kind !== 'valid') warn(`identity-${read.kind}`, fields.identity, { value: value ?? '' });
    const certain = read && 'birth' in read ? read : undefined;
    const [birth, sex] = [day(fields.birth), chosen(fields.sex, words.sex)];
    if (certain && birth && birth !== certain.birth) warn('birth-differs', fields.birth, { value: birth });
    if (certain && sex && sex !== certain.sex) warn('sex-differs', fields.sex);
    return defined({
      identityNumber: read?.kind === 'valid' ? read.number : undefined,
      birth: certain?.birth ?? birth,
      sex: certain?.sex ?? sex,
      phone: phone(fields.phone),
    });
  };
  const named = (field: Field): { name?: string; wrong?: true } => {
    const value = text(field);
    const name = value
      ?.normalize('NFKC')
      .replace(/[([].*$/, '')
      .trim();
    if (value === undefined || name === undefined) return {};
    if (!NAME.test(name) || name.length > LONGEST_NAME) return { wrong: true };
    if (name !== value.normalize('NFKC').trim()) warn('name-remark', field, { value });
    // A blank between two characters only sets a short name as wide as the others.
    return { name: name.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '') };
  };

  const { name: headName } = named('head');
  const ofHead = person({ identity: 'head_identity', birth: 'head_birth', sex: 'head_sex', phone: 'head_phone' });
  const own = named(table.columns.has('name') ? 'name' : 'head');
  const ofMember = person({ identity: 'identity', birth: 'birth', sex: 'sex', phone: 'phone' });
  // Without a column for members each row is about the head.
  const alone = !table.columns.has('name');
  const birth = ofMember.birth ?? (alone ? ofHead.birth : undefined);
  const age = text('age');
  if (age !== undefined && birth && contradicts(age, birth, on)) warn('age-differs', 'age', { value: age, birth });
  const member = defined({
    ...(alone ? ofHead : {}),
    ...ofMember,
    name: own.name,
    relation: alone ? ('head' as const) : chosen('relation', words.relation),
    labour: chosen('labour', words.labour),
    work: chosen('work', words.work),
    workplace: text('workplace'),
    skills: text('skills'),
    schooling: text('schooling'),
    health: text('health'),
  });
  if (row.hidden) reasons.push({ code: 'row-hidden', params: {} });
  return {
    household: defined({
      code: text('code'),
      ...readDoor(text, warn, wording),
      origin: text('origin'),
      movedIn: day('moved_in'),
      size: sizeOf(text('size')),
    }),
    marks: readMarks(text, warn, words),
    head: defined({ name: alone ? undefined : headName, ...(alone ? {} : ofHead) }),
    member,
    nameless: own.name === undefined ? (own.wrong ? 'name-wrong' : 'name-missing') : undefined,
    reasons: reasons.filter(
      ({ code, params }, at) =>
        reasons.findIndex(other => other.code === code && other.params['column'] === params['column']) === at,
    ),
  };
}

type ReadText = (field: Field) => string | undefined;
type Warn = (code: RowReasonCode, field: Field, params?: RowReason['params']) => undefined;

/** Columns apart are believed before an address in one. */
function readDoor(text: ReadText, warn: Warn, wording: HouseholdWording): HouseholdFacts {
  const building = text('building');
  const address = text('address');
  const apart =
    building === undefined ? undefined : (readAddress(building, wording) ?? { building: readDoorNumber(building, wording) });
  const whole = address === undefined ? undefined : readAddress(address, wording);
  if (address !== undefined && !whole && !apart) warn('unknown-value', 'address', { value: address });
  const [entrance, room] = [text('entrance'), text('room')].map(part =>
    part === undefined ? undefined : readDoorNumber(part, wording),
  );
  return defined({ ...whole, ...apart, ...defined({ entrance, room }) });
}

const TRUTHS = [
  ['is_out_of_poverty', 'out-of-poverty'],
  ['is_monitored', 'monitored'],
  ['is_dibao', 'dibao'],
  ['is_destitute', 'destitute'],
] as const;

function readMarks(text: ReadText, warn: Warn, words: Words): RowFacts['marks'] {
  const is = new Set<Mark>();
  const not = new Set<Mark>();
  const named = (field: Field, value: string) => {
    for (const part of value.split(/[\u3001,\uff0c;\uff1b/+ ]+/).filter(Boolean)) {
      const type = words.type(part);
      if (!type) warn('unknown-value', field, { value });
      for (const mark of type?.is ?? []) is.add(mark);
      for (const mark of type?.not ?? []) not.add(mark);
    }
  };
  const type = text('type');
  if (type !== undefined) named('type', type);
  for (const [field, mark] of TRUTHS) {
    const value = text(field);
    if (value === undefined) continue;
    const truth = words.truth(value);
    if (truth === undefined) named(field, value);
    else (truth === 'yes' ? is : not).add(mark);
  }
  return { is: [...is], not: [...not].filter(mark => !is.has(mark)) };
}

const sizeOf = (text: string | undefined): number | undefined => {
  const digits = text === undefined ? undefined : /^\d{1,2}/.exec(text.normalize('NFKC'))?.[0];
  return digits === undefined ? undefined : Number(digits);
};

/** Whether an age is off by more than one: many count from the year of birth alone. */
function contradicts(age: string, birth: Day, on: Day): boolean {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4)) - (on.slice(5) < birth.slice(5) ? 1 : 0);
  const stated = /^\d{1,3}/.exec(age.normalize('NFKC'))?.[0];
  return stated !== undefined && Math.abs(Number(stated) - years) > 1;
}

/** Without what is not known. */
const defined = <T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
