/**
 * From a form that was sent to a message.
 */
import { createHash } from 'node:crypto';
import type { Visit } from '../../http/index.ts';
import type { Incoming } from '../../message/index.ts';

/** Longer messages are cut here; the page takes no longer ones. */
export const LONGEST_TEXT = 500;

/** How the conversation's rooms know this channel. */
export const WEB = { channel: 'web', account: 'web' } as const;

/**
 * The message in the fields `choice` (a button) or `text`; `undefined` where neither says anything. The form's token makes a second sending
 * of the same words the same message; other words from the same form are another one.
 */
export function decode({ session, form }: Pick<Visit, 'session' | 'form'>, at: Date): Incoming | undefined {
  const text = (form.get('choice') ?? form.get('text') ?? '').trim().slice(0, LONGEST_TEXT);
  if (text === '') return undefined;
  const platformId = createHash('sha256')
    .update(JSON.stringify([session, form.get('token'), text]))
    .digest('base64url');
  return { ...WEB, chat: { id: session, kind: 'private' }, person: session, platformId, text, mentioned: true, at };
}
