/**
 * What the knowledge base holds, once read and checked. `knowledge/README.md` explains each field to the people who write it.
 */
import type { Day } from '../shared/calendar.ts';
import type { ClauseId, DocumentId, RegionId, UnitId } from '../shared/ids.ts';

/** Wording that we wrote ourselves; Chinese always, English where we wrote it too. */
export interface Wording {
  readonly zh: string;
  readonly en?: string | undefined;
}

/** A region whose residents are answered from its own documents alone. */
export interface Region {
  readonly id: RegionId;
  readonly name: { readonly zh: string; readonly en: string };
  /** How people name it in a message. */
  readonly called: readonly string[];
}

/** Whether a document binds: a draft published for comment does not, a repealed one no longer does. */
export type Standing = 'issued' | 'draft' | 'repealed';

/** What a citation says of the clause on a day. `lapsed`: the period that the clause prints for its measure is over. */
export type Status = 'in_force' | 'draft' | 'lapsed';

/** A document that clauses stand in. */
export interface PolicyDocument {
  readonly id: DocumentId;
  readonly region: RegionId;
  /** The printed title, or a description of our own where `lacks` names the title. */
  readonly title: string;
  readonly issuers: readonly string[];
  readonly number?: string | undefined;
  readonly issued?: Day | undefined;
  readonly posted?: Day | undefined;
  readonly commentsUntil?: Day | undefined;
  readonly standing: Standing;
  /** What our copy does not carry: said to be lacking, never filled in. */
  readonly lacks: readonly ('title' | 'number' | 'date')[];
  /** Documents that it cites. */
  readonly refersTo: readonly { readonly title: string; readonly number?: string | undefined }[];
}

/** An office, with the names under which it is printed. */
export interface Unit {
  readonly id: UnitId;
  readonly name: string;
  readonly printed: readonly string[];
  readonly formerly: readonly { readonly name: string; readonly until?: Day | undefined }[];
}

/** What figures count. */
export const FIGURE_UNITS = [
  'person',
  'household',
  'year',
  'month',
  'day',
  'minute',
  'hour',
  'item',
  'place',
  'square_metre',
  'percent',
  'fraction',
  'degree',
  'mu',
  'yuan',
  'time',
] as const;
/** One of `FIGURE_UNITS`. */
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** A number that a clause prints, exactly or as bounds. A fraction is text such as `2/3`. */
export interface Figure {
  readonly of: string;
  readonly unit: FigureUnit;
  readonly value?: number | string | undefined;
  readonly at_least?: number | string | undefined;
  readonly above?: number | string | undefined;
  readonly at_most?: number | string | undefined;
  readonly below?: number | string | undefined;
  /** The few characters of the clause where it is printed. */
  readonly words: string;
  readonly derived?: boolean | undefined;
}

/** From when to when a clause says that its measure lasts, both days included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
  readonly words: string;
  readonly derived?: boolean | undefined;
}

/** A day by which a clause says that something is done. */
export interface Due {
  readonly by: Day;
  readonly words: string;
  readonly derived?: boolean | undefined;
}

/** The smallest thing that somebody can ask about. */
export interface Provision {
  readonly id: string;
  readonly audience: string;
  readonly terms: readonly string[];
  readonly says: Wording;
  readonly more?: Wording | undefined;
  readonly figures: readonly Figure[];
  readonly period?: Period | undefined;
  readonly due: readonly Due[];
  readonly asks: readonly string[];
}

/** What people ask near a clause and its document does not say. */
export interface OpenPoint {
  readonly id: string;
  readonly terms: readonly string[];
  readonly says: Wording;
  readonly decidedBy?: UnitId | undefined;
  readonly asks: readonly string[];
}

/** The smallest printed part of a document with a number of its own. */
export interface Clause {
  readonly id: ClauseId;
  readonly document: PolicyDocument;
  readonly label: string;
  readonly heading: string;
  readonly lead: readonly UnitId[];
  readonly supporting: readonly UnitId[];
  readonly provisions: readonly Provision[];
  readonly leavesOpen: readonly OpenPoint[];
}

/** The standing of a provision on a day: the document's, unless the period that it prints for itself is over. */
export function statusOn(document: PolicyDocument, provision: Pick<Provision, 'period'> | undefined, on: Day): Status {
  if (document.standing === 'draft') return 'draft';
  const over = provision?.period !== undefined && on > provision.period.to;
  return over || document.standing === 'repealed' ? 'lapsed' : 'in_force';
}
