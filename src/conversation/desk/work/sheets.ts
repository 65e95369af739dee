/** A ledger as a file below a message. */
import type { SheetWords } from '../../../employment/ledger-sheets.ts';
import type { Outgoing } from '../../../message/index.ts';
import { type WrittenSpreadsheet, writeSpreadsheet } from '../../../spreadsheet/index.ts';
import type { TurnOutcome } from '../../store.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';

/** What sheets are put into words with, in the visitor's language. */
export const sheetWords = ({ employment }: Pick<Desk, 'employment'>, { t, language, parts }: TurnContext): SheetWords => ({
  t,
  language,
  nameOf: employment.nameOf,
  cite({ clause }) {
    const { document, label } = parts.policy.clauses.get(clause) ?? {};
    return document ? t('work:cite', { title: document.title, label: label ?? '' }) : clause;
  },
});

/** Says something with a spreadsheet, and ends the form. */
export async function saidWithSheet(
  context: TurnContext,
  text: string,
  sheet: WrittenSpreadsheet,
  more: Pick<Outgoing, 'choices'> = {},
): Promise<TurnOutcome> {
  const content = Buffer.from(await writeSpreadsheet(sheet)).toString('base64');
  const file = { name: `${sheet.name}.xlsx`, type: XLSX, content };
  return { ...say(context, { text, file, ...more }, { form: undefined, topic: undefined }), private: true };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
