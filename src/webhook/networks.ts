/**
 * Which addresses calls go to: those of the internet, and those of one's own networks that the operator named. A name that somebody registered can
 * lead anywhere, into the machine's own network too; what stands there is not to be reached by adding a webhook.
 */
import { BlockList, isIP } from 'node:net';

/** Where calls may go. */
export interface Networks {
  /** @param address an IP address */
  allow(address: string): boolean;
}

/** IPv4 that is nobody's on the internet: private, of the machine itself, of the line, for tests, for many at once (RFC 6890). */
const NOT_PUBLIC = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** Of IPv6 only this is given out to the internet, less what leads back into IPv4 or is for examples. */
const GIVEN_OUT = ['2000::', 3] as const;
const NOT_GIVEN_OUT = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const notPublic = new BlockList();
for (const [net, prefix] of NOT_PUBLIC) notPublic.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of NOT_GIVEN_OUT) notPublic.addSubnet(net, prefix, 'ipv6');
const givenOut = new BlockList();
givenOut.addSubnet(...GIVEN_OUT, 'ipv6');

/** `127.0.0.0/8`, `fd00::/8` as an address and the length of its prefix, or `undefined`. */
export function parseNetwork(text: string): { readonly address: string; readonly prefix: number } | undefined {
  const [, address = '', length = ''] = /^([\da-f:.]+)\/(\d{1,3})$/i.exec(text.trim()) ?? [];
  const prefix = Number(length);
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return prefix <= most ? { address, prefix } : undefined;
}

/**
 * @param own networks that calls go to besides the internet, as `parseNetwork` reads them
 * @throws where one of them is none
 */
export function createNetworks(own: readonly string[] = []): Networks {
  const allowed = new BlockList();
  for (const text of own) {
    const network = parseNetwork(text);
    if (!network) throw new TypeError(`"${text}" is no network`);
    allowed.addSubnet(network.address, network.prefix, familyOf(network.address));
  }
  return {
    allow(address) {
      if (isIP(address) === 0) return false;
      const family = familyOf(address);
      if (allowed.check(address, family)) return true;
      return !notPublic.check(address, family) && (family === 'ipv4' || givenOut.check(address, family));
    },
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
