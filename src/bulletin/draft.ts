/**
 * What a bulletin must be like before it is kept.
 */
import type { Reach } from '../directory/reach.ts';
import type { BulletinDraft, When } from './model.ts';
import { isTimeOfDay } from './repeat.ts';
import type { Clauses } from './words.ts';

/** Characters. */
export const LONGEST_TITLE = 60;
/** Characters. */
export const LONGEST_TEXT = 3_000;
/** So many places are named, and held against the rights of whoever writes. */
export const MOST_PLACES = 100;
/** So many buildings, tags, clauses or exceptions are named. */
const MOST_NAMED = 1_000;
const MOST_CLAUSES = 10;
const MOST_CHOICES = 6;
/** Characters of why something was sent back. */
export const LONGEST_REASON = 500;

/** What is put into words only when it goes. */
export const isDigest = ({ announces }: Pick<BulletinDraft, 'announces'>): boolean => announces?.kind === 'digest';

/** The draft without what surrounds its words. */
export const tidied = (draft: BulletinDraft): BulletinDraft => ({
  kind: draft.kind,
  content: { ...draft.content, title: draft.content.title.trim(), text: draft.content.text.trim() },
  audience: draft.audience,
  announces: draft.announces,
});

const isFit = (text: string, most: number): boolean => text !== '' && [...text].length <= most;

/** The field of a tidied draft that is wrong, as `directory:field` names it; nothing where none is. */
export async function faultIn(draft: BulletinDraft, reach: Reach, clauses: Pick<Clauses, 'knows'>): Promise<string | undefined> {
  const { content, audience } = draft;
  const { title, text, clauses: cited = [], choices = [] } = content;
  const { places, buildings, tags, except = {} } = audience;
  if (!isFit(title, LONGEST_TITLE)) return 'title';
  if (!isFit(text, LONGEST_TEXT) && !(text === '' && isDigest(draft))) return 'text';
  if (cited.length > MOST_CLAUSES || !cited.every(clauses.knows)) return 'clauses';
  if (choices.length > MOST_CHOICES) return 'choices';
  if (places.length === 0 || places.length > MOST_PLACES) return 'places';
  for (const place of places) if (!(await reach.placeOf(place))) return 'places';
  if (buildings && !isNamed(buildings)) return 'buildings';
  if (tags && !isNamed(tags)) return 'tags';
  const left = [...(except.settlements ?? []), ...(except.groups ?? [])];
  return left.length > MOST_NAMED ? 'places' : undefined;
}

const isNamed = (names: readonly string[]): boolean =>
  names.length > 0 && names.length <= MOST_NAMED && names.every(name => name.trim() !== '');

/** So far ahead a bulletin may be meant to go. */
const LONGEST_AHEAD_MS = 400 * 24 * 3600 * 1000;

/** The field of a time that is wrong. */
export function faultInWhen({ at, repeat }: When, now: Date): string | undefined {
  const ahead = (at?.getTime() ?? now.getTime()) - now.getTime();
  if (Number.isNaN(ahead) || ahead > LONGEST_AHEAD_MS) return 'at';
  if (!repeat) return undefined;
  const last = { day: 1, week: 7, month: 28 }[repeat.every];
  const on = repeat.every === 'day' ? 1 : repeat.on;
  return isTimeOfDay(repeat.at) && Number.isInteger(on) && on >= 1 && on <= last ? undefined : 'repeat';
}
