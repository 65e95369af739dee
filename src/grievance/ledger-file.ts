/**
 * A ledger as a whole file, for those to whom it is sent in one piece. A longer one is not cut off: whoever wants it hears that it is too long.
 */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { streamSpreadsheet } from '../spreadsheet/index.ts';
import { type LedgerWords, ledgerSheet } from './ledger-sheets.ts';
import type { Ledger, LedgerLine } from './ledgers.ts';

/** A spreadsheet with its name, as it is kept on somebody's disk. */
export interface LedgerFile {
  readonly name: string;
  readonly type: string;
  /** In base64. */
  readonly content: string;
  /** Lines below the headings. */
  readonly rows: number;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** There are more rows than are sent. */
class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** @returns the file; `state` where there are more than so many rows: a shorter period, or one settlement, has fewer */
export async function ledgerFile(ledger: Ledger, words: LedgerWords, most: number): Promise<Outcome<LedgerFile>> {
  const { form, from, to } = ledger;
  const { t } = words;
  const output = new PassThrough();
  let rows = 0;
  const upTo = async function* (lines: AsyncIterable<LedgerLine>): AsyncIterable<LedgerLine> {
    for await (const line of lines) {
      if (++rows > most) throw new TooLong();
      yield line;
    }
  };
  try {
    const sheet = ledgerSheet({ ...ledger, lines: upTo(ledger.lines) }, words);
    const [bytes] = await Promise.all([buffer(output), streamSpreadsheet(sheet, output)]);
    const name = t('case-sheets:file', { form: t(`case-sheets:form.${form}`), from, to });
    return done({ name, type: XLSX, content: bytes.toString('base64'), rows });
  } catch (error) {
    output.destroy();
    if (error instanceof TooLong) return refused('state', { what: 'ledger-long' });
    throw error;
  }
}
