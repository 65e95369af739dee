/**
 * Takes household tables in beside the conversation: looking at a table, taking it in and taking it back are long work, so a turn only begins
 * them; what comes of them is told by messages of their own. One is worked on at a time.
 */
import type { Attachments, Owner } from '../../../attachments/index.ts';
import type { Deliveries } from '../../../delivery/index.ts';
import { type HouseholdWording, type ReadHouseholds, readHouseholds } from '../../../directory/household-sheet/index.ts';
import type { ImportReport } from '../../../directory/import-report.ts';
import type { Directory } from '../../../directory/index.ts';
import type { Translate, Wordbook } from '../../../language/i18n.ts';
import type { Choice, Outgoing } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { SettlementId } from '../../../shared/ids.ts';
import { readSpreadsheetApart } from '../../../spreadsheet/index.ts';
import { refusalWords } from '../words.ts';
import { describeNotable, describeSpreadsheetFault } from './describe-import.ts';
import { previewWords, reportFile, reportWords } from './import-words.ts';
import type { Look, Table, TableImports, Wish } from './tables.ts';

/** What the work needs. */
export interface TableImportParts {
  readonly attachments: Attachments;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly wordbook: Wordbook;
  readonly wording: () => HouseholdWording;
  readonly makeTemplate: () => Promise<Uint8Array>;
  readonly clock: Clock;
  /** Runs the work once what goes on now is committed. */
  readonly whenCommitted: (work: () => void) => void;
  readonly onFault: (error: unknown) => void;
}

/** So many tables that were looked at are remembered. */
const MOST_LOOKS = 50;
/** It is told how far an import is every so many households. */
const TELL_EVERY = 2_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Seen {
  readonly state: 'ready' | 'useless';
  readonly text: string;
  readonly report?: ImportReport;
}

interface Running {
  readonly owner: string;
  readonly stopping: AbortController;
  isTold: boolean;
}

export function createTableImports(parts: TableImportParts): TableImports {
  const { attachments, directory, deliveries, wordbook, wording, makeTemplate, clock, whenCommitted, onFault } = parts;
  const looks = new Map<string, Look>();
  const running = new Set<Running>();
  const stopping = new AbortController();
  let queue: Promise<void> = Promise.resolve();

  /** After everything that was begun before, and outside of the transaction that it was begun in. */
  const afterwards = (wish: Wish, work: () => Promise<void>): void =>
    whenCommitted(() => {
      queue = queue.then(work).catch(async error => {
        // What the program's end cut off is looked at, or told, after its next start.
        if (stopping.signal.aborted) return;
        onFault(error);
        await tell(wish, `fault:${wish.message}`, { text: wordsOf(wish)('desk:import.fault') }).catch(onFault);
      });
    });

  const wordsOf = ({ language }: Pick<Wish, 'language'>): Translate => wordbook.in(language);

  const tell = ({ to, message }: Pick<Wish, 'to' | 'message'>, origin: string, outgoing: Outgoing): Promise<boolean> =>
    deliveries.post(`tables:${origin}`, to, outgoing, { urgency: 'reply', kind: 'private', message });

  /** The households of a table, or why there are none. */
  const read = async (file: string, t: Translate): Promise<ReadHouseholds | string> => {
    const bytes = await attachments.bytes(file);
    if (!bytes) return t('desk:import.gone');
    const spreadsheet = await unlessStopped(readSpreadsheetApart(bytes), stopping.signal);
    if (!spreadsheet.ok) return describeSpreadsheetFault(spreadsheet.fault, t);
    const found = readHouseholds(spreadsheet.sheets, wording(), dayAt(clock.now()));
    if (found.households.length > 0) return found;
    const why = describeNotable({ ...found, notable: found.rows }, wording(), t).slice(0, 5);
    return [t('desk:import.no_households'), ...why].join('\n');
  };

  const seen = async ({ actor, ...wish }: Wish, { file, settlement }: Table): Promise<Seen> => {
    const t = wordsOf(wish);
    const found = await read(file, t);
    if (typeof found === 'string') return { state: 'useless', text: found };
    const purpose = t('directory-import:purpose');
    const outcome = await directory.imports.preview(actor, settlement, found, { purpose, signal: stopping.signal });
    stopping.signal.throwIfAborted();
    if (!outcome.ok) return { state: 'useless', text: refusalWords(outcome.refusal, t) };
    const report = outcome.value;
    const text = previewWords(report, wording(), t);
    if (report.counts.added + report.counts.changed > 0) return { state: 'ready', text, report };
    return { state: 'useless', text: [t('desk:import.nothing_new'), text].join('\n'), report };
  };

  const lookAt = async (wish: Wish, table: Table): Promise<void> => {
    const t = wordsOf(wish);
    const { state, text, report } = await seen(wish, table);
    looks.set(nameOf(table), { state, text });
    const file = report && (await reportFile(report, wording(), t));
    const asked = state === 'ready' ? { text: [text, t('desk:import.sure')].join('\n'), choices: sureChoices(t) } : { text };
    await tell(wish, `look:${wish.message}`, { ...asked, ...(file ? { file } : {}) });
  };

  const takeIn = async (wish: Wish, { file, settlement }: Table, mine: Running): Promise<void> => {
    const t = wordsOf(wish);
    const found = await read(file, t);
    if (typeof found === 'string') return end(wish, file, `begun:${file}`, { text: found }, mine);
    let id = '';
    let told = 0;
    let telling: Promise<unknown> = Promise.resolve();
    const outcome = await directory.imports.run(wish.actor, settlement, found, {
      purpose: t('directory-import:purpose'),
      signal: mine.stopping.signal,
      onBegun: async begun => {
        id = begun;
        await attachments.begin(file, wish.to.chat, id);
      },
      onProgress: (through, total) => {
        if (through - told < TELL_EVERY || through === total || !mine.isTold) return;
        told = through;
        const text = t('desk:import.progress', { through, total });
        telling = telling.then(() => tell(wish, `progress:${id}:${through}`, { text, choices: [haltChoice(settlement, t)] }));
      },
    });
    await telling;
    if (!outcome.ok) return end(wish, file, `begun:${file}`, { text: refusalWords(outcome.refusal, t) }, mine);
    await end(wish, file, `done:${id}`, await ended(outcome.value, t, stopping.signal.aborted), mine);
  };

  /** What came of an import, and the file goes: it is in the directory now. */
  const end = (wish: Wish, file: string, origin: string, outgoing: Outgoing, { isTold }: Running): Promise<void> =>
    directory.transact(async () => {
      await attachments.remove(file);
      if (isTold) await tell(wish, origin, outgoing);
    });

  const ended = async (report: ImportReport, t: Translate, isCut: boolean): Promise<Outgoing> => {
    const file = await reportFile(report, wording(), t);
    return {
      text: reportWords(report, isCut, t),
      choices: report.id === undefined ? [] : [undoChoice(report.id, t)],
      ...(file ? { file } : {}),
    };
  };

  return {
    look(wish, table) {
      const name = nameOf(table);
      const before = looks.get(name);
      if (before) return before;
      // A turn that is not committed has looked at nothing; one may ask twice.
      whenCommitted(() => {
        if (looks.has(name)) return;
        looks.set(name, { state: 'looking' });
        if (looks.size > MOST_LOOKS) looks.delete(looks.keys().next().value as string);
        afterwards(wish, async () => {
          try {
            await lookAt(wish, table);
          } catch (error) {
            looks.delete(name);
            throw error;
          }
        });
      });
      return { state: 'looking' };
    },

    async begin(wish, table) {
      await attachments.begin(table.file, wish.to.chat, BEGUN);
      const mine: Running = { owner: ownerName(wish.to), stopping: new AbortController(), isTold: true };
      whenCommitted(() => void running.add(mine));
      afterwards(wish, async () => {
        looks.delete(nameOf(table));
        try {
          if (stopping.signal.aborted) mine.stopping.abort();
          await takeIn(wish, table, mine);
        } finally {
          running.delete(mine);
        }
      });
    },

    undo(wish, id) {
      afterwards(wish, async () => {
        const t = wordsOf(wish);
        const undone = await directory.imports.undo(wish.actor, id);
        if (!undone.ok) return void (await tell(wish, `undo:${wish.message}`, { text: refusalWords(undone.refusal, t) }));
        const { restored, kept } = undone.value;
        const lines = [
          t('directory-import:undone', { restored }),
          ...(kept.length > 0 ? [t('desk:import.kept', { times: kept.length })] : []),
        ];
        await tell(wish, `undo:${wish.message}`, { text: lines.join('\n') });
      });
    },

    isRunning: owner => [...running].some(one => one.owner === ownerName(owner)),
    halt(owner) {
      for (const one of running) if (one.owner === ownerName(owner)) one.stopping.abort();
    },
    leave(owner) {
      for (const one of running) {
        if (one.owner !== ownerName(owner)) continue;
        one.isTold = false;
        one.stopping.abort();
      }
    },
    forget: () => looks.clear(),

    async template() {
      const content = Buffer.from(await makeTemplate()).toString('base64');
      return { name: wordbook.in('zh-CN')('desk:import.template_name'), type: XLSX, content };
    },

    async resume() {
      for (const { id, channel, account, person, chat, work } of await attachments.left())
        await directory.transact(async () => {
          const cut = work === BEGUN ? undefined : await directory.imports.cutOff(work);
          const t = wordbook.in('zh-CN');
          const choices = cut ? [undoChoice(work, t)] : [];
          const text = t(cut ? `desk:import.cut.${cut.state}` : 'desk:import.not_begun', { written: cut?.written ?? 0 });
          const to = { channel, account, chat, person };
          await deliveries.post(`tables:cut:${id}`, to, { text, choices }, { urgency: 'reply', kind: 'private' });
          await attachments.remove(id);
        });
    },

    async stop() {
      stopping.abort();
      for (const one of running) one.stopping.abort();
      await queue;
    },
  };
}

/** An import that is begun has no number yet. */
const BEGUN = 'begun';

/** @throws where the signal comes first */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

const nameOf = ({ file, settlement }: Table): string => `${file} ${settlement}`;

const ownerName = ({ channel, account, person }: Owner): string => JSON.stringify([channel, account, person]);

/** The choices of the form that is open meanwhile. */
const sureChoices = (t: Translate): readonly Choice[] => [
  { id: 'form=sure=yes', label: t('desk:form.household_table.yes') },
  { id: 'form=stop', label: t('desk:stop') },
];

/** Stops what runs there; afterwards it leads to taking it back. */
export const haltChoice = (settlement: SettlementId, t: Translate): Choice => ({
  id: `desk=import_now=${settlement}`,
  label: t('desk:form.import_now.title'),
});

const undoChoice = (id: string, t: Translate): Choice => ({
  id: `desk=import_undo=${id}`,
  label: t('desk:form.import_undo.title'),
});
