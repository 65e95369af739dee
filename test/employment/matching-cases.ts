/**
 * Wishes and postings as cases write them: what matters to a case it says itself.
 */

import { folders } from '../../src/config.ts';
import type { MatchedWish } from '../../src/employment/matching.ts';
import type { Belongs, Job, Posting, Wants } from '../../src/employment/model.ts';
import { loadMatchingFigures, type MatchingFigures } from '../../src/knowledge/matching-figures.ts';
import { faultless } from '../../src/rules.ts';
import type { Day } from '../../src/shared/calendar.ts';

/** The figures that ship. */
export const figures = faultless(loadMatchingFigures(folders.knowledge)) as MatchingFigures;

export const today = '2026-11-30' as Day;

/** Where somebody, or something, is. */
interface Somewhere {
  readonly region?: string;
  readonly county?: string;
  readonly settlement?: string;
  readonly at?: readonly [number, number];
}

const belongs = ({ region = 'guizhou', county, settlement }: Somewhere): Belongs => ({ region, county, settlement }) as Belongs;
const coordinates = ({ at }: Somewhere) => at && { latitude: at[0], longitude: at[1] };

/** A wish of a case. */
export type WrittenWish = Partial<Wants> & Somewhere & { readonly state?: 'active' | 'resting' };

export function wishOf({ region, county, settlement, at, state = 'active', ...wants }: WrittenWish, id = 'w_1'): MatchedWish {
  const where = { ...(region && { region }), ...(county && { county }), ...(settlement && { settlement }), ...(at && { at }) };
  return {
    id,
    state,
    of: belongs(where),
    wants: { skills: [], places: [], kinds: [], limits: [], coordinates: coordinates(where), ...wants },
  };
}

/** A posting of a case; another region brought it, where none is named. */
export type WrittenJob = Partial<Omit<Job, 'county'>> & Somewhere & { readonly state?: Posting['state'] };

export function postingOf({ region, county, settlement, at, state = 'open', ...job }: WrittenJob, id = 'j_1'): Posting {
  return {
    id,
    of: belongs({ region: region ?? 'chongqing', ...(settlement && { settlement }) }),
    job: {
      employer: '某厂',
      title: '工人',
      place: county ?? '',
      county,
      skills: [],
      suits: [],
      contact: {},
      validUntil: '2026-12-31' as Day,
      coordinates: coordinates({ ...(at && { at }) }),
      ...job,
    },
    state,
    signs: [],
    by: 'p_1',
    addedAt: new Date('2026-11-01T00:00:00Z'),
    version: 1,
  };
}
