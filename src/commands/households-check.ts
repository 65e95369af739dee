/**
 * `anjia households check`: reads a household table as an import would, and tells row by row what comes of it. Nothing is kept.
 */
import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { folders } from '../config.ts';
import { readHouseholds } from '../directory/household-sheet/index.ts';
import { loadHouseholdWords } from '../knowledge/household-words.ts';
import { loadWordbook } from '../language/i18n.ts';
import { faultless } from '../rules.ts';
import { dayAt } from '../shared/calendar.ts';
import { systemClock } from '../shared/clock.ts';
import { readSpreadsheet } from '../spreadsheet/index.ts';
import { describeHouseholds, describeSpreadsheetFault } from './describe-households.ts';

/** The command `households check`: exit status 1 where the file cannot be read or a row is refused. */
export const householdsCheck = defineCommand({
  meta: { name: 'check', description: 'Reads a household table (.xlsx, .xls, .csv) and says what an import would take' },
  args: { file: { type: 'positional', required: true, description: 'The table' } },
  run({ args }) {
    const t = loadWordbook(folders.locales).in('zh-CN');
    const wording = faultless(loadHouseholdWords(folders.knowledge));
    const read = readSpreadsheet(readFileSync(args.file));
    if (!read.ok || !wording) {
      if (!read.ok) console.log(describeSpreadsheetFault(read.fault, t));
      process.exitCode = 1;
      return;
    }
    const households = readHouseholds(read.sheets, wording, dayAt(systemClock.now()));
    for (const line of describeHouseholds(households, wording, t)) console.log(line);
    if (households.rows.length === 0 || households.rows.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
  },
});
