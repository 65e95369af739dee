/** `anjia queue undecided`, `assign`, `grant`, `refuse`, `unmerge`, `close-unreached`, `units`: what supervisors decide. */
import { done, type Outcome } from '../../directory/outcome.ts';
import type { CaseView } from '../../grievance/service.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { numberNamed } from '../directory/named.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { caseNamed, number, unitNamed, unitsNamed, why } from './named.ts';
import { caseData, casesText, caseText, named, namedView, viewData } from './shown.ts';

export const undecided = (open: Open) =>
  verb(open, {
    name: 'undecided',
    description: 'Lists what waits for a supervisor: cases sent back twice, and extensions asked for',
    args: {
      limit: { type: 'string', default: '50', description: 'How many to list' },
      after: { type: 'string', description: 'What comes after this case in the list' },
    },
    async run(bench, { limit, after }) {
      const { rooms, actor, t } = bench;
      const page = { limit: numberNamed(limit, t) ?? 0, after: numberNamed(after, t)?.toString() };
      return named(await rooms.grievances.supervision.undecided(actor, page), found => found, bench);
    },
    say: ({ found, names }, { t }) => casesText(found, names, t),
    data: ({ found }) => found.map(caseData),
  });

export const assign = (open: Open) =>
  verb(open, {
    name: 'assign',
    description: 'Gives it to a unit’s queue, or into a colleague’s hands',
    args: {
      number,
      unit: { type: 'string', description: 'The unit: guizhou.civil-affairs' },
      holder: { type: 'string', description: 'Instead: a handler, p_… or t_…' },
      why,
    },
    async run(bench, { number, unit, holder, why }) {
      const { rooms, actor, t } = bench;
      if ((unit === undefined) === (holder === undefined)) throw new UsageError(t('commands:queue.unit_or_holder'));
      const to = unit === undefined ? { holder: holder ?? '' } : { unit: unitNamed(unit, bench) };
      return namedView(await rooms.grievances.supervision.assign(actor, caseNamed(number, t), to, why), bench);
    },
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

/** A decision on a case that needs no words. */
const deciding =
  (name: string, description: string, decide: (bench: Bench, number: number) => Promise<Outcome<CaseView>>) => (open: Open) =>
    verb(open, {
      name,
      description,
      args: { number },
      run: async (bench, { number }) => namedView(await decide(bench, caseNamed(number, bench.t)), bench),
      say: caseText,
      data: ({ found }) => [viewData(found)],
    });

export const grant = deciding('grant', 'Grants the time that was asked for', ({ rooms, actor }, which) =>
  rooms.grievances.supervision.decideExtension(actor, which, true),
);
export const refuse = deciding('refuse', 'Refuses the time that was asked for', ({ rooms, actor }, which) =>
  rooms.grievances.supervision.decideExtension(actor, which, false),
);
export const unmerge = deciding('unmerge', 'Takes a case that was merged by mistake apart again', ({ rooms, actor }, which) =>
  rooms.grievances.supervision.unmerge(actor, which),
);
export const closeUnreached = deciding(
  'close-unreached',
  'Closes a case of which nobody could be reached, after ten days without a word and three calls in vain',
  ({ rooms, actor }, which) => rooms.grievances.supervision.closeUnreached(actor, which),
);

export const units = (open: Open) =>
  verb(open, {
    name: 'units',
    description: 'Says for which units a handler takes cases',
    args: {
      handler: { type: 'positional', required: true, description: 'The handler: p_… or t_…' },
      units: { type: 'string', required: true, description: 'Units parted by commas, or all' },
    },
    async run(bench, { handler, units }) {
      const wanted = units.trim() === 'all' ? [] : (unitsNamed(units, bench) ?? []);
      if (units.trim() !== 'all' && wanted.length === 0)
        throw new UsageError(bench.t('commands:queue.unit_unknown', { unit: units }));
      const assigned = await bench.rooms.grievances.supervision.assignUnits(bench.actor, handler, wanted);
      return assigned.ok ? done({ handler, units: wanted }) : assigned;
    },
    say: ({ handler, units }, { t }) =>
      t('commands:queue.units', { handler, units: units.length > 0 ? units.join(' ') : t('commands:queue.all_units') }),
  });
