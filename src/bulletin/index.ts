/**
 * Bulletins: written, looked at, approved, sent to the groups of an audience, watched, held, taken back, and confirmed by those who read them.
 * How something reaches a group is delivery's business; what a posting says, employment's.
 */

export { type BulletinParts, createBulletins } from './bulletins.ts';
export type { Announced, BulletinContent } from './model.ts';
export { originOf } from './origins.ts';
export type { Bulletins } from './service.ts';
export { type BulletinWords, type Clauses, createBulletinWords, progressText } from './words.ts';
