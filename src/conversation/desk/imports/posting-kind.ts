/** Tables of job postings. */
import type { Directory } from '../../../directory/index.ts';
import type { Actor } from '../../../directory/model.ts';
import type { Employment, PostingReport } from '../../../employment/index.ts';
import { postingColumnsIn } from '../../../employment/posting-sheet/index.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { OutgoingFile } from '../../../message/index.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { SettlementId } from '../../../shared/ids.ts';
import type { Sheet } from '../../../spreadsheet/index.ts';
import { announceChoice, digestOfToday } from '../postings/announce.ts';
import { refusalWords } from '../words.ts';
import { describeNotablePostings, returnedFile } from './describe-postings.ts';
import type { TableKind } from './table-kind.ts';

/** So many lines of what somebody should look at are said; the refused rows stand in the file. */
const FIRST = 5;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Makes the kind. */
export function postingTables(
  directory: Pick<Directory, 'regionOf'>,
  { imports }: Pick<Employment, 'imports'>,
  clock: Clock,
): TableKind {
  const wording = () => imports.wording();
  /** To whom they will belong; nothing where the settlement is gone. */
  const placeOf = async (settlement: SettlementId) => {
    const region = await directory.regionOf(settlement);
    return region && { region, settlement };
  };
  const read = async (settlement: SettlementId, sheets: readonly Sheet[], t: Translate) => {
    const of = await placeOf(settlement);
    if (!of) return refusalWords({ code: 'unknown', params: { what: 'settlement' } }, t);
    const found = await imports.read(of, sheets);
    if (found.rows.length > 0) return { of, found };
    const why = describeNotablePostings({ ...found, notable: [] }, wording(), t).slice(0, FIRST);
    return [t('desk:import.no_postings'), ...why].join('\n');
  };
  const fileOf = async (report: PostingReport, t: Translate): Promise<OutgoingFile | undefined> => {
    const bytes = await returnedFile(report, wording(), t);
    return bytes && { name: t('employment-import:returned_name'), type: XLSX, content: Buffer.from(bytes).toString('base64') };
  };
  /** The sums, and the first rows to be looked at. */
  const wordsOf = (report: PostingReport, t: Translate): string[] => {
    const lines = describeNotablePostings(
      { sheets: report.sheets.filter(({ outcome }) => outcome === 'no-table'), notable: report.notable },
      wording(),
      t,
    );
    const refused = report.rows.refused;
    return [
      t('employment-import:counts', report.counts),
      t('employment-import:rows', report.rows),
      ...lines.slice(0, FIRST),
      ...(lines.length > FIRST ? [t('desk:import.more_rows', { number: lines.length - FIRST })] : []),
      ...(refused > 0 ? [t('desk:import.returned', { number: refused })] : []),
    ];
  };

  return {
    columnsIn: sheets => postingColumnsIn(sheets, wording()),
    progress: (through, total, t) => t('employment-import:progress', { through, total }),
    has: id => imports.has(id),

    async look({ actor, settlement, t }, sheets) {
      const table = await read(settlement, sheets, t);
      if (typeof table === 'string') return { state: 'useless', text: table };
      const outcome = await imports.preview(actor, table.of, table.found);
      if (!outcome.ok) return { state: 'useless', text: refusalWords(outcome.refusal, t) };
      const report = outcome.value;
      const lines = wordsOf(report, t);
      const file = await fileOf(report, t);
      if (report.counts.new + report.counts.renewed > 0) return { state: 'ready', text: lines.join('\n'), file };
      return { state: 'useless', text: [t('desk:import.nothing_new'), ...lines].join('\n'), file };
    },

    async takeIn({ actor, settlement, t }, sheets, { isCut, ...following }) {
      const table = await read(settlement, sheets, t);
      if (typeof table === 'string') return { text: table };
      const outcome = await imports.run(actor, table.of, table.found, following);
      if (!outcome.ok) return { text: refusalWords(outcome.refusal, t) };
      const report = outcome.value;
      const how = report.state === 'done' ? 'done' : isCut() ? 'cut' : 'stopped';
      const text = [t(`desk:import.end.${how}`), ...wordsOf(report, t)].join('\n');
      const held = report.counts.held > 0 ? [{ id: 'desk=postings=held', label: t('desk:form.postings.held') }] : [];
      const fresh = report.counts.new > 0 ? [announceChoice(digestOfToday(settlement, clock.now()), t)] : [];
      return { id: report.id, text, file: await fileOf(report, t), choices: [...held, ...fresh] };
    },

    async undo(actor: Actor, id, t) {
      const undone = await imports.undo(actor, id);
      if (!undone.ok) return refusalWords(undone.refusal, t);
      const { restored, kept } = undone.value;
      const more = kept.length > 0 ? [t('desk:import.kept_postings', { times: kept.length })] : [];
      return [t('employment-import:undone', { restored }), ...more].join('\n');
    },

    async cutOff(id, t) {
      const cut = await imports.cutOff(id);
      return cut && t(`desk:import.cut_postings.${cut.state === 'running' ? 'stopped' : cut.state}`);
    },
  };
}
