/**
 * Names of things, as branded strings: made only by the parsers below, so that a clause id can never stand where a unit id is meant.
 */
import type { Clock } from './clock.ts';
import { inLetters, type Random, randomLetters } from './random.ts';

declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** A region whose documents answer its residents: `guangxi`, `guizhou`, `chongqing`, `yuncheng`. */
export type RegionId = Id<'region'>;
/** A policy document: `guizhou`, `chongqing-support`. */
export type DocumentId = Id<'document'>;
/** A clause: `<document>:<path>`, the printed numbering in Arabic figures, as in `guizhou:3.1.4`. */
export type ClauseId = Id<'clause'>;
/** An office that a document names: `<region>.<function>`, as in `guizhou.civil-affairs`. */
export type UnitId = Id<'unit'>;
/** Something that is known of a person, a household or a settlement: `registered_poor`. */
export type FactId = Id<'fact'>;
/** A benefit, duty or facility that facts decide: `<region>.<scheme>`, as in `guangxi.temporary-dibao`. */
export type SchemeId = Id<'scheme'>;
/** A settlement: `s_01k9…`. */
export type SettlementId = Id<'settlement'>;
/** A household's file (一户一档): `h_01k9…`. */
export type HouseholdId = Id<'household'>;
/** Somebody known to the directory: `p_01k9…`. */
export type PersonId = Id<'person'>;
/** A group chat, whatever the platform calls it today: `g_01k9…`. */
export type GroupId = Id<'group'>;

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const parser =
  <T extends string>(pattern: RegExp) =>
  (text: string): T | undefined =>
    pattern.test(text) ? (text as T) : undefined;

/** Like each parser below `undefined` where the text is not such an id; whether the thing exists is for the caller to look up. */
export const parseRegionId = parser<RegionId>(SLUG);
/** `guizhou`, `chongqing-support` */
export const parseDocumentId = parser<DocumentId>(SLUG);
/** `guizhou:3.1.4` */
export const parseClauseId = parser<ClauseId>(/^[a-z][a-z0-9-]*:\d+(\.\d+)*$/);
/** `guizhou.civil-affairs` */
export const parseUnitId = parser<UnitId>(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);

/** `registered_poor` */
export const parseFactId = parser<FactId>(/^[a-z]+(_[a-z]+)*$/);
/** `guangxi.temporary-dibao` */
export const parseSchemeId = parser<SchemeId>(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);

/** Where a clause stands in its document: `3.1.4`. */
export const pathOf = (clause: ClauseId): string => clause.slice(clause.indexOf(':') + 1);

/** Such ids begin with a letter for their kind and sort by the time at which they were made. */
const MADE = /^[a-z]_[0-9a-hjkmnp-tv-z]{20}$/;
const made =
  <T extends string>(prefix: string) =>
  (text: string): T | undefined =>
    text.startsWith(`${prefix}_`) && MADE.test(text) ? (text as T) : undefined;

/** `s_01k9…` */
export const parseSettlementId = made<SettlementId>('s');
/** `h_01k9…` */
export const parseHouseholdId = made<HouseholdId>('h');
/** `p_01k9…` */
export const parsePersonId = made<PersonId>('p');
/** `g_01k9…` */
export const parseGroupId = made<GroupId>('g');

/** Makes ids: each sorts after those made before it, also within a millisecond. */
export interface Ids {
  settlement(): SettlementId;
  household(): HouseholdId;
  person(): PersonId;
  group(): GroupId;
  /** Of a row that other rooms do not speak of. */
  row(prefix: string): string;
}

/** Ten letters of time, ten of chance. */
export function createIds(clock: Clock, random: Random): Ids {
  let last = 0;
  let within = 0;
  const next = (prefix: string): string => {
    const now = Math.max(last, clock.now().getTime());
    within = now === last ? within + 1 : 0;
    last = now;
    return `${prefix}_${inLetters(now, 10)}${inLetters(within, 3)}${randomLetters(random, 7)}`.toLowerCase();
  };
  return {
    settlement: () => next('s') as SettlementId,
    household: () => next('h') as HouseholdId,
    person: () => next('p') as PersonId,
    group: () => next('g') as GroupId,
    row: next,
  };
}
