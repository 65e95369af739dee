/**
 * What anybody may know of settlements, whatever their role: what they are called, where they lie, and how to reach their office.
 */
import type { RegionId, SettlementId } from '../shared/ids.ts';
import type { Settlement } from './model.ts';
import { allPages } from './pages.ts';
import type { DirectoryStore } from './store.ts';

/** As much of a settlement as anybody may know. */
export type KnownSettlement = Pick<Settlement, 'id' | 'region' | 'county' | 'name' | 'office'>;

/** Names settlements to whoever asks. */
export interface Gazetteer {
  /** All settlements of a region, by county and name. */
  in(region: RegionId): Promise<readonly KnownSettlement[]>;
  get(id: SettlementId): Promise<KnownSettlement | undefined>;
}

export const createGazetteer = ({ settlements }: Pick<DirectoryStore, 'settlements'>): Gazetteer => ({
  async in(region) {
    const all = await allPages(page => settlements.list([{ kind: 'region', region }], page));
    return all.map(known).toSorted((a, b) => order(a.county, b.county) || order(a.name, b.name));
  },
  async get(id) {
    const settlement = await settlements.get(id);
    return settlement && known(settlement);
  },
});

const known = ({ id, region, county, name, office }: Settlement): KnownSettlement => ({ id, region, county, name, office });

const { compare: order } = new Intl.Collator('zh-CN');
