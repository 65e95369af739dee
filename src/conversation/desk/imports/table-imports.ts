/**
 * Takes household tables in beside the conversation: looking at a table, taking it in and taking it back are long work, so a turn only begins
 * them; what comes of them is told by messages of their own. One is worked on at a time.
 */
import type { Attachments, Owner } from '../../../attachments/index.ts';
import type { Deliveries } from '../../../delivery/index.ts';
import type { Directory } from '../../../directory/index.ts';
import type { Translate, Wordbook } from '../../../language/i18n.ts';
import type { Choice, Outgoing } from '../../../message/index.ts';
import type { SettlementId } from '../../../shared/ids.ts';
import { readSpreadsheetApart, type Sheet } from '../../../spreadsheet/index.ts';
import { describeSpreadsheetFault } from './describe-import.ts';
import type { Looked, TableKind } from './table-kind.ts';
import type { Look, Table, TableImports, Wish } from './tables.ts';

/** What the work needs. */
export interface TableImportParts {
  readonly attachments: Attachments;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly wordbook: Wordbook;
  /** The likelier one last, where a file is like several of them, or like none. */
  readonly kinds: readonly [...TableKind[], TableKind];
  readonly makeTemplate: () => Promise<Uint8Array>;
  /** Runs the work once what goes on now is committed. */
  readonly whenCommitted: (work: () => void) => void;
  readonly onFault: (error: unknown) => void;
}

/** So many tables that were looked at are remembered. */
const MOST_LOOKS = 50;
/** It is told how far an import is every so many households. */
const TELL_EVERY = 2_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Running {
  readonly owner: string;
  readonly stopping: AbortController;
  isTold: boolean;
}

export function createTableImports(parts: TableImportParts): TableImports {
  const { attachments, directory, deliveries, wordbook, kinds, makeTemplate, whenCommitted, onFault } = parts;
  const usual = kinds[kinds.length - 1] as TableKind;
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

  /** The sheets of a file, with the kind of table that they are likest to; or why there are none. */
  const read = async (file: string, t: Translate): Promise<{ kind: TableKind; sheets: readonly Sheet[] } | string> => {
    const bytes = await attachments.bytes(file);
    if (!bytes) return t('desk:import.gone');
    const spreadsheet = await unlessStopped(readSpreadsheetApart(bytes), stopping.signal);
    if (!spreadsheet.ok) return describeSpreadsheetFault(spreadsheet.fault, t);
    const { sheets } = spreadsheet;
    const likest = kinds.map(kind => ({ kind, columns: kind.columnsIn(sheets) })).toSorted((a, b) => b.columns - a.columns)[0];
    return { kind: likest && likest.columns > 0 ? likest.kind : usual, sheets };
  };

  const seen = async ({ actor, ...wish }: Wish, { file, settlement }: Table): Promise<Looked> => {
    const t = wordsOf(wish);
    const found = await read(file, t);
    if (typeof found === 'string') return { state: 'useless', text: found };
    return found.kind.look({ actor, settlement, t }, found.sheets, stopping.signal);
  };

  const lookAt = async (wish: Wish, table: Table): Promise<void> => {
    const t = wordsOf(wish);
    const { state, text, file } = await seen(wish, table);
    looks.set(nameOf(table), { state, text });
    const asked = state === 'ready' ? { text: [text, t('desk:import.sure')].join('\n'), choices: sureChoices(t) } : { text };
    await tell(wish, `look:${wish.message}`, { ...asked, ...(file ? { file } : {}) });
  };

  const takeIn = async (wish: Wish, { file, settlement }: Table, mine: Running): Promise<void> => {
    const t = wordsOf(wish);
    const found = await read(file, t);
    if (typeof found === 'string') return end(wish, file, `begun:${file}`, { text: found }, mine);
    const { kind, sheets } = found;
    let id = '';
    let told = 0;
    let telling: Promise<unknown> = Promise.resolve();
    const taken = await kind.takeIn({ actor: wish.actor, settlement, t }, sheets, {
      signal: mine.stopping.signal,
      isCut: () => stopping.signal.aborted,
      onBegun: async begun => {
        id = begun;
        await attachments.begin(file, wish.to.chat, id);
      },
      onProgress: (through, total) => {
        if (through - told < TELL_EVERY || through === total || !mine.isTold) return;
        told = through;
        const text = kind.progress(through, total, t);
        telling = telling.then(() => tell(wish, `progress:${id}:${through}`, { text, choices: [haltChoice(settlement, t)] }));
      },
    });
    await telling;
    const { text, choices = [], file: report } = taken;
    if (taken.id === undefined) return end(wish, file, `begun:${file}`, { text }, mine);
    const more = [...choices, undoChoice(taken.id, t)];
    await end(wish, file, `done:${id}`, { text, choices: more, ...(report ? { file: report } : {}) }, mine);
  };

  /** What came of an import, and the file goes: it is in the directory now. */
  const end = (wish: Wish, file: string, origin: string, outgoing: Outgoing, { isTold }: Running): Promise<void> =>
    directory.transact(async () => {
      await attachments.remove(file);
      if (isTold) await tell(wish, origin, outgoing);
    });

  /** The kind that an import is of. */
  const kindOf = async (id: string): Promise<TableKind> => {
    for (const kind of kinds) if (await kind.has(id)) return kind;
    return usual;
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
        const text = await (await kindOf(id)).undo(wish.actor, id, t);
        await tell(wish, `undo:${wish.message}`, { text });
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
          const t = wordbook.in('zh-CN');
          const cut = work === BEGUN ? undefined : await (await kindOf(work)).cutOff(work, t);
          const choices = cut === undefined ? [] : [undoChoice(work, t)];
          const text = cut ?? t('desk:import.not_begun');
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
