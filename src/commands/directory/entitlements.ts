/** `anjia directory settlements entitlements`: what a settlement may have or must set up, by what is recorded of it. */
import type { PositionalArgDef } from 'citty';
import { plain } from '../../conversation/eligibility/decision-words.ts';
import { settlementFacts } from '../../directory/facts.ts';
import type { Settlement } from '../../directory/model.ts';
import { done } from '../../directory/outcome.ts';
import { decide, usableFacts } from '../../eligibility/index.ts';
import { type Day, dayAt, parseDay } from '../../shared/calendar.ts';
import { resultLine } from '../eligibility.ts';
import { UsageError } from '../usage.ts';
import type { Bench, Open } from './bench.ts';
import { inSettlement } from './named.ts';
import { verb } from './verb.ts';

/** @param settlement how the settlement is named */
export const entitlements = (open: Open, settlement: PositionalArgDef & { type: 'positional'; required: true }) =>
  verb(open, {
    name: 'entitlements',
    description: 'Decides what a settlement may have or must set up, by what is recorded of it, and says what is still unknown',
    args: { settlement, on: { type: 'string', description: 'The day that is asked about, as 2026-11-22; default: today' } },
    run: (bench, args) => {
      const on = args.on === undefined ? dayAt(bench.clock.now()) : parseDay(args.on);
      if (!on) throw new UsageError(bench.t('commands:usage.day_unknown', { day: args.on }));
      return inSettlement(args.settlement, bench, async id => {
        const found = await bench.rooms.directory.settlements.get(bench.actor, id);
        return found.ok ? done(decided(found.value, on, bench)) : found;
      });
    },
    say: (found, { t }) =>
      found.map(({ name, line }) => `${line.scheme}  ${name}\n${line.explanation}`).join('\n\n') || t('commands:directory.none'),
    data: found => found.map(({ line }) => line),
  });

/** Every scheme for settlements of its region. */
function decided(settlement: Settlement, on: Day, { t, ...bench }: Bench) {
  const rules = bench.rules();
  const onFile = settlementFacts(settlement);
  const tongue = { t, language: 'zh-CN' } as const;
  return [...rules.schemes.values()]
    .filter(scheme => scheme.for === 'settlement' && scheme.region === settlement.region)
    .map(scheme => {
      const facts = usableFacts(onFile, rules.facts, scheme.facts);
      return { name: plain(scheme.name, tongue), line: resultLine(decide(scheme, facts, on), facts, tongue) };
    });
}
