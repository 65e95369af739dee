/** `anjia queue next`, `claim`, `release`, `away`, `back`: into one's hands, and out of them. */
import { done } from '../../directory/outcome.ts';
import { typedTime } from '../../language/typed-time.ts';
import type { Bench, Open } from '../directory/bench.ts';
import { verb } from '../directory/verb.ts';
import { UsageError } from '../usage.ts';
import { caseNamed, number, why } from './named.ts';
import { caseText, namedView, viewData } from './shown.ts';

export const next = (open: Open) =>
  verb(open, {
    name: 'next',
    description: 'Takes the most urgent case within reach: earliest due, then safety, then number',
    args: {},
    async run(bench) {
      const taken = await bench.rooms.grievances.queue.next(bench.actor);
      if (!taken.ok || taken.value === undefined) return taken.ok ? done(undefined) : taken;
      return namedView(done(taken.value), bench);
    },
    say: (taken, bench) => (taken ? caseText(taken, bench) : bench.t('commands:queue.none_waits')),
    data: taken => (taken ? [viewData(taken.found)] : []),
  });

export const claim = (open: Open) =>
  verb(open, {
    name: 'claim',
    description: 'Takes a case that waits',
    args: { number },
    run: async (bench, { number }) =>
      namedView(await bench.rooms.grievances.queue.claim(bench.actor, caseNamed(number, bench.t)), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

export const release = (open: Open) =>
  verb(open, {
    name: 'release',
    description: 'Puts a case that one holds back to its place in the queue',
    args: { number, why },
    run: async (bench, { number, why }) =>
      namedView(await bench.rooms.grievances.queue.release(bench.actor, caseNamed(number, bench.t), why), bench),
    say: caseText,
    data: ({ found }) => [viewData(found)],
  });

const handler = { type: 'string', description: 'Instead of oneself: a handler, p_… or t_… (for supervisors)' } as const;

export const away = (open: Open) =>
  verb(open, {
    name: 'away',
    description: 'Says until when one is away; what one holds goes back to its place, with its notes',
    args: { until: { type: 'string', required: true, description: 'Until when: 2026-12-03 09:00, 明天8点' }, handler },
    run(bench, { until, handler }) {
      const at = typedTime(until, bench.clock.now());
      if (!at) throw new UsageError(bench.t('commands:bulletins.at_unknown', { at: until }));
      return setAway(bench, handler, at);
    },
    say: ({ returned }, { t }) => t('commands:queue.away', { returned }),
  });

export const back = (open: Open) =>
  verb(open, {
    name: 'back',
    description: 'Says that one is back',
    args: { handler },
    run: (bench, { handler }) => setAway(bench, handler, undefined),
    say: (_, { t }) => t('commands:queue.back'),
  });

async function setAway({ rooms, actor }: Bench, handler: string | undefined, until: Date | undefined) {
  const { queue, supervision } = rooms.grievances;
  const returned = await (handler === undefined ? queue.away(actor, until) : supervision.handlerAway(actor, handler, until));
  return returned.ok ? done({ returned: returned.value }) : returned;
}
