/** `anjia queue ledger`: the ledgers of a period into a file, row by row. */
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { done } from '../../directory/outcome.ts';
import { type LedgerWords, ledgerSheet } from '../../grievance/ledger-sheets.ts';
import { LEDGER_FORMS, type Ledger, type LedgerLine } from '../../grievance/ledgers.ts';
import { dayAt, daysAfter } from '../../shared/calendar.ts';
import type { SettlementId } from '../../shared/ids.ts';
import { streamSpreadsheet } from '../../spreadsheet/index.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { settlementNamed } from '../directory/named.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { verb } from '../directory/verb.ts';
import { dayNamed } from './named.ts';

const SAY_EVERY_MS = 1000;
const DAYS = 30;

export const ledger = (open: Open) =>
  verb(open, {
    name: 'ledger',
    description: 'Writes a ledger to a file (.xlsx) that is not there yet: what was done, which cases came in, what was answered',
    args: {
      file: { type: 'positional', required: true, description: 'The file; nobody else may read it' },
      form: { type: 'enum', options: [...LEDGER_FORMS], required: true, description: 'Which ledger' },
      settlement: { type: 'string', description: 'Only of this settlement: id or name' },
      from: { type: 'string', description: `The first day. Default: ${DAYS} days ago` },
      to: { type: 'string', description: 'The last day. Default: today' },
    },
    async run(bench, { file, form, settlement: typed, from, to }) {
      const { rooms, actor, t, clock } = bench;
      const today = dayAt(clock.now());
      const period = { from: dayNamed(from, t) ?? daysAfter(today, -DAYS), to: dayNamed(to, t) ?? today };
      let settlement: SettlementId | undefined;
      if (typed !== undefined) {
        const found = await settlementNamed(typed, bench);
        if (!found.ok) return found;
        settlement = found.value;
      }
      const opened = await rooms.caseLedgers.open(actor, { form, ...period, settlement });
      if (!opened.ok) return opened;
      return done({ file, form, ...period, rows: await writeTo(file, opened.value, bench) });
    },
    say: ({ file, rows }, { t }) => t('commands:queue.ledger_written', { file, rows }),
  });

/** @returns how many rows @throws {NotDoneError} where the file is there, or cannot be written */
async function writeTo(file: string, { lines, ...wanted }: Ledger, bench: Bench): Promise<number> {
  const { t } = bench;
  const output = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let rows = 0;
  try {
    await once(output, 'open');
    const counted = counting(lines, bench, () => rows++);
    const ended = once(output, 'close');
    await streamSpreadsheet(ledgerSheet({ ...wanted, lines: counted }, wordsOf(bench)), output);
    await ended;
    return rows;
  } catch (error) {
    output.destroy();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // Half a file is none.
    if (code !== 'EEXIST') rmSync(file, { force: true });
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const says = code === 'EEXIST' ? 'directory-import:file.there' : 'directory-import:file.unusable';
    throw new NotDoneError('file', t(says, { file, code }));
  }
}

/** The same lines; how many there were is said now and then. */
async function* counting(lines: AsyncIterable<LedgerLine>, { terminal, t }: Bench, count: () => number) {
  let said = performance.now();
  for await (const line of lines) {
    const rows = count() + 1;
    if (performance.now() - said >= SAY_EVERY_MS) {
      said = performance.now();
      terminal.note(t('commands:queue.ledger_going', { rows }));
    }
    yield line;
  }
}

const wordsOf = ({ t, categories, policy }: Bench): LedgerWords => {
  const kinds = categories();
  const { units } = policy();
  return { t, kind: id => kinds.get(id)?.name.zh ?? id, unit: id => units.get(id)?.name ?? id };
};
