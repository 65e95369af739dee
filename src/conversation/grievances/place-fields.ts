/**
 * Where something is that somebody reports: their settlement where it is known, else region, county and settlement; or the region alone.
 */
import type { KnownSettlement } from '../../directory/gazetteer.ts';
import type { Choice } from '../../message/index.ts';
import { parseRegionId, parseSettlementId, type RegionId } from '../../shared/ids.ts';
import type { Desk } from '../desk/desk.ts';
import type { Field } from '../desk/form.ts';
import { regionChoices } from '../desk/forms/home.ts';
import { homeOf } from '../desk/home-of.ts';
import type { Values } from '../desk/state.ts';
import type { TurnContext } from '../turn-context.ts';

/** Stands for no settlement: nobody is known there, or theirs is not listed. */
const NONE = 'none';
/** Stands for all counties of a region with few settlements. */
const ANY = 'any';
/** More settlements are parted by county. */
const SHORT_LIST = 7;

const elsewhere = ({ t }: TurnContext): Choice => ({ id: NONE, label: t('grievance:report.elsewhere') });

/** Region, county and settlement; nothing is asked where it is known where somebody lives. */
export const placeFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'region',
    ownStop: true,
    async choices(desk, context) {
      const home = await homeOf(desk, context);
      return home ? [{ id: home.region, label: home.name }] : regionChoices(context);
    },
    asks: async (_, { t }) => t('grievance:report.region'),
  },
  {
    kind: 'choice',
    name: 'county',
    ownStop: true,
    async choices(desk, context, values) {
      if (await homeOf(desk, context)) return [{ id: ANY, label: ANY }];
      const listed = await settlementsIn(desk, values);
      if (listed.length === 0) return [elsewhere(context)];
      if (listed.length <= SHORT_LIST) return [{ id: ANY, label: ANY }];
      const counties = [...new Set(listed.map(({ county }) => county))].map((county): Choice => ({ id: county, label: county }));
      return [...counties, elsewhere(context)];
    },
    asks: async (_, { t }) => t('grievance:report.county'),
  },
  {
    kind: 'choice',
    name: 'settlement',
    ownStop: true,
    async choices(desk, context, { county, ...values }) {
      const home = await homeOf(desk, context);
      if (home) return [{ id: home.id, label: home.name }];
      if (county === NONE) return [elsewhere(context)];
      const here = (await settlementsIn(desk, values)).filter(one => county === ANY || one.county === county);
      return [...here.map(({ id, name }): Choice => ({ id, label: name })), elsewhere(context)];
    },
    asks: async (_, { t }) => t('grievance:report.settlement'),
  },
];

const settlementsIn = async ({ directory }: Desk, { region = '' }: Values): Promise<readonly KnownSettlement[]> => {
  const id = parseRegionId(region);
  return id ? directory.gazetteer.in(id) : [];
};

/** Where it is, as far as it was said. */
export interface Reported {
  readonly region: RegionId;
  /** Nothing where only the region is known. */
  readonly settlement?: KnownSettlement | undefined;
}

/** What the fields came to; nothing where there is not even a region. */
export async function placeIn({ directory }: Desk, { region = '', settlement = '' }: Values): Promise<Reported | undefined> {
  const id = parseSettlementId(settlement);
  const known = id && (await directory.gazetteer.get(id));
  if (known) return { region: known.region, settlement: known };
  const named = parseRegionId(region);
  return named && { region: named };
}
