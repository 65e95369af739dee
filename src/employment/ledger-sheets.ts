/**
 * The lists of work as spreadsheets: who is helped first (零就业家庭), the employment ledger (就业台账) and the training ledger (培训台账). Identity
 * and phone numbers are shortened; headings are words of the interface.
 */
import type { Member } from '../directory/model.ts';
import type { Wording } from '../knowledge/model.ts';
import type { Priority } from '../knowledge/priorities.ts';
import type { Language, Translate } from '../language/i18n.ts';
import type { WrittenSpreadsheet } from '../spreadsheet/index.ts';
import type { First } from './households.ts';
import type { Wants } from './model.ts';
import type { FirstHousehold, FirstList, LedgerRow, TrainingRow } from './work-lists.ts';

/** What sheets are put into words with. */
export interface SheetWords {
  readonly t: Translate;
  readonly language: Language;
  /** Where a clause stands: 《title》三(二)7. */
  readonly cite: (priority: Priority) => string;
  /** What a skill is called. */
  readonly nameOf: (skill: string, language?: Language) => string | undefined;
}

/** A line why somebody comes first: what the document says, what it leaves open, whether it is a draft, and the clause. */
export function firstWords({ priority, member }: First, { t, language, cite }: SheetWords): string {
  const said = (words: Wording) => (language === 'en' ? (words.en ?? words.zh) : words.zh);
  const why = member ? t('work:first.of', { name: member.name, why: said(priority.says) }) : said(priority.says);
  const note = priority.note ? t('work:first.note', { note: said(priority.note) }) : '';
  const draft = priority.standing === 'draft' ? t('work:first.draft') : '';
  return [why, note, draft, t('work:first.clause', { cite: cite(priority) })].join('');
}

/** What is said of a household: why it comes first, or that it has to be asked before. */
export function householdWords(household: FirstHousehold, words: SheetWords): readonly string[] {
  const { agreed, first, employed } = household;
  return [
    ...first.map(one => firstWords(one, words)),
    ...(first.length === 0 && employed === 'nobody' ? [words.t('work:first.nobody')] : []),
    ...(agreed ? [] : [words.t('work:first.not_agreed')]),
  ];
}

/** Building, entrance and room in one: 3栋2单元501, or 3-2-501. */
export const doorText = (door: readonly string[]): string =>
  door.reduce((all, part) => (/\w$/.test(all) ? `${all}-${part}` : all + part), '');

/** Who is helped first. */
export function firstSheet({ settlement, households }: FirstList, words: SheetWords): WrittenSpreadsheet {
  const { t } = words;
  return {
    name: t('work:sheet.first'),
    title: t('work:sheet.first_title', { settlement: settlement.name }),
    columns: columns(t, [
      ['number', 6],
      ['door', 18],
      ['head', 12],
      ['employed', 16],
      ['why', 80],
      ['agreed', 12],
    ]),
    rows: households.map((one, i) => [
      i + 1,
      doorText(one.door),
      one.head,
      t(`work:employed.${one.employed}`),
      householdWords(one, words).join('\n'),
      t(one.agreed ? 'work:sheet.yes' : 'work:sheet.no'),
    ]),
  };
}

/** Everybody of working age: where they work, what they look for, what became of it. */
export function employmentSheet(rows: readonly LedgerRow[], words: SheetWords): WrittenSpreadsheet {
  const { t } = words;
  const some = (kind: string, value: string | undefined) => value && t(`household:${kind}.${value}`);
  return {
    name: t('work:sheet.ledger'),
    title: t('work:sheet.ledger'),
    columns: columns(t, [
      ['number', 6],
      ['door', 18],
      ['name', 12],
      ['sex', 6],
      ['age', 6],
      ['identity', 22],
      ['phone', 16],
      ['marks', 18],
      ['labour', 16],
      ['work', 18],
      ['workplace', 24],
      ['skills', 18],
      ['wish', 30],
      ['placement', 28],
      ['state', 16],
      ['asked', 30],
      ['first', 60],
    ]),
    rows: rows.map(({ door, member, age, marks, wish, placement, first }, i) => [
      i + 1,
      doorText(door),
      member.name,
      some('sex', member.sex),
      age,
      shortened(member.identityNumber),
      shortened(member.phone),
      marks.map(mark => t(`household:mark.${mark}`)).join(t('work:and')),
      some('labour', member.labour),
      some('work', member.work),
      member.workplace,
      member.skills,
      wish && wantsWords(wish.wants, words),
      placement && t('work:job.head', { title: placement.record.title, employer: placement.record.employer }),
      placement && stateWords(placement, t),
      placement?.record.asked.map(one => `${one.on} ${t(`work:state.${one.answer ?? 'no-answer'}`)}`).join('\n'),
      first.map(one => firstWords(one, words)).join('\n'),
    ]),
  };
}

/** Who signed up for which training, and what became of it. */
export function trainingSheet(rows: readonly TrainingRow[], { t, language, nameOf }: SheetWords): WrittenSpreadsheet {
  return {
    name: t('work:sheet.trainings'),
    title: t('work:sheet.trainings'),
    columns: columns(t, [
      ['number', 6],
      ['training', 24],
      ['place', 18],
      ['time', 22],
      ['seats', 8],
      ['skills', 18],
      ['closes', 14],
      ['who', 24],
      ['signup', 14],
      ['clauses', 24],
    ]),
    rows: rows.map(({ training: { record, closesOn }, signup }, i) => [
      i + 1,
      record.title,
      record.place,
      record.time,
      record.seats,
      record.skills.map(skill => nameOf(skill, language) ?? skill).join(t('work:and')),
      closesOn,
      [signup.record.name, shortened(signup.record.phone)].filter(Boolean).join(' '),
      t(`work:signup.${signup.state}`),
      record.clauses.join(t('work:and')),
    ]),
  };
}

/** Where a placement stands, with why it ended. */
export function stateWords(
  { state, record }: { readonly state: string; readonly record: { readonly why?: string | undefined } },
  t: Translate,
): string {
  const says = t(`work:state.${state}`);
  return record.why ? t('work:state_why', { state: says, why: t(`work:left.${record.why}`) }) : says;
}

function wantsWords({ skills, places, near, kinds, wageFrom, limits }: Wants, { t, language, nameOf }: SheetWords): string {
  return [
    ...skills.map(skill => nameOf(skill, language) ?? skill),
    ...places,
    ...(near ? [t('work:wants.near')] : []),
    ...kinds.map(kind => t(`work:kind.${kind}`)),
    ...(wageFrom === undefined ? [] : [t('work:wants.wage', { yuan: wageFrom })]),
    ...limits.map(limit => t(`work:limit.${limit}`)),
  ].join(t('work:and'));
}

const columns = (t: Translate, of: readonly (readonly [string, number])[]): WrittenSpreadsheet['columns'] =>
  of.map(([name, width]) => ({ heading: t(`work:column.${name}`), width, text: name === 'identity' || name === 'phone' }));

/** A number of which the middle does not show. */
const shortened = (number: Member['phone']): string | undefined =>
  number && `${number.slice(0, 3)}${'*'.repeat(Math.max(0, number.length - 5))}${number.slice(-2)}`;
