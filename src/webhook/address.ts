/**
 * Addresses of webhooks: encrypted, unless they are on this machine.
 */
import { isIP } from 'node:net';
import type { Networks } from './networks.ts';

const LONGEST = 500;

/** The host of an address as a name or an IP address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** This machine by name, or by address. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * The address that a text is, as calls go there; `undefined` where it is none: `https`, or `http` on this machine, without a name, a password or a
 * fragment in it, and not into a network that calls do not go to. Where a name leads is looked at each time that it is called.
 */
export function parseAddress(text: string, networks: Networks): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  const host = hostOf(url);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(host))) return undefined;
  if (isLoopback(host) && !networks.allow(host === 'localhost' ? '127.0.0.1' : host)) return undefined;
  if (isIP(host) !== 0 && !networks.allow(host)) return undefined;
  return url.href;
}
