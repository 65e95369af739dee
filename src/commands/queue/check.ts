/** `anjia queue verify`, `anchor`: whether anybody changed the history of a case. They look at all cases, so they are for whoever has the machine. */
import { OPERATOR } from '../../directory/actors.ts';
import { done, refused } from '../../directory/outcome.ts';
import type { NotedAnchor } from '../../grievance/anchor-notes.ts';
import type { HistoryReport } from '../../grievance/service.ts';
import type { Translate } from '../../language/i18n.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { NotDoneError } from '../directory/not-done.ts';
import { verb } from '../directory/verb.ts';
import { workLong } from '../long-work.ts';
import { UsageError } from '../usage.ts';

/** It says how far it is each time that it has looked at so many cases. */
const SAID_EVERY = 5000;

/** @throws {UsageError} */
function notedAnchor(text: string, t: Translate): NotedAnchor {
  const [, day = '', hash = ''] = /^(\d{4}-\d{2}-\d{2}):([\w-]{43})$/.exec(text.trim()) ?? [];
  if (day === '') throw new UsageError(t('commands:queue.anchor_unknown', { anchor: text }));
  return { day, hash };
}

const isOperator = ({ actor }: Bench): boolean => actor.id === OPERATOR.id;

export const verify = (open: Open) =>
  verb(open, {
    name: 'verify',
    description: 'Holds the history of every case, and every anchor, against itself; exit status 1 where something was changed',
    args: {
      anchor: { type: 'string', description: 'An anchor that was noted elsewhere, as this command printed it: DAY:HASH' },
    },
    async run(bench, { anchor }) {
      const { rooms, terminal, t } = bench;
      if (!isOperator(bench)) return refused('not-allowed');
      const noted = anchor === undefined ? [] : [notedAnchor(anchor, t)];
      terminal.note(t('commands:queue.verifying'));
      let said = 0;
      const progress = (cases: number) => {
        if (cases - said < SAID_EVERY) return;
        said = cases;
        terminal.note(t('commands:queue.verifying_on', { cases }));
      };
      const report = await workLong(t, ({ signal }) => rooms.grievances.verify({ signal, progress, noted }));
      if (report.faults.length > 0) throw new NotDoneError('changed-history', faultsText(report, t));
      return done(report);
    },
    say: ({ cases, links, erased, anchors, last }, { t }) =>
      [
        t('commands:queue.verified', { cases, links, erased, anchors }),
        ...(last ? [t('commands:queue.last_anchor', { anchor: `${last.day}:${last.hash}` })] : []),
      ].join('\n'),
  });

/** Each fault in a line. */
const faultsText = ({ faults }: HistoryReport, t: Translate): string =>
  faults
    .map(fault =>
      fault.kind !== 'chain'
        ? t(`commands:queue.fault.${fault.kind}`, { day: fault.day })
        : t(`commands:queue.fault.${fault.verdict.fault}`, { number: fault.number, seq: fault.verdict.seq }),
    )
    .join('\n');

export const anchor = (open: Open) =>
  verb(open, {
    name: 'anchor',
    description: 'Anchors how the history of all cases ended on each day that is over; the server does so every night',
    args: {},
    async run(bench) {
      if (!isOperator(bench)) return refused('not-allowed');
      await bench.rooms.grievances.anchor();
      return done({ anchored: true });
    },
    say: (_, { t }) => t('commands:queue.anchored'),
  });
