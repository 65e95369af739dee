/**
 * When two postings are one: the same employer wants the same work done in the same place for the same wage, however it is written.
 */
import { createHash } from 'node:crypto';
import type { Posting } from './model.ts';

/** Without spaces, punctuation, widths and cases. */
const bare = (text = ''): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The same for the same posting, whoever brought it; contact, hours and how long it is valid may differ. */
export function digestOf({ of, job }: Pick<Posting, 'of' | 'job'>): string {
  const { employer, title, place, wage } = job;
  const figures = wage && [wage.form, wage.from ?? null, wage.to ?? null, wage.from ?? wage.to ?? bare(wage.text)];
  return createHash('sha256')
    .update(JSON.stringify([bare(employer), bare(title), bare(place), figures ?? null, of.region, bare(job.county ?? of.county)]))
    .digest('base64url');
}
