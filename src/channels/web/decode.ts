/**
 * From a form that was sent to a message.
 */
import { createHash } from 'node:crypto';
import type { Visit } from '../../http/index.ts';
import type { Incoming } from '../../message/index.ts';

/** Longer messages are cut here; the page takes no longer ones. */
export const LONGEST_TEXT = 500;

/** Longer passes are cut here: none is as long. */
const LONGEST_PASS = 65;

/** How the conversation's rooms know this channel. */
export const WEB = { channel: 'web', account: 'web' } as const;

/**
 * The message in the fields `choice` (a button) or `text`; `undefined` where neither says anything. The form's token makes a second sending
 * of the same words the same message; other words from the same form are another one.
 */
export function decode({ session, form }: Pick<Visit, 'session' | 'form'>, at: Date): Incoming | undefined {
  const text = (form.get('choice') ?? form.get('text') ?? '').trim().slice(0, LONGEST_TEXT);
  return text === '' ? undefined : incoming({ session, form }, text, text, at);
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
