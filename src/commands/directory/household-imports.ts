/** `anjia directory households import …`: takes household tables in, shows what would come of it, and takes it back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { folders } from '../../config.ts';
import { describeImport, describeNotable, describeSpreadsheetFault } from '../../conversation/desk/imports/describe-import.ts';
import { householdTemplate, type ReadHouseholds, readHouseholds } from '../../directory/household-sheet/index.ts';
import type { ImportReport } from '../../directory/import-report.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import { type HouseholdWords, loadHouseholdWords } from '../../knowledge/household-words.ts';
import type { Translate } from '../../language/i18n.ts';
import { faultless } from '../../rules.ts';
import { dayAt } from '../../shared/calendar.ts';
import { parseHouseholdId } from '../../shared/ids.ts';
import { readSpreadsheetApart, writeSpreadsheet } from '../../spreadsheet/index.ts';
import { onFile, stoppable } from '../file-named.ts';
import type { Bench, Open } from './bench.ts';
import { all, idNamed, inSettlement } from './named.ts';
import { NotDoneError } from './not-done.ts';
import { list } from './show.ts';
import { verb } from './verb.ts';

const settlement = { type: 'positional', required: true, description: 'Its settlement: id or name' } as const;
const id = { type: 'positional', required: true, description: 'The import: m_…' } as const;
const file = { type: 'positional', required: true, description: 'The file' } as const;

/** The commands, to stand among those of households. */
export const householdImports = (open: Open) => ({
  import: verb(open, {
    name: 'import',
    description: 'Takes in a household table (.xlsx, .xls, .csv); Ctrl-C stops it, undo takes it back',
    args: {
      file,
      settlement,
      purpose: { type: 'string', description: 'What the files are kept for; stands in each new one' },
      preview: { type: 'boolean', description: 'Only say what would come of it' },
      report: { type: 'string', description: 'Write what somebody should look at to this file (.xlsx)' },
    },
    async run(bench, { file, settlement, purpose = bench.t('directory-import:purpose'), preview, report }) {
      const read = await tableIn(file, bench);
      const outcome = await inSettlement(settlement, bench, here =>
        stoppable(signal => {
          const { imports } = bench.rooms.directory;
          const onProgress = (through: number, total: number) =>
            bench.terminal.note(bench.t('directory-import:progress', { through, total }));
          const options = { purpose, signal, onProgress };
          return preview ? imports.preview(bench.actor, here, read, options) : imports.run(bench.actor, here, read, options);
        }),
      );
      if (outcome.ok && report !== undefined) await writeReport(report, outcome.value, bench.t);
      return outcome;
    },
    say: (report, { t }) => describeImport(report, words(), t).join('\n'),
  }),
  imports: verb(open, {
    name: 'imports',
    description: 'Lists the imports of a settlement',
    args: { settlement },
    run: (bench, { settlement }) =>
      inSettlement(settlement, bench, here => all(page => bench.rooms.directory.imports.list(bench.actor, here, page))),
    say: (found, { t }) => list(found, one => [one.id, one.at, t(`directory-import:state.${one.state}`), one.written, one.by], t),
  }),
  report: verb(open, {
    name: 'report',
    description: 'What came of an import',
    args: { id },
    run: ({ rooms, actor }, { id }) => rooms.directory.imports.get(actor, id),
    say: (report, { t }) => describeImport(report, words(), t).join('\n'),
  }),
  undo: verb(open, {
    name: 'undo',
    description: 'Takes an import back; households that were changed since stay as they are',
    args: { id },
    sure: 'undo',
    run: ({ rooms, actor }, { id }) => rooms.directory.imports.undo(actor, id),
    say: ({ restored, kept }, { t }) =>
      [
        t('directory-import:undone', { restored }),
        ...(kept.length > 0 ? [t('directory-import:kept', { list: kept.join(' ') })] : []),
      ].join('\n'),
  }),
  merge: verb(open, {
    name: 'merge',
    description: 'Joins two files of one household: the second one wins and is gone',
    args: {
      into: { type: 'positional', required: true, description: 'The file that stays: h_…' },
      from: { type: 'positional', required: true, description: 'The double: h_…' },
    },
    sure: 'merge',
    run: ({ rooms, actor, t }, { into, from }) => {
      const named = (text: string) => idNamed(text, parseHouseholdId, 'household', t);
      return rooms.directory.doubles.merge(actor, named(into), named(from));
    },
    say: ({ household, changes }, { t }) =>
      t('directory-import:merged', { what: household.id, conflicts: changes.filter(({ kind }) => kind === 'conflict').length }),
  }),
  template: verb(open, {
    name: 'template',
    description: 'Writes an empty household table to fill in; a file that is there stays',
    args: { file: { type: 'positional', required: true, description: 'The file to write: a name that ends in .xlsx' } },
    async run({ t }, { file }): Promise<Outcome<{ readonly file: string }>> {
      const template = await householdTemplate(words());
      onFile(file, () => writeFileSync(file, template, { flag: 'wx' }), t);
      return done({ file });
    },
    say: ({ file }, { t }) => t('directory-import:template_written', { file }),
  }),
});

/** How offices write their tables. @throws {FaultyKnowledgeError} */
const words = (): HouseholdWords => faultless(loadHouseholdWords(folders.knowledge)) as HouseholdWords;

/** @throws {NotDoneError} where the file cannot be read as a table of households */
async function tableIn(file: string, { t, clock }: Bench): Promise<ReadHouseholds> {
  const spreadsheet = await readSpreadsheetApart(onFile(file, () => readFileSync(file), t));
  if (!spreadsheet.ok) throw new NotDoneError(spreadsheet.fault.code, describeSpreadsheetFault(spreadsheet.fault, t));
  const read = readHouseholds(spreadsheet.sheets, words(), dayAt(clock.now()));
  if (read.households.length === 0)
    throw new NotDoneError('no-households', describeNotable({ ...read, notable: read.rows }, words(), t).join('\n'));
  return read;
}

async function writeReport(file: string, report: ImportReport, t: Translate): Promise<void> {
  const written = await writeSpreadsheet({
    name: t('directory-import:report.name'),
    columns: [{ heading: t('directory-import:report.what'), width: 120 }],
    rows: describeImport(report, words(), t).map(line => [line]),
  });
  onFile(file, () => writeFileSync(file, written, { mode: 0o600 }), t);
}
