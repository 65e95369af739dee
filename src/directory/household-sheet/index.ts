/**
 * Households from the tables that settlement offices keep: drafts and a report of every row, and the template to fill in.
 * Finding which of them the directory knows already, and keeping them, is left to others.
 */
export { householdColumnsIn, readHouseholds } from './read-households.ts';
export type * from './report.ts';
export { householdTemplate } from './template.ts';
export type { Field, HouseholdWording } from './wording.ts';
