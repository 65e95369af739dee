/**
 * Postings made ready to be searched: what would be worked out for each question is worked out once for each posting.
 */

import { normalise } from '../language/normalise.ts';
import { countyStem } from './county.ts';
import type { JobWords } from './job-words.ts';
import type { Belongs, JobKind, Posting, Suit } from './model.ts';

/** A posting, ready. */
export interface Sought {
  readonly posting: Posting;
  /** Skills that it asks for; where it names none, those of its title. */
  readonly skills: ReadonlySet<string>;
  /** Skills that whatever else is written lets expect. */
  readonly hinted: ReadonlySet<string>;
  /** All that is written, in normal form and in standard words. */
  readonly text: string;
  readonly county: string;
  readonly isAtHome: boolean;
  readonly kinds: ReadonlySet<JobKind>;
  readonly suits: ReadonlySet<Suit>;
  /** Yuan a month, at the most and at the least; nothing where that is not said. */
  readonly most?: number | undefined;
  readonly least?: number | undefined;
}

/** Where somebody asks from, as closely as it is known. */
export type AsksFrom = { readonly [K in keyof Belongs]?: Belongs[K] | undefined };

/** Makes postings ready. */
export function createSought(words: JobWords): (posting: Posting) => Sought {
  return posting => {
    const { title, employer, place, hours = '', more = '', wage, kind, skills, suits, county } = posting.job;
    const isAtHome = kind === 'home' || suits.includes('home');
    const written = [title, employer, place, hours, more].join(' ');
    const { from, to = from } = wage ?? {};
    const aMonth = (yuan: number | undefined) => (wage && yuan !== undefined ? words.aMonth(yuan, wage.form) : undefined);
    return {
      posting,
      skills: new Set(skills.length > 0 ? skills : words.skillsIn(title)),
      hinted: new Set(words.skillsIn([title, employer, place, more].join(' '))),
      text: `${words.textOf(written)} ${normalise(county ?? '')}`,
      county: countyStem(county),
      isAtHome,
      kinds: new Set([...(kind ? [kind] : []), ...(isAtHome ? (['home'] as const) : [])]),
      suits: new Set([...suits, ...(isAtHome ? (['home', 'childcare'] as const) : [])]),
      most: aMonth(to),
      least: aMonth(from),
    };
  };
}

/** How near a posting is: the same settlement is nearest, then the county, then the region. */
export function nearnessOf({ posting: { of }, county, isAtHome, text }: Sought, from: AsksFrom): 0 | 1 | 2 | 3 {
  const home = countyStem(from.county);
  const isInCounty = home !== '' && (county === '' ? text.includes(home) : county === home);
  if (from.settlement !== undefined && of.settlement === from.settlement && (isInCounty || isAtHome)) return 3;
  if (isInCounty || (isAtHome && of.region === from.region)) return 2;
  return of.region === from.region ? 1 : 0;
}
