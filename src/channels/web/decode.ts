/**
 * From a form that was sent to a message.
 */
import { createHash } from 'node:crypto';
import type { Visit } from '../../http/index.ts';
import type { Attachment, Incoming } from '../../message/index.ts';

/** Longer messages are cut here; the page takes no longer ones. */
export const LONGEST_TEXT = 500;

/** Longer passes are cut here: none is as long. */
const LONGEST_PASS = 65;

/** How the conversation's rooms know this channel. */
export const WEB = { channel: 'web', account: 'web' } as const;

/** A file that came with a form, and what names it until it is fetched. */
export interface HeldFile {
  readonly ref: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The message in the fields `choice` (a button) or `text`, with files; `undefined` where there is nothing. The form's token makes a second
 * sending of the same a single message; other words or files from the same form are another one.
 */
export function decode(
  { session, form }: Pick<Visit, 'session' | 'form'>,
  at: Date,
  files: readonly HeldFile[] = [],
): Incoming | undefined {
  const text = (form.get('choice') ?? form.get('text') ?? '').trim().slice(0, LONGEST_TEXT);
  if (files.length === 0) return text === '' ? undefined : incoming({ session, form }, text, text, at);
  const sums = files.map(({ bytes }) => createHash('sha256').update(bytes).digest('base64url'));
  const attachments = files.map(
    ({ ref, name, bytes }): Attachment => ({ kind: 'file', ref, name: name || undefined, size: bytes.length }),
  );
  return { ...incoming({ session, form }, text, `files ${sums.join(' ')} ${text}`, at), attachments };
}

/** The message of who comes in with the pass in the field `pass`; `undefined` where there is none. @param text what stands in their place */
export function decodeEntry({ session, form }: Pick<Visit, 'session' | 'form'>, text: string, at: Date): Incoming | undefined {
  const pass = (form.get('pass') ?? '').slice(0, LONGEST_PASS);
  return pass === '' ? undefined : { ...incoming({ session, form }, text, `pass ${pass}`, at), pass };
}

function incoming({ session, form }: Pick<Visit, 'session' | 'form'>, text: string, sent: string, at: Date): Incoming {
  const platformId = createHash('sha256')
    .update(JSON.stringify([session, form.get('token'), sent]))
    .digest('base64url');
  return { ...WEB, chat: { id: session, kind: 'private' }, person: session, platformId, text, mentioned: true, at };
}
