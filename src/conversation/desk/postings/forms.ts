/** The forms of job postings, in the order in which the menu offers those that it does. */
import type { Form } from '../form.ts';
import { bulletinAnnounce } from './announce.ts';
import { postingNew, postingRest } from './new-posting.ts';
import { postings } from './postings.ts';

export const POSTING_FORMS: readonly Form[] = [postings, postingNew, postingRest, bulletinAnnounce];
