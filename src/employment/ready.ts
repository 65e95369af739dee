/**
 * Wishes and postings made ready to be held against each other many times: what would be worked out for each pair is worked out once for each end.
 */
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import { countyStem } from './county.ts';
import type { JobWords } from './job-words.ts';
import type { MatchedWish } from './matching.ts';
import type { Coordinates, JobKind, Posting, Suit, Wage } from './model.ts';

/** A posting, ready. */
export interface ReadyPosting {
  readonly posting: Posting;
  readonly skills: ReadonlySet<string>;
  /** Skills from which one can soon do it, with the one of the posting that they lead to. */
  readonly near: ReadonlyMap<string, string>;
  readonly kind: JobKind;
  readonly isKindStated: boolean;
  readonly county: string;
  /** As it was written: a province or a city may be wanted, too. */
  readonly place: string;
  /** Yuan a month; nothing where that cannot be said. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly hasAge: boolean;
  /** Limits that it suits, as bits. */
  readonly suits: number;
  readonly coordinates: Coordinates | undefined;
}

/** A wish, ready. */
export interface ReadyWish {
  readonly wish: MatchedWish;
  readonly county: string;
  readonly places: readonly string[];
  /** Limits that have to be suited, as bits. */
  readonly limits: number;
  readonly coordinates: Coordinates | undefined;
}

const BIT: Readonly<Record<Suit, number>> = { childcare: 1, light: 2, home: 4 };

export function readyPosting(posting: Posting, words: Pick<JobWords, 'relatedTo'>, figures: MatchingFigures): ReadyPosting {
  const { job } = posting;
  const near = new Map<string, string>();
  for (const skill of job.skills) for (const from of words.relatedTo(skill)) if (!near.has(from)) near.set(from, skill);
  const kind = job.kind ?? figures.unstated_kind;
  const { from, to } = job.wage ?? {};
  const times = monthly(job.wage, figures);
  return {
    posting,
    skills: new Set(job.skills),
    near,
    kind,
    isKindStated: job.kind !== undefined,
    county: countyStem(job.county),
    place: job.place,
    least: times === undefined ? undefined : scaled(from, times),
    most: times === undefined ? undefined : scaled(to ?? from, times),
    ageFrom: job.age?.from ?? 0,
    ageTo: job.age?.to ?? Number.POSITIVE_INFINITY,
    hasAge: job.age?.from !== undefined || job.age?.to !== undefined,
    suits: suitsOf(job.suits, kind),
    coordinates: job.coordinates,
  };
}

export const readyWish = (wish: MatchedWish): ReadyWish => ({
  wish,
  county: countyStem(wish.of.county),
  places: wish.wants.places.map(countyStem).filter(Boolean),
  limits: wish.wants.limits.reduce((bits, limit) => bits | BIT[limit], 0),
  coordinates: wish.wants.coordinates,
});

/** What is done at home suits whoever has to stay there, and whoever looks after children. */
function suitsOf(suits: readonly Suit[], kind: JobKind): number {
  const said = suits.reduce((bits, suit) => bits | BIT[suit], 0);
  return kind === 'home' || (said & BIT.home) !== 0 ? said | BIT.home | BIT.childcare : said;
}

/** By how much a wage is multiplied for a month; what is paid by the piece says nothing of a month. */
function monthly(wage: Wage | undefined, { month }: MatchingFigures): number | undefined {
  switch (wage?.form) {
    case 'monthly':
      return 1;
    case 'daily':
      return month.days;
    case 'hourly':
      return month.days * month.hours_a_day;
    default:
      return undefined;
  }
}

const scaled = (yuan: number | undefined, times: number): number | undefined => (yuan === undefined ? undefined : yuan * times);

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** As the crow flies. */
export function kilometres(one: Coordinates, other: Coordinates): number {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const share = north + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(share)));
}
