/** To whom something belongs, as the command line names it. */
import { type Outcome, refused } from '../../directory/outcome.ts';
import type { Belongs } from '../../employment/model.ts';
import type { Bench } from '../directory/bench.ts';
import { inScope, inSettlement } from '../directory/named.ts';
import { UsageError } from '../usage.ts';

/**
 * Work for a settlement by its name or id, or for a county or a region: `county:guizhou/黔西市`, `region:guizhou`.
 * @throws {UsageError}
 */
export async function belonging<T>(text: string, bench: Bench, work: (of: Belongs) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (!/^(all|region|county|settlement)(:|$)/.test(text))
    return inSettlement(text, bench, settlement => inPlace(bench, settlement, work));
  return inScope(text, bench, scope => {
    if (scope.kind === 'settlement') return inPlace(bench, scope.settlement, work);
    if (scope.kind === 'all') throw new UsageError(bench.t('commands:directory.scope_unknown', { scope: text }));
    return work(scope.kind === 'county' ? { region: scope.region, county: scope.county } : { region: scope.region });
  });
}

async function inPlace<T>(
  { rooms }: Bench,
  settlement: NonNullable<Belongs['settlement']>,
  work: (of: Belongs) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const region = await rooms.directory.regionOf(settlement);
  return region ? work({ region, settlement }) : refused('unknown', { what: 'settlement' });
}
