/**
 * A platform that files are fetched from, for chats of an office: what somebody sends lies there until it is asked for.
 */

import type { Core } from '../../src/app.ts';
import { FetchError, type FetchedFile } from '../../src/message/channel.ts';
import type { Attachment, Outgoing } from '../../src/message/index.ts';

/** What is sent, and how. */
export interface Posted {
  readonly text?: string;
  readonly kind?: Attachment['kind'];
  readonly name?: string;
  readonly size?: number;
  /** A group that it is posted in. */
  readonly group?: string;
  readonly mentioned?: boolean;
  readonly platformId?: string;
  readonly edits?: string;
}

export interface PostOffice {
  /** Sends files with one message; each is bytes, or why it cannot be fetched. @returns what was said at once */
  send(person: string, files: readonly (Uint8Array | FetchError)[], how?: Posted): Promise<readonly Outgoing[]>;
  /** What was told beside the conversation since the last look; waits until there is something. */
  told(person: string): Promise<readonly Outgoing[]>;
  /** The refs that were asked for, in their order. */
  readonly asked: readonly string[];
}

/** @param core the office's, or that of a process that was started anew on the same folder */
export function postOffice(core: Core, at: () => Date): PostOffice {
  const lying = new Map<string, Uint8Array | FetchError>();
  const asked: string[] = [];
  let sent = 0;
  core.rooms.attachments.join({
    name: 'terminal',
    account: 'terminal',
    async fetch({ ref }, most): Promise<FetchedFile> {
      asked.push(ref);
      const file = lying.get(ref);
      if (!file) throw new FetchError('gone');
      if (file instanceof FetchError) throw file;
      if (file.length > most) throw new FetchError('too-large');
      return { bytes: file };
    },
  });
  return {
    asked,
    async send(
      person,
      files,
      { text = '', kind = 'file', name, size, group, mentioned = group === undefined, platformId, edits } = {},
    ) {
      const id = platformId ?? `file ${person} ${sent++}`;
      const attachments = files.map((file, i): Attachment => {
        const ref = `${id}/${i}`;
        lying.set(ref, file);
        return { kind, ref, name, size };
      });
      return core.conversation.handle({
        channel: 'terminal',
        account: 'terminal',
        chat: group === undefined ? { id: person, kind: 'private' } : { id: group, kind: 'group' },
        person,
        platformId: id,
        text,
        mentioned,
        at: at(),
        attachments,
        edits,
      });
    },
    async told(person) {
      const key = { channel: 'terminal', account: 'terminal', chat: person, person };
      const until = Date.now() + 20_000;
      for (;;) {
        const waiting = await core.rooms.deliveries.collect(key);
        if (waiting.length > 0) return waiting.map(({ outgoing }) => outgoing);
        if (Date.now() > until) throw new Error('nothing was told');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
  };
}
