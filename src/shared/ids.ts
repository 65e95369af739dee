/**
 * Names of things, as branded strings: made only by the parsers below, so that a clause id can never stand where a unit id is meant.
 */
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
