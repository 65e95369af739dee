/** Tables of households. */
import {
  type HouseholdWording,
  householdColumnsIn,
  type ReadHouseholds,
  readHouseholds,
} from '../../../directory/household-sheet/index.ts';
import type { Directory } from '../../../directory/index.ts';
import type { Translate } from '../../../language/i18n.ts';
import { dayAt } from '../../../shared/calendar.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Sheet } from '../../../spreadsheet/index.ts';
import { refusalWords } from '../words.ts';
import { describeNotable } from './describe-import.ts';
import { previewWords, reportFile, reportWords } from './import-words.ts';
import type { TableKind } from './table-kind.ts';

/** What they are taken in with. */
export interface HouseholdKindParts {
  readonly directory: Directory;
  readonly wording: () => HouseholdWording;
  readonly clock: Clock;
}

/** Makes the kind. */
export function householdTables({ directory, wording, clock }: HouseholdKindParts): TableKind {
  const { imports } = directory;
  /** The households of a table, or why there are none. */
  const read = (sheets: readonly Sheet[], t: Translate): ReadHouseholds | string => {
    const found = readHouseholds(sheets, wording(), dayAt(clock.now()));
    if (found.households.length > 0) return found;
    const why = describeNotable({ ...found, notable: found.rows }, wording(), t).slice(0, 5);
    return [t('desk:import.no_households'), ...why].join('\n');
  };
  return {
    columnsIn: sheets => householdColumnsIn(sheets, wording()),
    progress: (through, total, t) => t('desk:import.progress', { through, total }),
    // Any number that no other kind has.
    has: () => Promise.resolve(true),

    async look({ actor, settlement, t }, sheets, signal) {
      const found = read(sheets, t);
      if (typeof found === 'string') return { state: 'useless', text: found };
      const outcome = await imports.preview(actor, settlement, found, { purpose: t('directory-import:purpose'), signal });
      signal.throwIfAborted();
      if (!outcome.ok) return { state: 'useless', text: refusalWords(outcome.refusal, t) };
      const report = outcome.value;
      const text = previewWords(report, wording(), t);
      const file = await reportFile(report, wording(), t);
      if (report.counts.added + report.counts.changed > 0) return { state: 'ready', text, file };
      return { state: 'useless', text: [t('desk:import.nothing_new'), text].join('\n'), file };
    },

    async takeIn({ actor, settlement, t }, sheets, { isCut, ...following }) {
      const found = read(sheets, t);
      if (typeof found === 'string') return { text: found };
      const purpose = t('directory-import:purpose');
      const outcome = await imports.run(actor, settlement, found, { purpose, ...following });
      if (!outcome.ok) return { text: refusalWords(outcome.refusal, t) };
      const report = outcome.value;
      return { id: report.id, text: reportWords(report, isCut(), t), file: await reportFile(report, wording(), t) };
    },

    async undo(actor, id, t) {
      const undone = await imports.undo(actor, id);
      if (!undone.ok) return refusalWords(undone.refusal, t);
      const { restored, kept } = undone.value;
      const more = kept.length > 0 ? [t('desk:import.kept', { times: kept.length })] : [];
      return [t('directory-import:undone', { restored }), ...more].join('\n');
    },

    async cutOff(id, t) {
      const cut = await imports.cutOff(id);
      return cut && t(`desk:import.cut.${cut.state}`, { written: cut.written });
    },
  };
}
