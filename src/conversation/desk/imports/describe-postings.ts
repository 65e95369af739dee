/**
 * What came of reading a table of postings and taking it in, as sentences. They quote what people wrote: for whoever sent the file, and for no log.
 */
import type { PostingReport } from '../../../employment/index.ts';
import type { FraudSign } from '../../../employment/model.ts';
import { returnedIn } from '../../../employment/posting-import-report.ts';
import { type PostingWording, type RowReason, returnedTable } from '../../../employment/posting-sheet/index.ts';
import type { Translate } from '../../../language/i18n.ts';

type Columns = Pick<PostingWording, 'columns'>;

/** The sums, then what somebody should look at: sheets, rows. */
export function describePostings(report: PostingReport, columns: Columns, t: Translate): string[] {
  const { state, id, counts, rows } = report;
  return [
    t(`employment-import:state.${state}`) + (id === undefined ? '' : ` ${id}`),
    t('employment-import:counts', counts),
    t('employment-import:rows', rows),
    ...describeNotablePostings(report, columns, t),
  ];
}

/** The sheets, and the rows that were not taken as they stand. */
export function describeNotablePostings(
  { sheets, notable }: Pick<PostingReport, 'sheets' | 'notable'>,
  { columns }: Columns,
  t: Translate,
): string[] {
  const called = (field: string) => columns.find(column => column.field === field)?.names[0] ?? field;
  return [
    ...sheets.flatMap(({ sheet: name, outcome, lacking, repeated, skipped }) => {
      const sheet = placeName(name, t);
      if (outcome === 'hidden') return [t('employment-import:sheet.hidden', { sheet })];
      if (outcome === 'no-table')
        return [t('employment-import:sheet.no-table', { sheet, lacking: lacking.map(called).join(' ') })];
      return [
        t('employment-import:sheet.read', { sheet, skipped }),
        ...(repeated.length > 0 ? [t('employment-import:sheet.repeated', { sheet, headings: repeated.join(' ') })] : []),
      ];
    }),
    ...notable.map(({ sheet, row, outcome, reasons }) =>
      t(`employment-import:row.${outcome === 'refused' ? 'refused' : 'warned'}`, {
        sheet: placeName(sheet, t),
        row,
        why: reasons.map(reason => describeRowReason(reason, t)).join(''),
      }),
    ),
  ];
}

/** A text file has one sheet, without a name. */
const placeName = (sheet: string, t: Translate): string => sheet || t('employment-import:sheet.only');

/** Why a row was not taken as it stands. */
export function describeRowReason({ code, params }: RowReason, t: Translate): string {
  const { sheet, signs } = params;
  return t(`employment-import:reason.${code}`, {
    ...params,
    ...(typeof sheet === 'string' ? { sheet: placeName(sheet, t) } : {}),
    ...(typeof signs === 'string'
      ? {
          signs: signWords(
            signs.split(' ').map(sign => ({ sign })),
            t,
          ),
        }
      : {}),
  });
}

/** Why a posting is held, with the words that it was seen by. */
export const signWords = (signs: readonly FraudSign[], t: Translate): string =>
  signs
    .map(({ sign, words }) => t(`posting:sign.${sign}`) + (words === undefined ? '' : t('posting:seen', { words })))
    .join(t('posting:and'));

/** The rows that were refused as a file, to be mended and sent again; nothing where there are none. */
export const returnedFile = async (
  report: PostingReport,
  wording: PostingWording,
  t: Translate,
): Promise<Uint8Array | undefined> =>
  report.returned.rows.length === 0
    ? undefined
    : returnedTable(
        returnedIn(report, reason => describeRowReason(reason, t)),
        wording,
      );
