/**
 * Sample rows for the suites of the employment store.
 */
import type { Job, Posting, Wish } from '../../../src/employment/model.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { RegionId, SettlementId } from '../../../src/shared/ids.ts';

export const guizhou = 'guizhou' as RegionId;
export const here = 's_01k9aaaaaaaaaaaaaaaaaaaaaa' as SettlementId;
export const there = 's_01k9bbbbbbbbbbbbbbbbbbbbbb' as SettlementId;
export const at = new Date('2026-11-22T08:00:00Z');

export const job: Job = {
  employer: '兴旺制衣厂',
  title: '缝纫工',
  openings: 20,
  place: '黔西市锦绣社区工业园',
  county: '黔西市',
  wage: { form: 'monthly', from: 3000, to: 4500, text: '3000-4500元/月' },
  kind: 'full-time',
  skills: ['sewing'],
  age: { from: 18, to: 50 },
  suits: ['childcare'],
  contact: { name: '王经理', phone: '13800138000' },
  validUntil: '2026-12-31' as Day,
};

/** `j_01k9…`, so many. */
export const posting = (number: number, over: Partial<Posting> = {}): Posting => ({
  id: `j_01k9${String(number).padStart(16, '0')}`,
  of: { region: guizhou, county: '黔西市', settlement: here },
  job,
  state: 'open',
  signs: [],
  by: 'p_1',
  addedAt: at,
  import: undefined,
  version: 1,
  ...over,
});

/** `w_01k9…`, so many; each of another person. */
export const wish = (number: number, over: Partial<Wish> = {}): Wish => ({
  id: `w_01k9${String(number).padStart(16, '0')}`,
  of: { region: guizhou, county: '黔西市', settlement: here },
  to: { channel: 'web', account: 'anjia', chat: `c${number}`, person: `p${number}` },
  state: 'active',
  wants: {
    skills: ['excavator'],
    places: [],
    near: true,
    kinds: ['full-time'],
    wageFrom: 5000,
    limits: ['childcare'],
    age: 41,
    said: '我会开挖机，想在县城找活',
  },
  consent: { on: '2026-11-22' as Day, how: 'chat' },
  household: 'h_1',
  member: 'm1',
  language: 'zh-CN',
  updatedAt: at,
  ...over,
});
