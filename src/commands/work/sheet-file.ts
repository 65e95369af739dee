/** A ledger into a file that is not there yet; it holds names, so nobody else may read it. */
import { writeFileSync } from 'node:fs';
import type { SheetWords } from '../../employment/ledger-sheets.ts';
import { type WrittenSpreadsheet, writeSpreadsheet } from '../../spreadsheet/index.ts';
import type { Bench } from '../directory/bench.ts';
import { NotDoneError } from '../directory/not-done.ts';

/** The option of a command that writes a ledger too. */
export const file = { type: 'string', description: 'Write it to this file (.xlsx), too; a file that is there stays' } as const;

/** @throws {NotDoneError} where the file is there, or cannot be written */
export async function writeSheet(name: string, sheet: WrittenSpreadsheet, { t }: Bench): Promise<void> {
  const bytes = await writeSpreadsheet(sheet);
  try {
    writeFileSync(name, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const says = code === 'EEXIST' ? 'directory-import:file.there' : 'directory-import:file.unusable';
    throw new NotDoneError('file', t(says, { file: name, code }));
  }
}

/** What sheets are put into words with. */
export const sheetWords = ({ t, rooms, policy }: Bench): SheetWords => ({
  t,
  language: 'zh-CN',
  nameOf: rooms.employment.nameOf,
  cite({ clause }) {
    const { document, label } = policy().clauses.get(clause) ?? {};
    return document ? t('work:cite', { title: document.title, label: label ?? '' }) : clause;
  },
});
