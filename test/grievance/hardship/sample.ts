/** Reports of hardship for tests; what matters to a test it says itself. */
import type { Hardship, HardshipRecord } from '../../../src/grievance/hardship/model.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { RegionId, SettlementId } from '../../../src/shared/ids.ts';

export const RECORD: HardshipRecord = {
  name: '罗世珍',
  building: '3栋',
  text: '我男人摔断了腿，没有收入了',
  authorisation: { how: 'chat', on: '2026-11-22' as Day, recordedBy: 'p_1' },
  additions: [],
  checks: [],
  objections: [],
};

export const aHardship = (over: Partial<Hardship> = {}): Hardship => ({
  number: 1008,
  state: 'reported',
  risk: 'accident',
  people: 4,
  place: { region: 'guizhou' as RegionId, county: '黔西市', settlement: 's_01k9aaaaaaaaaaaaaaaa' as SettlementId },
  receivedAt: new Date('2026-11-22T04:00:00Z'),
  dueAt: new Date('2026-12-07T16:00:00Z'),
  alarm: 'none',
  assessors: [],
  record: RECORD,
  version: 1,
  ...over,
});
