/**
 * One call over HTTP. The name is resolved here and the connection goes to what was looked at, so that a name that changes meanwhile leads nowhere
 * else; no redirect is followed, and nothing of the answer is read but its status. No error repeats the address.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf } from './address.ts';
import type { CallFault } from './model.ts';
import type { Networks } from './networks.ts';

/** What is sent where. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back: an answer of any kind, or none. */
export type Posted = { readonly status: number } | { readonly fault: Exclude<CallFault, 'status' | 'removed'> };

/** How calls are made. */
export interface PostOptions {
  readonly networks: Networks;
  readonly patienceMs: number;
  /** Where a name leads. Default: as the machine's resolver says. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

const resolved = (host: string): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** Never throws. */
export function post({ url, headers, body }: Post, { networks, patienceMs, resolve = resolved }: PostOptions): Promise<Posted> {
  const address = new URL(url);
  const host = hostOf(address);
  if (isIP(host) !== 0 && !networks.allow(host)) return Promise.resolve({ fault: 'forbidden-address' });
  const request = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise(settle => {
    const fail = (error: unknown) => settle({ fault: faultOf(error) });
    const sent = request(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      signal: AbortSignal.timeout(patienceMs),
      lookup: lookedAt(networks, resolve),
    });
    sent.on('error', fail);
    sent.on('response', response => {
      response.on('error', () => {});
      settle({ status: response.statusCode ?? 0 });
      response.destroy();
    });
    sent.end(body);
  });
}

/** Where a name leads, if calls go to all of it. */
const lookedAt =
  (networks: Networks, resolve: (host: string) => Promise<readonly LookupAddress[]>): LookupFunction =>
  (host, options, callback) => {
    resolve(host).then(
      found => {
        const [first] = found;
        if (!first || !found.every(({ address }) => networks.allow(address))) callback(new ForbiddenAddress(), '', 0);
        else if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };

/** Codes of TLS say what is wrong with a certificate in many ways. */
const CERTIFICATE = /CERT|TLS|SELF_SIGNED|UNABLE_TO|EPROTO|SSL/;

function faultOf(error: unknown): Exclude<CallFault, 'status' | 'removed'> {
  if (error instanceof ForbiddenAddress) return 'forbidden-address';
  const { name, code } = error instanceof Error ? { code: '', ...error, name: error.name } : { name: '', code: '' };
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no-address';
  return CERTIFICATE.test(code) ? 'certificate' : 'unreachable';
}
