import { describe, expect, it } from 'vitest';
import { config } from '../../src/config.ts';
import { endsAt, parseKeep, RETENTION } from '../../src/operations/retention.ts';

describe('how long records are kept', () => {
  it('is changed for the kinds that are named, and for no other', () => {
    expect(config({ KEEP: 'audit=1825, imports=14' }).keep).toEqual({ ...RETENTION, audit: 1825, imports: 14 });
    expect(config({}).keep).toEqual(RETENTION);
  });

  it.each([
    'audit',
    'audit=',
    'audit=0',
    'audit=-1',
    'audit=1.5',
    'audit=100000',
    'people=3',
    'audit=1,audit=2',
    'audit=1,',
    '__proto__=1',
    '审计=3',
  ])('refuses “%s”, and names the setting', text => {
    expect(parseKeep(text)).toBeUndefined();
    expect(() => config({ KEEP: text })).toThrow(/KEEP/);
  });

  it('ends so many days before now', () => {
    const ends = endsAt({ ...RETENTION, requests: 2 }, new Date('2026-11-29T10:00:00Z'));
    expect(ends.requests.toISOString()).toBe('2026-11-27T10:00:00.000Z');
  });
});
