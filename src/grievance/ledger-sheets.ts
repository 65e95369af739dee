/**
 * The three ledgers of grievances as spreadsheets; headings are words of the interface.
 */
import type { Translate } from '../language/i18n.ts';
import { dayAt } from '../shared/calendar.ts';
import type { UnitId } from '../shared/ids.ts';
import type { StreamedSpreadsheet } from '../spreadsheet/index.ts';
import { deedWords } from './deeds.ts';
import type { Ledger, LedgerForm, LedgerLine } from './ledgers.ts';
import { type Grievance, publicState } from './model.ts';

/** What sheets are put into words with. */
export interface LedgerWords {
  readonly t: Translate;
  /** What a kind is called. */
  readonly kind: (id: string) => string;
  /** What a unit is called. */
  readonly unit: (id: UnitId) => string;
}

type Cell = string | number | undefined;
/** A column: its width, and what stands in it. */
type Column = readonly [name: string, width: number, cell: (line: LedgerLine, words: LedgerWords) => Cell];

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });
const timeOf = (at: Date): string => `${dayAt(at)} ${clock.format(at)}`;
const unitOf = (id: UnitId | undefined, { unit }: LedgerWords): Cell => id && unit(id);

/** Whoever acts and has no name. */
const NAMELESS = ['reporter', 'system', 'operator'];

const CASE: readonly Column[] = [
  ['case', 10, ({ grievance }) => grievance.number],
  ['kind', 16, ({ grievance }, { kind }) => kind(grievance.kind)],
  ['settlement', 22, ({ settlement }) => settlement],
];

const COLUMNS: Readonly<Record<LedgerForm, readonly Column[]>> = {
  work: [
    ['done_at', 18, ({ link }) => link && timeOf(new Date(link.at))],
    ...CASE,
    ['move', 16, ({ link }, { t }) => link && deedWords(link.action, t)],
    ['said', 60, ({ link }) => link?.said],
    ['unit', 24, ({ grievance }, words) => unitOf(grievance.unit, words)],
    [
      'by',
      16,
      ({ link }, { t }) => link && (NAMELESS.includes(link.by) ? t(`case-sheets:by.${link.by}`) : (link.name ?? link.by)),
    ],
    ['state', 12, ({ grievance }, { t }) => stateOf(grievance, t)],
  ],
  problem: [
    ...CASE,
    ['received', 18, ({ grievance }) => timeOf(grievance.receivedAt)],
    ['building', 12, ({ building }) => building],
    ['text', 60, ({ grievance }, { t }) => grievance.record?.text ?? t('case-sheets:erased')],
    ['households', 8, ({ grievance }) => grievance.supporters + 1],
    ['unit', 24, ({ grievance }, words) => unitOf(grievance.unit, words)],
    ['due', 18, ({ grievance }) => timeOf(grievance.dueAt)],
    ['state', 12, ({ grievance }, { t }) => stateOf(grievance, t)],
    ['late', 8, ({ isLate }, { t }) => t(isLate ? 'case-sheets:yes' : 'case-sheets:no')],
    ['returns', 8, ({ grievance }) => grievance.returns],
    ['reopenings', 8, ({ grievance }) => grievance.reopenings],
  ],
  rectification: [
    ...CASE,
    ['received', 18, ({ grievance }) => timeOf(grievance.receivedAt)],
    ['text', 50, ({ grievance }, { t }) => grievance.record?.text ?? t('case-sheets:erased')],
    ['measure', 60, ({ grievance }) => grievance.record?.answer?.says],
    ['clauses', 20, ({ grievance }) => grievance.record?.answer?.clauses.join(' ')],
    ['unit', 24, ({ grievance }, words) => unitOf(grievance.record?.answer?.unit ?? grievance.unit, words)],
    ['finished', 18, ({ grievance }) => grievance.answeredAt && timeOf(grievance.answeredAt)],
    ['late', 8, ({ isLate }, { t }) => t(isLate ? 'case-sheets:yes' : 'case-sheets:no')],
    ['result', 16, ({ grievance }, { t }) => t(`case-sheets:result.${resultOf(grievance)}`)],
    ['state', 12, ({ grievance }, { t }) => stateOf(grievance, t)],
    [
      'closed',
      18,
      ({ grievance }) => (grievance.state === 'closed' && grievance.endedAt ? timeOf(grievance.endedAt) : undefined),
    ],
  ],
};

/** A ledger as a sheet that is written row by row. */
export const ledgerSheet = ({ form, from, to, lines }: Ledger, words: LedgerWords): StreamedSpreadsheet => {
  const { t } = words;
  return {
    name: t(`case-sheets:form.${form}`),
    title: t('case-sheets:title', { form: t(`case-sheets:form.${form}`), from, to }),
    columns: [
      { heading: t('case-sheets:column.row'), width: 6 },
      ...COLUMNS[form].map(([name, width]) => ({ heading: t(`case-sheets:column.${name}`), width })),
    ],
    rows: rowsOf(form, lines, words),
  };
};

async function* rowsOf(form: LedgerForm, lines: AsyncIterable<LedgerLine>, words: LedgerWords): AsyncIterable<readonly Cell[]> {
  let row = 0;
  for await (const line of lines) yield [++row, ...COLUMNS[form].map(([, , cell]) => cell(line, words))];
}

const stateOf = (grievance: Grievance, t: Translate): string => t(`case-sheets:state.${publicState(grievance)}`);

/** What whoever reported it said of the answer. */
function resultOf({ state, outcome, reopenings }: Grievance): string {
  if (state === 'closed' && outcome) return outcome;
  return reopenings > 0 && state !== 'answered' && state !== 'calling-back' ? 'denied' : 'awaited';
}
