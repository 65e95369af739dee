/**
 * What came of reading a household table and taking it in, as sentences. They quote what people wrote: for whoever sent the file, and for no log.
 */
import type { HouseholdWording, RowReason, RowReport, SheetReport } from '../../../directory/household-sheet/index.ts';
import type { HouseholdReport, ImportReport } from '../../../directory/import-report.ts';
import type { FieldChange } from '../../../directory/merge-household.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { SpreadsheetFault } from '../../../spreadsheet/index.ts';

type Columns = Pick<HouseholdWording, 'columns'>;

/** Why a file is not read. */
export const describeSpreadsheetFault = ({ code, params }: SpreadsheetFault, t: Translate): string =>
  t(`spreadsheet:fault.${code}`, params);

/** The sums, then what somebody should look at: sheets, rows, households. */
export function describeImport(report: ImportReport, columns: Columns, t: Translate): string[] {
  const { state, id, counts, rows, households } = report;
  return [
    t(`directory-import:state.${state}`) + (id === undefined ? '' : ` ${id}`),
    t('directory-import:counts', counts),
    t('directory-import:rows', rows),
    ...describeNotable(report, columns, t),
    ...households.map(household => describeHousehold(household, t)),
  ];
}

/** The sheets, and the rows that were not taken as they stand. */
export function describeNotable(
  { sheets, notable }: Pick<ImportReport, 'sheets' | 'notable'>,
  { columns }: Columns,
  t: Translate,
): string[] {
  const called = (field: string) => columns.find(column => column.field === field)?.names[0] ?? field;
  return [...sheets.flatMap(sheet => describeSheet(sheet, called, t)), ...notable.map(row => describeRow(row, t))];
}

function describeSheet(report: SheetReport, called: (field: string) => string, t: Translate): string[] {
  const { outcome, lacking, unread, repeated, skipped } = report;
  const sheet = placeName(report.sheet, t);
  if (outcome === 'hidden') return [t('directory-import:sheet.hidden', { sheet })];
  if (outcome === 'no-table') return [t('directory-import:sheet.no-table', { sheet, lacking: lacking.map(called).join(' ') })];
  return [
    t('directory-import:sheet.read', { sheet, skipped }),
    ...(unread.length > 0 ? [t('directory-import:sheet.unread', { sheet, headings: unread.join(' ') })] : []),
    ...(repeated.length > 0 ? [t('directory-import:sheet.repeated', { sheet, headings: repeated.join(' ') })] : []),
  ];
}

/** A text file has one sheet, without a name. */
const placeName = (sheet: string, t: Translate): string => sheet || t('directory-import:sheet.only');

const describeRow = ({ sheet, row, outcome, reasons }: RowReport, t: Translate): string =>
  t(`directory-import:row.${outcome}`, {
    sheet: placeName(sheet, t),
    row,
    why: reasons.map(reason => describeReason(reason, t)).join(' '),
  });

function describeReason({ code, params }: RowReason, t: Translate): string {
  const sheet = params['sheet'];
  return t(`directory-import:reason.${code}`, typeof sheet === 'string' ? { ...params, sheet: placeName(sheet, t) } : params);
}

/** A household that was refused, or that the file describes otherwise than the directory did. */
function describeHousehold({ rows, reason, conflicts }: HouseholdReport, t: Translate): string {
  const [first] = rows;
  const place = { sheet: placeName(first?.sheet ?? '', t), row: first?.row ?? 0 };
  if (!reason)
    return t('directory-import:household.conflict', { ...place, list: conflicts.map(one => conflictText(one, t)).join(' ') });
  const field = String(reason.params['field'] ?? '')
    .split('.')
    .findLast(part => !/^\d+$/.test(part));
  const named = field ? { field: t(`directory:field.${field}`) } : {};
  return t(`directory-import:household.${reason.code}`, { ...place, ...reason.params, ...named });
}

const conflictText = ({ field, before = '', after = '' }: FieldChange, t: Translate): string =>
  t('directory-import:household.change', { field: t(`directory:field.${field}`), before, after });
