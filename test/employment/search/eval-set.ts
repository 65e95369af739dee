/**
 * Reads the labelled questions and the postings that they are asked of.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { JobKind, Posting, Suit, WageForm } from '../../../src/employment/model.ts';
import type { AsksFrom } from '../../../src/employment/sought.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { RegionId, SettlementId } from '../../../src/shared/ids.ts';

interface Row {
  readonly id: string;
  readonly employer: string;
  readonly title: string;
  readonly place: string;
  readonly county?: string;
  readonly at?: string;
  readonly wage: readonly [WageForm, number?, number?];
  readonly kind: JobKind;
  readonly skills: readonly string[];
  readonly suits?: readonly Suit[];
  readonly age?: readonly [number, number];
  readonly more?: string;
}

/** A question, and the postings that fit it. */
export interface Asked {
  readonly asks: string;
  readonly fits: readonly string[];
}

const read = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

/** Where whoever asks lives. */
export const from: AsksFrom = {
  region: 'guizhou' as RegionId,
  county: '黔西市',
  settlement: 's_01k9aaaaaaaaaaaaaaaaaaaaaa' as SettlementId,
};
/** Counties that may be named. */
export const counties = ['黔西市', '大方县', '织金县'];

/** The postings, each added a minute after the one before. */
export const postings: readonly Posting[] = (read('postings.yaml') as readonly Row[]).map(
  ({ id, employer, title, place, county, at, wage: [form, low, high], kind, skills, suits = [], age, more }, index): Posting => ({
    id,
    of: { ...from, region: from.region!, ...(at === undefined ? {} : { county: at, settlement: undefined }) },
    job: {
      employer,
      title,
      place,
      county,
      wage: {
        form,
        from: low,
        to: high ?? low,
        ...(form === 'piece' ? { text: low === undefined ? '计件' : `计件，一个月${low}-${high}元` } : {}),
      },
      kind,
      skills,
      suits,
      age: age && { from: age[0], to: age[1] },
      contact: { phone: '13800138000' },
      validUntil: '2026-12-31' as Day,
      more,
    },
    state: 'open',
    signs: [],
    by: 'p_1',
    addedAt: new Date(Date.UTC(2026, 10, 20, 8, index)),
    version: 1,
  }),
);

/** The parts: the second was written without a look at how the first came out, the last when all mending was over. */
export const asked = {
  first: read('first.yaml') as readonly Asked[],
  second: read('second.yaml') as readonly Asked[],
  unseen: read('unseen.yaml') as readonly Asked[],
};
