/** The ledger of a bulletin as a spreadsheet: a row for each group. */
import type { Translate } from '../language/i18n.ts';
import type { OutgoingFile } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import { writeSpreadsheet } from '../spreadsheet/index.ts';
import type { Bulletin, LedgerLine } from './model.ts';

/** The columns with their widths; `bulletin-desk:sheet.column` names them. */
const COLUMNS = [
  ['settlement', 24],
  ['group', 24],
  ['building', 10],
  ['channel', 10],
  ['state', 10],
  ['reason', 20],
  ['after', 24],
  ['attempts', 8],
  ['doubtful', 14],
  ['ended', 18],
] as const;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What no name of a file may hold. */
const UNFIT = /[\p{Cc}\\/:*?"<>|]/gu;
const LONGEST_NAME = 40;

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** The bytes of the sheet. */
export const ledgerBytes = ({ content }: Bulletin, lines: readonly LedgerLine[], t: Translate): Promise<Uint8Array> =>
  writeSpreadsheet({
    name: t('bulletin-desk:sheet.name'),
    title: content.title,
    columns: COLUMNS.map(([name, width]) => ({ heading: t(`bulletin-desk:sheet.column.${name}`), width })),
    rows: lines.map(line => rowOf(line, t)),
  });

/** The sheet as a file that goes out with a message. */
export async function ledgerSheet(bulletin: Bulletin, lines: readonly LedgerLine[], t: Translate): Promise<OutgoingFile> {
  const title = [...bulletin.content.title.replace(UNFIT, ' ')].slice(0, LONGEST_NAME).join('');
  return {
    name: t('bulletin-desk:sheet.file', { title }),
    type: XLSX,
    content: Buffer.from(await ledgerBytes(bulletin, lines, t)).toString('base64'),
  };
}

function rowOf(line: LedgerLine, t: Translate): readonly (string | number | undefined)[] {
  const { state, after, reason, attempts, doubtful, endedAt } = line;
  return [
    line.settlementName,
    line.groupName,
    line.building,
    t(`account:channel.${line.channel}`),
    t(`bulletin-desk:line.${state}`),
    reason === undefined || state === 'sent' ? '' : t(`delivery:reason.${reason}`),
    after === undefined ? '' : t(`bulletin-desk:after.${after}`),
    attempts,
    doubtful ? t('bulletin-desk:line.doubtful') : '',
    endedAt === undefined ? '' : `${dayAt(endedAt)} ${clock.format(endedAt)}`,
  ];
}
