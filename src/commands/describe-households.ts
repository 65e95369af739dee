/**
 * What came of reading a household table, as sentences. They quote what people wrote: for whoever sent the file, and for no log.
 */
import type {
  HouseholdWording,
  ReadHouseholds,
  RowPlace,
  RowReason,
  RowReport,
  SheetReport,
} from '../directory/household-sheet/index.ts';
import type { Translate } from '../language/i18n.ts';
import type { SpreadsheetFault } from '../spreadsheet/index.ts';

/** Why a file is not read. */
export const describeSpreadsheetFault = ({ code, params }: SpreadsheetFault, t: Translate): string =>
  t(`spreadsheet:fault.${code}`, params);

/** Sheets, sums, and the rows that were not taken as they stand. */
export function describeHouseholds(read: ReadHouseholds, { columns }: Pick<HouseholdWording, 'columns'>, t: Translate): string[] {
  const called = (field: string) => columns.find(column => column.field === field)?.names[0] ?? field;
  const count = (outcome: RowReport['outcome']) => read.rows.filter(row => row.outcome === outcome).length;
  return [
    ...read.sheets.flatMap(sheet => describeSheet(sheet, called, t)),
    t('directory-import:count', {
      households: read.households.length,
      rows: read.rows.length,
      taken: count('taken'),
      warned: count('warned'),
      refused: count('refused'),
    }),
    ...read.rows.filter(({ outcome }) => outcome !== 'taken').map(row => describeRow(row, t)),
  ];
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

const describeRow = ({ sheet, row, outcome, reasons }: RowReport & RowPlace, t: Translate): string =>
  t(`directory-import:row.${outcome}`, {
    sheet: placeName(sheet, t),
    row,
    why: reasons.map(reason => describeReason(reason, t)).join(t('directory-import:row.and')),
  });

function describeReason({ code, params }: RowReason, t: Translate): string {
  const sheet = params['sheet'];
  return t(`directory-import:reason.${code}`, typeof sheet === 'string' ? { ...params, sheet: placeName(sheet, t) } : params);
}
