/** `anjia queue call …`: those who call and ask whether an answer settled it; never whoever handled it. */
import { defineCommand } from 'citty';
import type { Outcome } from '../../directory/outcome.ts';
import type { CaseView } from '../../grievance/service.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { numberNamed } from '../directory/named.ts';
import { verb } from '../directory/verb.ts';
import { caseNamed, number, why } from './named.ts';
import { casesText, caseText, named, namedView, viewData } from './shown.ts';

const said = (
  open: Open,
  name: string,
  description: string,
  note: (bench: Bench, number: number) => Promise<Outcome<CaseView>>,
) =>
  verb(open, {
    name,
    description,
    args: { number },
    run: async (bench, { number }) => namedView(await note(bench, caseNamed(number, bench.t)), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const call = (open: Open) =>
  defineCommand({
    meta: { name: 'call', description: 'Call-backs: whether an answer settled it' },
    subCommands: {
      waiting: verb(open, {
        name: 'waiting',
        description: 'Lists those to call, the oldest answer first',
        args: { limit: { type: 'string', default: '50', description: 'How many to list' } },
        async run(bench, { limit }) {
          const { rooms, actor, t } = bench;
          const waiting = await rooms.grievances.callBacks.waiting(actor, numberNamed(limit, t) ?? 0);
          return named(waiting, found => found.map(({ grievance }) => grievance), bench);
        },
        say: ({ found, names }, { t }) =>
          casesText(
            found.map(({ grievance }) => grievance),
            names,
            t,
          ),
        data: ({ found }) => found.map(viewData),
      }),
      confirmed: said(open, 'confirmed', 'Notes that it is settled: it is closed', ({ rooms, actor }, which) =>
        rooms.grievances.callBacks.confirmed(actor, which),
      ),
      'in-vain': said(open, 'in-vain', 'Notes a call that reached nobody', ({ rooms, actor }, which) =>
        rooms.grievances.callBacks.inVain(actor, which),
      ),
      denied: verb(open, {
        name: 'denied',
        description: 'Notes that it is not settled: it goes back to the queue',
        args: { number, why },
        run: async (bench, { number, why }) =>
          namedView(await bench.rooms.grievances.callBacks.denied(bench.actor, caseNamed(number, bench.t), why), bench),
        say: caseText,
        data: ({ found }) => [viewData(found)],
      }),
    },
  });
