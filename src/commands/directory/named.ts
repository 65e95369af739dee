/**
 * Things as they are named on the command line. What cannot be the name of such a thing is a wrong command line.
 */
import type { Page, Settlement } from '../../directory/model.ts';
import { done, type Outcome, refused } from '../../directory/outcome.ts';
import { parseScope, type Scope } from '../../directory/scope.ts';
import type { Translate } from '../../language/i18n.ts';
import { parseSettlementId, type RegionId, type SettlementId } from '../../shared/ids.ts';
import { UsageError } from '../usage.ts';
import type { Bench } from './bench.ts';

/** A settlement by its id, or by its name where it is the only one of that name that the actor may see. @throws {UsageError} */
export async function settlementNamed(text: string, { actor, rooms, t }: Bench): Promise<Outcome<SettlementId>> {
  const id = parseSettlementId(text);
  if (id) return done(id);
  const listed = await all(page => rooms.directory.settlements.list(actor, page));
  if (!listed.ok) return listed;
  const [first, ...others] = listed.value.filter(({ name }) => name === text.trim());
  if (!first) return refused('unknown', { what: 'settlement' });
  if (others.length > 0)
    throw new UsageError(t('commands:directory.name_shared', { name: text, ids: idsOf([first, ...others]) }));
  return done(first.id);
}

const idsOf = (settlements: readonly Settlement[]): string => settlements.map(({ id, county }) => `${id} ${county}`).join(', ');

/** Work on a settlement that was named. @throws {UsageError} */
export async function inSettlement<T>(
  text: string,
  bench: Bench,
  work: (id: SettlementId) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const named = await settlementNamed(text, bench);
  return named.ok ? work(named.value) : named;
}

/** Work within a scope: `all`, `region:guizhou`, `county:guizhou/…`, `settlement:<id or name>`. @throws {UsageError} */
export async function inScope<T>(text: string, bench: Bench, work: (scope: Scope) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const [, settlement] = /^settlement:(.+)$/.exec(text) ?? [];
  if (settlement !== undefined) return inSettlement(settlement, bench, id => work({ kind: 'settlement', settlement: id }));
  const scope = parseScope(text);
  if (!scope) throw new UsageError(bench.t('commands:directory.scope_unknown', { scope: text }));
  if ('region' in scope) regionNamed(scope.region, bench);
  return work(scope);
}

/** A region that there are documents of. @throws {UsageError} */
export function regionNamed(text: string, { policy, t }: Bench): RegionId {
  const { regions } = policy();
  const region = [...regions.values()].find(({ id }) => id === text);
  if (region) return region.id;
  throw new UsageError(t('commands:usage.region_unknown', { region: text, allowed: [...regions.keys()].join(' ') }));
}

/** An id of its kind. @param what below `directory:what` @throws {UsageError} */
export function idNamed<T>(text: string, parse: (text: string) => T | undefined, what: string, t: Translate): T {
  const id = parse(text.trim());
  if (id !== undefined) return id;
  throw new UsageError(t('commands:directory.id_unknown', { what: t(`directory:what.${what}`), id: text }));
}

/** A whole number; `undefined` where none was written. @throws {UsageError} */
export function numberNamed(text: string | undefined, t: Translate): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(t('commands:usage.limit_unknown', { limit: text }));
  return Number(text);
}

/** Parts of a text between commas, of either width. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[,\uff0c\u3001]/)
    .map(part => part.trim())
    .filter(Boolean);

const STRETCH = 500;

/** All of a list, read page by page. */
export async function all<T extends { readonly id: string }>(
  read: (page: Page) => Promise<Outcome<readonly T[]>>,
): Promise<Outcome<readonly T[]>> {
  const items: T[] = [];
  for (;;) {
    const page = await read({ after: items.at(-1)?.id, limit: STRETCH });
    if (!page.ok) return page;
    items.push(...page.value);
    if (page.value.length < STRETCH) return done(items);
  }
}
