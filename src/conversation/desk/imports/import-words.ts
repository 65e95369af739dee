/**
 * What would come of a household table, and what came of it, as a message for a telephone: the sums, the first rows to look at, and all of it
 * as a file.
 */
import type { HouseholdWording } from '../../../directory/household-sheet/index.ts';
import { type ImportReport, withoutValues } from '../../../directory/import-report.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { OutgoingFile } from '../../../message/index.ts';
import { writeSpreadsheet } from '../../../spreadsheet/index.ts';
import { describeImport } from './describe-import.ts';

/** So many lines of what somebody should look at are said; the rest stands in the file. */
const FIRST = 5;

/** What would change, and what somebody should look at first: it quotes the file, for whoever sent it. */
export function previewWords(report: ImportReport, wording: Pick<HouseholdWording, 'columns'>, t: Translate): string {
  const lines = notable(report, wording, t);
  const more = lines.length > FIRST ? [t('desk:import.more', { number: lines.length - FIRST })] : [];
  return [
    t('directory-import:counts', report.counts),
    t('directory-import:rows', report.rows),
    ...lines.slice(0, FIRST),
    ...more,
  ].join('\n');
}

/** What came of it, without a word of what stood in the file. @param isCut whether the program was stopped, and not the import */
export const reportWords = ({ state, counts }: ImportReport, isCut: boolean, t: Translate): string => {
  const how = state === 'done' ? 'done' : isCut ? 'cut' : 'stopped';
  return [t(`desk:import.end.${how}`), t('directory-import:counts', counts)].join('\n');
};

/**
 * Everything that somebody should look at, a line each; nothing where there is nothing. A preview quotes what stands in the table; what came of
 * an import only says where.
 */
export async function reportFile(
  report: ImportReport,
  wording: Pick<HouseholdWording, 'columns'>,
  t: Translate,
): Promise<OutgoingFile | undefined> {
  const lines = notable(report.state === 'preview' ? report : withoutValues(report), wording, t);
  if (lines.length === 0) return undefined;
  const bytes = await writeSpreadsheet({
    name: t('directory-import:report.name'),
    columns: [{ heading: t('directory-import:report.what'), width: 120 }],
    rows: lines.map(line => [line]),
  });
  return {
    name: t('desk:import.report_name'),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: Buffer.from(bytes).toString('base64'),
  };
}

/** The lines below the sums, but for sheets that were read as they should be. */
function notable(report: ImportReport, wording: Pick<HouseholdWording, 'columns'>, t: Translate): readonly string[] {
  const sheets = report.sheets.filter(
    ({ outcome, unread, repeated }) => outcome === 'no-table' || unread.length > 0 || repeated.length > 0,
  );
  return describeImport({ ...report, sheets }, wording, t).slice(3);
}
