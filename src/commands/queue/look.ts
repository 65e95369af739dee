/** `anjia queue list`, `show`, `history`, `identity`: looking at cases; who reported one is told with a reason, and recorded. */
import { done } from '../../directory/outcome.ts';
import { ALARMS } from '../../grievance/model.ts';
import { IDENTITY_REASONS } from '../../grievance/service.ts';
import type { GrievanceFilter } from '../../grievance/store.ts';
import type { SettlementId } from '../../shared/ids.ts';
import type { Open } from '../directory/bench.ts';
import { numberNamed, settlementNamed } from '../directory/named.ts';
import { table } from '../directory/show.ts';
import { verb } from '../directory/verb.ts';
import { caseNamed, dayNamed, kindsNamed, number, statesNamed, unitsNamed, wordNamed } from './named.ts';
import { caseData, casesText, caseText, historyText, named, namedView, viewData } from './shown.ts';

/** The filters of a list. */
const FILTERS = {
  state: { type: 'string', description: 'Only those that stand so, parted by commas; open: all of which something is to come' },
  kind: { type: 'string', description: 'Only of these kinds, parted by commas' },
  unit: { type: 'string', description: 'Only those that these units are to settle, parted by commas' },
  settlement: { type: 'string', description: 'Only of this settlement: id or name' },
  holder: { type: 'string', description: 'Only those in the hands of: me, p_…, t_…' },
  late: {
    type: 'string',
    description: 'Only those as late as this, or later: warned (80 %), supervisor (100 %), county (150 %)',
  },
  from: { type: 'string', description: 'Only those received on this day or after it' },
  to: { type: 'string', description: 'Only those received on this day or before it' },
  words: { type: 'string', description: 'Only those in which all of these words were reported' },
  queue: { type: 'boolean', description: 'In the order of the queue. Default: newest first' },
  limit: { type: 'string', default: '50', description: 'How many to list' },
  after: { type: 'string', description: 'What comes after this case in the list' },
} as const;

export const list = (open: Open) =>
  verb(open, {
    name: 'list',
    description: 'Lists cases within reach',
    args: FILTERS,
    async run(bench, args) {
      const { rooms, actor, t } = bench;
      let settlement: SettlementId | undefined;
      if (args.settlement !== undefined) {
        const found = await settlementNamed(args.settlement, bench);
        if (!found.ok) return found;
        settlement = found.value;
      }
      const filter: GrievanceFilter = {
        settlement,
        states: statesNamed(args.state, t),
        kinds: kindsNamed(args.kind, t),
        units: unitsNamed(args.unit, bench),
        holder: args.holder === 'me' ? actor.id : args.holder,
        alarm: args.late === undefined ? undefined : wordNamed(args.late, ALARMS, t),
        from: dayNamed(args.from, t),
        to: dayNamed(args.to, t),
        words: args.words?.split(/\s+/u).filter(Boolean),
        order: args.queue ? 'queue' : 'newest',
        limit: numberNamed(args.limit, t) ?? 0,
        after: numberNamed(args.after, t)?.toString(),
      };
      return named(await rooms.grievances.queue.list(actor, filter), found => found, bench);
    },
    say: ({ found, names }, { t }) => casesText(found, names, t),
    data: ({ found }) => found.map(caseData),
  });

export const show = (open: Open) =>
  verb(open, {
    name: 'show',
    description: 'Shows a case, what was said to it, and what may be done with it now; not who reported it',
    args: { number },
    run: async (bench, { number }) =>
      namedView(await bench.rooms.grievances.queue.get(bench.actor, caseNamed(number, bench.t)), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const history = (open: Open) =>
  verb(open, {
    name: 'history',
    description: 'Lists what was done with a case, link by link',
    args: { number },
    run: ({ rooms, actor, t }, { number }) => rooms.grievances.queue.history(actor, caseNamed(number, t)),
    say: (entries, { t }) => historyText(entries, t),
    data: entries => entries.map(({ payload, ...link }) => ({ ...link, said: payload && (JSON.parse(payload.data) as object) })),
  });

export const identity = (open: Open) =>
  verb(open, {
    name: 'identity',
    description: 'Who reported a case; that it was looked at, and why, is recorded',
    args: {
      number,
      reason: { type: 'enum', options: [...IDENTITY_REASONS], required: true, description: 'Why it has to be known' },
    },
    async run({ rooms, actor, t }, { number, reason }) {
      const who = await rooms.grievances.queue.identity(actor, caseNamed(number, t), reason);
      return who.ok ? done({ ...who.value }) : who;
    },
    say: (who, { t }) =>
      table(
        Object.entries(who)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [t(`commands:queue.who.${name}`), value]),
      ),
  });
