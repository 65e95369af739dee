/** `anjia postings import …`: takes tables of postings in, shows what would come of them, and takes them back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { folders } from '../../config.ts';
import { describeSpreadsheetFault } from '../../conversation/desk/imports/describe-import.ts';
import { describeNotablePostings, describePostings, returnedFile } from '../../conversation/desk/imports/describe-postings.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import type { Belongs } from '../../employment/model.ts';
import { type PostingWording, postingTemplate, type ReadPostings } from '../../employment/posting-sheet/index.ts';
import { loadPostingSheetWords } from '../../knowledge/posting-sheet-words.ts';
import { faultless } from '../../rules.ts';
import { readSpreadsheetApart } from '../../spreadsheet/index.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { all } from '../directory/named.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { list } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { onFile, stoppable } from '../file-named.ts';
import { belonging } from './belonging.ts';

const place = {
  type: 'positional',
  required: true,
  description: 'To whom they belong: a settlement, county:guizhou/…, region:…',
} as const;
const id = { type: 'positional', required: true, description: 'The import: m_…' } as const;
const file = { type: 'positional', required: true, description: 'The file' } as const;

/** The commands, to stand among those of postings. */
export const postingImports = (open: Open) => ({
  import: verb(open, {
    name: 'import',
    description: 'Takes in a table of postings (.xlsx, .xls, .csv); Ctrl-C stops it, undo takes it back',
    args: {
      file,
      place,
      preview: { type: 'boolean', description: 'Only say what would come of it' },
      returned: { type: 'string', description: 'Write the rows that were not taken, with why, to this file (.xlsx)' },
    },
    async run(bench, { file, place, preview, returned }) {
      const { terminal, t, rooms, actor } = bench;
      const { imports } = rooms.employment;
      const outcome = await belonging(place, bench, async of => {
        const read = await tableIn(file, of, bench);
        return stoppable(signal => {
          const onProgress = (through: number, total: number) =>
            terminal.note(t('employment-import:progress', { through, total }));
          return preview ? imports.preview(actor, of, read) : imports.run(actor, of, read, { signal, onProgress });
        });
      });
      const bytes = outcome.ok && returned !== undefined ? await returnedFile(outcome.value, words(), t) : undefined;
      if (bytes && returned !== undefined) {
        onFile(returned, () => writeFileSync(returned, bytes, { mode: 0o600 }), t);
        if (outcome.ok)
          terminal.note(t('employment-import:returned', { number: outcome.value.returned.rows.length, file: returned }));
      }
      return outcome;
    },
    say: (report, { t }) => describePostings(report, words(), t).join('\n'),
  }),
  imports: verb(open, {
    name: 'imports',
    description: 'Lists the imports of postings',
    args: {},
    run: bench => all(page => bench.rooms.employment.imports.list(bench.actor, page)),
    say: (found, { t }) => list(found, one => [one.id, one.at, t(`employment-import:state.${one.state}`), one.by], t),
  }),
  report: verb(open, {
    name: 'report',
    description: 'What came of an import',
    args: { id },
    run: ({ rooms, actor }, { id }) => rooms.employment.imports.get(actor, id),
    say: (report, { t }) => describePostings(report, words(), t).join('\n'),
  }),
  undo: verb(open, {
    name: 'undo',
    description: 'Takes an import back; postings that were changed since stay as they are',
    args: { id },
    sure: 'undo',
    run: ({ rooms, actor }, { id }) => rooms.employment.imports.undo(actor, id),
    say: ({ restored, kept }, { t }) =>
      [
        t('employment-import:undone', { restored }),
        ...(kept.length > 0 ? [t('employment-import:kept', { list: kept.join(' ') })] : []),
      ].join('\n'),
  }),
  template: verb(open, {
    name: 'template',
    description: 'Writes an empty table of postings to fill in; a file that is there stays',
    args: { file: { type: 'positional', required: true, description: 'The file to write: a name that ends in .xlsx' } },
    async run({ t }, { file }): Promise<Outcome<{ readonly file: string }>> {
      const template = await postingTemplate(words());
      onFile(file, () => writeFileSync(file, template, { flag: 'wx' }), t);
      return done({ file });
    },
    say: ({ file }, { t }) => t('employment-import:template_written', { file }),
  }),
});

/** How offices write their tables. @throws {FaultyKnowledgeError} */
const words = (): PostingWording => faultless(loadPostingSheetWords(folders.knowledge)) as PostingWording;

/** @throws {NotDoneError} where the file cannot be read as a table of postings */
async function tableIn(file: string, of: Belongs, { t, rooms }: Bench): Promise<ReadPostings> {
  const spreadsheet = await readSpreadsheetApart(onFile(file, () => readFileSync(file), t));
  if (!spreadsheet.ok) throw new NotDoneError(spreadsheet.fault.code, describeSpreadsheetFault(spreadsheet.fault, t));
  const read = await rooms.employment.imports.read(of, spreadsheet.sheets);
  if (read.rows.length === 0)
    throw new NotDoneError('no-postings', describeNotablePostings({ sheets: read.sheets, notable: [] }, words(), t).join('\n'));
  return read;
}
