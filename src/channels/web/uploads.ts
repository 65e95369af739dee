/**
 * Files that came with a form, held in memory until they were fetched and the message was answered: what a restart loses is asked for again.
 */
import { randomUUID } from 'node:crypto';
import type { SentFile } from '../../http/index.ts';
import { type Channel, FetchError } from '../../message/channel.ts';
import type { HeldFile } from './decode.ts';

/** Holds what was uploaded. */
export interface Uploads {
  hold(files: readonly SentFile[]): readonly HeldFile[];
  drop(files: readonly HeldFile[]): void;
  readonly fetch: NonNullable<Channel['fetch']>;
}

export function createUploads(): Uploads {
  const held = new Map<string, HeldFile>();
  return {
    hold: files =>
      files.map(({ name, bytes }) => {
        const file: HeldFile = { ref: randomUUID(), name, bytes };
        held.set(file.ref, file);
        return file;
      }),
    drop(files) {
      for (const { ref } of files) held.delete(ref);
    },
    async fetch({ ref }, most) {
      const file = held.get(ref);
      if (!file) throw new FetchError('gone');
      if (file.bytes.length > most) throw new FetchError('too-large');
      return { bytes: file.bytes, name: file.name };
    },
  };
}
