/** Addresses as limits count them. */
import { isIP } from 'node:net';

/** An address, or the first 64 bits of one of IPv6: whoever has one of those has them all. */
export function lineOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address;
  const [before = [], after = []] = address
    .toLowerCase()
    .split('::')
    .map(part => part.split(':').filter(Boolean));
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...between, ...after].slice(0, 4).join(':');
}
