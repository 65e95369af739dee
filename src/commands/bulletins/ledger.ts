/** `anjia bulletins ledger`, `retry`, `receipts`: what became of it in each group, another try, and who has confirmed. */
import { writeFileSync } from 'node:fs';
import { ledgerBytes } from '../../bulletin/ledger-sheet.ts';
import { readLedger } from '../../bulletin/read-ledger.ts';
import { receiptsWords } from '../../conversation/desk/bulletins/receipts.ts';
import { groupWords, lineWords } from '../../conversation/desk/bulletins/words.ts';
import { DELIVERY_STATES } from '../../delivery/store.ts';
import { done } from '../../directory/outcome.ts';
import type { Open } from '../directory/bench.ts';
import { inSettlement, numberNamed } from '../directory/named.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { list } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { bulletinNamed, id } from './shown.ts';

export const ledger = (open: Open) =>
  verb(open, {
    name: 'ledger',
    description: 'Lists what became of it in each group, and why',
    args: {
      id,
      state: { type: 'string', description: `Only those that stand so: ${DELIVERY_STATES.join(', ')}` },
      file: { type: 'string', description: 'Write it to this file (.xlsx), too; a file that is there stays' },
    },
    async run({ rooms, actor, t }, { id, state, file }) {
      const bulletin = await rooms.bulletins.get(actor, bulletinNamed(id, t));
      if (!bulletin.ok) return bulletin;
      const wanted = DELIVERY_STATES.find(one => one === state);
      if (state !== undefined && !wanted)
        throw new UsageError(t('commands:bulletins.word_unknown', { word: state, allowed: DELIVERY_STATES.join(' ') }));
      const lines = await readLedger(rooms.bulletins, actor, bulletin.value.id, wanted ? { states: [wanted] } : {});
      if (lines.ok && file !== undefined) writeTo(file, await ledgerBytes(bulletin.value, lines.value, t));
      return lines;

      function writeTo(name: string, bytes: Uint8Array): void {
        try {
          writeFileSync(name, bytes, { flag: 'wx', mode: 0o600 });
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? String(error.code) : '';
          throw new NotDoneError(
            'file',
            t(code === 'EEXIST' ? 'directory-import:file.there' : 'directory-import:file.unusable', { file: name, code }),
          );
        }
      }
    },
    say: (lines, { t }) =>
      list(
        lines,
        one => [one.delivery, groupWords(one, t), t(`account:channel.${one.channel}`), lineWords(one, t), one.attempts],
        t,
      ),
  });

export const retry = (open: Open) =>
  verb(open, {
    name: 'retry',
    description: 'Tries again what failed: all of it, or one line of the ledger',
    args: { id, line: { type: 'positional', required: false, description: 'Its number in the ledger' } },
    async run({ rooms, actor, t }, { id, line }) {
      const again = await rooms.bulletins.retry(actor, bulletinNamed(id, t), numberNamed(line, t));
      return again.ok ? done({ again: again.value }) : again;
    },
    say: ({ again }, { t }) => t(again > 0 ? 'desk:form.bulletin_ledger.again' : 'desk:form.bulletin_ledger.none', { again }),
  });

export const receipts = (open: Open) =>
  verb(open, {
    name: 'receipts',
    description: 'Who has confirmed in a settlement, by building, and who has not',
    args: { id, settlement: { type: 'positional', required: true, description: 'The settlement: id or name' } },
    run: (bench, { id, settlement }) => {
      const bulletin = bulletinNamed(id, bench.t);
      return inSettlement(settlement, bench, here => bench.rooms.bulletins.receipts(bench.actor, bulletin, here));
    },
    say: (found, { t }) => receiptsWords(found, t),
  });
