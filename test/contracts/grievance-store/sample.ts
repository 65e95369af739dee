/** A grievance for tests of its store; what matters to a test it says itself. */
import type { Address } from '../../../src/delivery/store.ts';
import type { Grievance, GrievanceRecord } from '../../../src/grievance/model.ts';
import { numberAt } from '../../../src/grievance/number.ts';
import type { Reaches } from '../../../src/grievance/store.ts';
import type { RegionId, SettlementId, UnitId } from '../../../src/shared/ids.ts';

export const at = new Date('2026-11-30T04:00:00Z');
/** So many minutes after `at`. */
export const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

export const guizhou = 'guizhou' as RegionId;
export const housing = 'guizhou.housing' as UnitId;
export const schools = 'guizhou.education' as UnitId;
export const jinxiu = 's_01k9aaaaaaaaaaaaaaaa' as SettlementId;
export const yulan = 's_01k9bbbbbbbbbbbbbbbb' as SettlementId;
export const here = { region: guizhou, county: '黔西市', settlement: jinxiu };
export const there = { region: guizhou, county: '水城区', settlement: yulan };
export const everywhere: Reaches = { scopes: [{ kind: 'all' }] };
export const resident: Address = { channel: 'telegram', account: '1', chat: '7', person: '7' };

export const record = (text = '3栋的电梯三天没修了'): GrievanceRecord => ({ text, isAnonymous: false, additions: [], notes: [] });

/** @param place in the order in which they came in, from 1 */
export const grievance = (place: number, over: Partial<Grievance> = {}): Grievance => ({
  number: numberAt(place),
  state: 'received',
  kind: 'lift',
  danger: 'none',
  isSafety: false,
  place: here,
  receivedAt: after(place),
  dueAt: after(place + 1000),
  alarm: 'none',
  returns: 0,
  reopenings: 0,
  calls: 0,
  extensions: 0,
  handlers: [],
  supporters: 0,
  record: record(),
  version: 1,
  ...over,
});
