import { describe, expect, it } from 'vitest';
import { type PolicyDocument, type Provision, type Standing, statusOn } from '../../src/knowledge/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { DocumentId, RegionId } from '../../src/shared/ids.ts';

const day = (text: string) => text as Day;
const document = (standing: Standing): PolicyDocument => ({
  id: 'plan' as DocumentId,
  region: 'here' as RegionId,
  title: '方案',
  issuers: ['此地政府'],
  standing,
  lacks: [],
  refersTo: [],
});
const until2020: Pick<Provision, 'period'> = {
  period: { from: day('2016-01-01'), to: day('2020-12-31'), words: '“十三五”期间' },
};

describe('the standing of a provision on a day', () => {
  it.each([
    ['issued', 'the day before its period ends', '2020-12-30', 'in_force'],
    ['issued', 'the day its period ends', '2020-12-31', 'in_force'],
    ['issued', 'the day after its period ended', '2021-01-01', 'lapsed'],
    ['draft', 'the day its period ends', '2020-12-31', 'draft'],
    ['draft', 'the day after its period ended', '2021-01-01', 'draft'],
    ['repealed', 'the day its period ends', '2020-12-31', 'lapsed'],
    ['repealed', 'the day after its period ended', '2021-01-01', 'lapsed'],
  ] as const)('of a document that is %s, on %s', (standing, _, on, status) => {
    expect(statusOn(document(standing), until2020, day(on))).toBe(status);
  });

  it.each([
    ['issued', 'in_force'],
    ['draft', 'draft'],
    ['repealed', 'lapsed'],
  ] as const)('without a period is that of a document that is %s, for ever', (standing, status) => {
    for (const on of ['0001-01-01', '2026-11-22', '9999-12-31']) {
      expect(statusOn(document(standing), undefined, day(on))).toBe(status);
      expect(statusOn(document(standing), {}, day(on))).toBe(status);
    }
  });

  it.each(['2020-08-30', '2020-08-31', '2020-09-01', '2026-11-22'])('does not lapse by a date that it was due by (%s)', on => {
    const provision = { due: [{ by: day('2020-08-31'), words: '八月底' }] };
    expect(statusOn(document('issued'), provision as Pick<Provision, 'period' | 'due'>, day(on))).toBe('in_force');
  });
});
