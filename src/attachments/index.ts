/**
 * Photos and files that people send: fetched from the platform once, known by their content, photos made anew without what the camera wrote
 * beside them, and kept for a stated time. What is done with them, and how it is said, is left to others.
 */
import { type Channel, FetchError, type FetchedFile } from '../message/channel.ts';
import type { Attachment, Incoming } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import { developed } from './photo.ts';
import { plainText } from './plain-text.ts';
import { recognise } from './recognise.ts';
import type { AttachmentStore, KeptFile, OpenWork, Owner } from './store.ts';

export type { AttachmentStore, KeptFile, OpenWork, Owner } from './store.ts';

/** What became of something that came with a message. */
export type Arrived =
  /** @param days so long it is kept */
  | { readonly kind: 'photo'; readonly id: string; readonly days: number }
  | { readonly kind: 'table'; readonly id: string }
  /** A text file, which is kept nowhere. */
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing was kept. @param most MiB, or how many are kept of one person, where that is why */
  | { readonly kind: 'refused'; readonly why: Refused; readonly most?: number | undefined };

/** Why something was not kept; `attachments:refused` says it. */
export type Refused =
  | 'voice'
  /** Neither photo nor file: a place, a sticker. */
  | 'other'
  /** A file in a group: it may hold what is nobody's business there. */
  | 'private-only'
  | 'too-large'
  | 'too-many-pixels'
  | 'heic'
  | 'unknown-type'
  | 'damaged'
  /** A table from somebody who takes no households in. */
  | 'for-cadres'
  /** So much of theirs is kept already. */
  | 'full'
  /** More at once than are looked at. */
  | 'too-many'
  /** The platform does not have it any more. */
  | 'gone'
  /** The platform did not give it, however often it was asked. */
  | 'network';

/** Takes what people send. */
export interface Attachments {
  /** Fetches from this channel from now on. */
  join(channel: Pick<Channel, 'name' | 'account' | 'fetch'>): void;
  /** Whether there is a channel to fetch from. */
  canFetch(from: Pick<Incoming, 'channel' | 'account'>): boolean;
  /**
   * Fetches, looks at and keeps what came with a message; what was kept of it before is not fetched again. Whatever people send is a value.
   * @param message its number in the inbox
   * @param mayImport whether who sent it takes households in: tables are kept of nobody else
   * @throws where the store fails, or the room was stopped
   */
  take(message: number, incoming: Incoming, mayImport: boolean): Promise<readonly Arrived[]>;
  /** Tables that somebody sent and that are still there, newest first. */
  tables(owner: Owner): Promise<readonly KeptFile[]>;
  /** Somebody's own file; nobody else's is found. */
  find(owner: Owner, id: string): Promise<KeptFile | undefined>;
  bytes(id: string): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
  /** Photos of somebody's own belong to a case: they are kept as long as what is personal of it. */
  keepFor(owner: Owner, ids: readonly string[], caseNumber: number): Promise<void>;
  /** Notes that work on a file begins; `left` names it where that ends by a kill. */
  begin(id: string, chat: string, work: string): Promise<void>;
  left(): Promise<readonly OpenWork[]>;
  /** Deletes all that somebody sent. */
  erase(owner: Owner): Promise<void>;
  /** Fetches nothing any more: what was being fetched is left to whoever answers its message after a restart. */
  stop(): void;
  /** A household was erased: tables that are not taken in go, since it may stand in them. */
  eraseTables(): Promise<void>;
}

/** What the room is made of. */
export interface AttachmentParts {
  readonly store: AttachmentStore;
  readonly clock: Clock;
  /** So many days a photo is kept, as people are told. */
  readonly days: number;
  /** How long is waited before each further try to fetch, in milliseconds. Default: half a second, then two. */
  readonly pauses?: readonly number[];
  /** A fetch that takes longer has failed. Default one minute. */
  readonly withinMs?: number;
}

const MIB = 2 ** 20;
/** The largest photo and file that are fetched, in MiB. */
const MOST: Readonly<Record<'photo' | 'file', number>> = { photo: 10, file: 20 };
/** So many things of one message are looked at. */
const MOST_AT_ONCE = 10;
/** So many of one person are kept at a time. */
const MOST_KEPT = { photo: 200, table: 5 };

const PHOTO = 'image/jpeg';
const TABLE = 'application/octet-stream';

export function createAttachments(parts: AttachmentParts): Attachments {
  const { store, clock, days, pauses = [500, 2_000], withinMs = 60_000 } = parts;
  const stopping = new AbortController();
  const sources = new Map<string, NonNullable<Channel['fetch']>>();
  const sourceOf = ({ channel, account }: Pick<Incoming, 'channel' | 'account'>) =>
    sources.get(JSON.stringify([channel, account]));

  const fetched = async (
    incoming: Incoming,
    attachment: Attachment,
    most: number,
  ): Promise<FetchedFile | 'gone' | 'network' | 'too-large'> => {
    const source = sourceOf(incoming);
    if (!source) return 'gone';
    for (const pause of [...pauses, undefined]) {
      try {
        return await within(withinMs, source(attachment, most), stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) throw new Error('stopped while something was fetched', { cause: error });
        if (error instanceof FetchError && error.reason !== 'network') return error.reason;
        if (pause === undefined) return 'network';
        await within(pause, NEVER, stopping.signal).catch(() => {});
      }
    }
    return 'network';
  };

  const taken = async (id: string, incoming: Incoming, attachment: Attachment, mayImport: boolean): Promise<Arrived> => {
    const { kind, size = 0 } = attachment;
    if (kind === 'voice' || kind === 'other') return refused(kind);
    if (kind === 'file' && incoming.chat.kind === 'group') return refused('private-only');
    const before = await store.find(id);
    if (before) return before.type === PHOTO ? { kind: 'photo', id, days } : { kind: 'table', id };
    if (size > MOST[kind] * MIB) return refused('too-large', MOST[kind]);
    const file = await fetched(incoming, attachment, MOST[kind] * MIB);
    if (typeof file === 'string') return refused(file, file === 'too-large' ? MOST[kind] : undefined);
    const { bytes, name = attachment.name } = file;
    const { channel, account, person } = incoming;
    const kept: Omit<KeptFile, 'type'> = { id, channel, account, person, name, at: clock.now() };
    const text = kind === 'file' ? plainText(bytes, name) : undefined;
    if (text !== undefined) return { kind: 'text', text };
    const recognised = recognise(bytes);
    switch (recognised) {
      case 'photo': {
        if (bytes.length > MOST.photo * MIB) return refused('too-large', MOST.photo);
        if (await isFull(incoming, PHOTO, MOST_KEPT.photo)) return refused('full', MOST_KEPT.photo);
        const photo = await developed(bytes);
        if (photo.kind !== 'photo') return refused(photo.kind);
        await store.add({ ...kept, type: PHOTO }, photo.bytes);
        return { kind: 'photo', id, days };
      }
      case 'spreadsheet':
        if (incoming.chat.kind === 'group') return refused('private-only');
        if (!mayImport) return refused('for-cadres');
        if (bytes.length > MOST.file * MIB) return refused('too-large', MOST.file);
        if (await isFull(incoming, TABLE, MOST_KEPT.table)) return refused('full', MOST_KEPT.table);
        await store.add({ ...kept, type: TABLE }, bytes);
        return { kind: 'table', id };
      case 'heic':
        return refused('heic');
      case 'unknown':
        return refused(bytes.length === 0 ? 'damaged' : 'unknown-type');
    }
  };

  const isFull = async (owner: Owner, type: string, most: number): Promise<boolean> =>
    (await store.list(owner, most, type)).length >= most;

  return {
    join({ name, account, fetch }) {
      if (fetch) sources.set(JSON.stringify([name, account]), fetch);
    },
    canFetch: from => sourceOf(from) !== undefined,
    async take(message, incoming, mayImport) {
      const { attachments = [] } = incoming;
      const arrived: Arrived[] = [];
      for (const [i, attachment] of attachments.slice(0, MOST_AT_ONCE).entries())
        arrived.push(await taken(`f_${message}_${i}`, incoming, attachment, mayImport));
      return attachments.length > MOST_AT_ONCE ? [...arrived, refused('too-many', MOST_AT_ONCE)] : arrived;
    },
    tables: owner => store.list(owner, MOST_KEPT.table, TABLE),
    async find(owner, id) {
      const file = await store.find(id);
      const isTheirs = file?.channel === owner.channel && file.account === owner.account && file.person === owner.person;
      return isTheirs ? file : undefined;
    },
    bytes: id => store.bytes(id),
    remove: id => store.remove(id),
    begin: (id, chat, work) => store.begin(id, chat, work),
    left: () => store.begun(),
    keepFor: (owner, ids, caseNumber) => store.keepFor(owner, ids, caseNumber),
    erase: owner => store.erase(owner),
    stop: () => stopping.abort(),
    eraseTables: () => store.removeAll(TABLE),
  };
}

const refused = (why: Refused, most?: number): Arrived => ({ kind: 'refused', why, most });

const NEVER = new Promise<never>(() => {});

/** @throws {FetchError} where it takes too long, or is stopped, and what the work throws */
async function within<T>(ms: number, work: Promise<T>, signal: AbortSignal): Promise<T> {
  let end = () => {};
  const late = new Promise<never>((_, reject) => {
    end = () => reject(new FetchError('network'));
  });
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
