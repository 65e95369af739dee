/**
 * Which columns hold sealed values: the one list that sealing anew, the doctor and the tests go by.
 */
import type { Tables } from '../tables.ts';

/** What of a table is sealed, and which digests are made from it. */
export interface SealedTable {
  readonly table: keyof Tables;
  /** The column that names a row. */
  readonly key: string;
  readonly sealed: readonly string[];
  /** A digest column and the sealed column that it is made from; `within` is prefixed, so that equal texts of other kinds differ. */
  readonly digests?: readonly { readonly digest: string; readonly of: string; readonly within?: string }[];
}

/** Every table with personal data. */
export const SEALED_TABLES: readonly SealedTable[] = [
  { table: 'message', key: 'id', sealed: ['text', 'outgoing', 'around'] },
  { table: 'session', key: 'key', sealed: ['state'] },
  { table: 'gap', key: 'id', sealed: ['question', 'topic'], digests: [{ digest: 'key', of: 'topic' }] },
  { table: 'settlement', key: 'id', sealed: ['record'] },
  { table: 'household', key: 'id', sealed: ['record'] },
  { table: 'household_key', key: 'id', sealed: ['value'], digests: [{ digest: 'digest', of: 'value', within: 'kind' }] },
  { table: 'household_import', key: 'id', sealed: ['report'] },
  { table: 'household_before', key: 'id', sealed: ['record'] },
  { table: 'person', key: 'id', sealed: ['name'] },
  { table: 'chat_group', key: 'id', sealed: ['name'] },
  { table: 'code', key: 'id', sealed: ['payload'] },
  { table: 'token', key: 'id', sealed: ['label'] },
  { table: 'once', key: 'key', sealed: ['result'] },
  { table: 'inquiry', key: 'id', sealed: ['question', 'topic_text'], digests: [{ digest: 'topic', of: 'topic_text' }] },
  { table: 'inquiry_answer', key: 'id', sealed: ['says', 'name'] },
  { table: 'local_info', key: 'id', sealed: ['topic', 'says', 'source'] },
  { table: 'delivery', key: 'id', sealed: ['content'] },
  { table: 'chat', key: 'id', sealed: ['name'] },
  { table: 'channel_account', key: 'key', sealed: ['state'] },
  { table: 'robot', key: 'id', sealed: ['secret'], digests: [{ digest: 'digest', of: 'secret' }] },
  { table: 'attachment', key: 'id', sealed: ['name', 'content'] },
  { table: 'bulletin', key: 'id', sealed: ['content', 'life'] },
  { table: 'receipt', key: 'id', sealed: ['name'] },
  { table: 'posting', key: 'id', sealed: ['record'] },
  { table: 'posting_import', key: 'id', sealed: ['report'] },
  { table: 'job_wish', key: 'id', sealed: ['record'] },
  { table: 'placement', key: 'id', sealed: ['record'] },
  { table: 'training', key: 'id', sealed: ['record'] },
  { table: 'training_signup', key: 'id', sealed: ['record'] },
  { table: 'case_link', key: 'id', sealed: ['payload'] },
  { table: 'grievance', key: 'number', sealed: ['record'] },
  { table: 'grievance_word', key: 'id', sealed: ['value'], digests: [{ digest: 'digest', of: 'value' }] },
  { table: 'hardship', key: 'number', sealed: ['record'] },
  { table: 'webhook', key: 'id', sealed: ['url', 'secret'] },
];

/** `message.text`: what a value is bound to. */
export const columnName = (table: string, column: string): string => `${table}.${column}`;

/** What a digest of a row is made within: `household_key.phone`. */
export const digestColumn = (table: string, digest: string, within?: string): string =>
  within === undefined ? `${table}.${digest}` : `${table}.${digest}.${within}`;
