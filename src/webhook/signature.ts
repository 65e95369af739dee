/**
 * What proves that a call is ours, and that nobody recorded it long ago. Whoever receives one takes `t` and `v1` out of `Anjia-Signature`, makes the
 * HMAC-SHA-256 of `t`, a full stop and the body as it came, byte by byte, with the secret as it was shown (all of it, `anjia_hook_` included), compares
 * it with `v1` in constant time, and refuses what is older than five minutes.
 */
import { createHmac } from 'node:crypto';

/** `t=1795939200,v1=5257a8…` @param at when it is sent: each attempt is signed anew */
export function signature(secret: string, body: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
