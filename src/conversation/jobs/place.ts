/**
 * Where somebody looks for work from: their settlement where it is known, else the region.
 */
import type { Belongs } from '../../employment/model.ts';
import type { RegionId } from '../../shared/ids.ts';
import type { Desk } from '../desk/desk.ts';
import { homeOf } from '../desk/home-of.ts';
import type { TurnContext } from '../turn-context.ts';

/** Nothing where not even the region is known. */
export async function placeOfAsker(desk: Desk, context: TurnContext): Promise<Belongs | undefined> {
  const home = await homeOf(desk, context);
  if (home) return { region: home.region, county: home.county, settlement: home.id };
  const { region } = context.session;
  return region && { region };
}

/** The counties of a region that have settlements, in their order. */
export async function countiesIn({ directory }: Desk, region: RegionId): Promise<readonly string[]> {
  return [...new Set((await directory.gazetteer.in(region)).map(({ county }) => county))];
}
