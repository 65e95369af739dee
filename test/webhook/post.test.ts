import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetworks } from '../../src/webhook/networks.ts';
import { type PostOptions, post } from '../../src/webhook/post.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const here = createNetworks(['127.0.0.0/8']);
const leadingTo = (...addresses: readonly string[]) => ({
  resolve: () => Promise.resolve(addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))),
});

describe('a call', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const send = (url: string, options: Partial<PostOptions> = {}) =>
    post({ url, headers: { 'Anjia-Event': 'ping' }, body: '{"a":"罗"}' }, { networks: here, patienceMs: 2_000, ...options });
  /** The receiver by a name. */
  const named = () => receiver.url.replace('127.0.0.1', 'hooks.example.com');

  it('brings its body and its headers, and tells the status', async () => {
    expect(await send(receiver.url)).toEqual({ status: 204 });
    expect(receiver.received).toMatchObject([
      {
        body: '{"a":"罗"}',
        path: '/hook',
        headers: { 'anjia-event': 'ping', 'content-type': 'application/json', 'content-length': '11' },
      },
    ]);
  });

  it.each([200, 299, 404, 410, 429, 500, 503])('tells the status %d, however long the answer is', async status => {
    receiver.answers(status);
    expect(await send(receiver.url)).toEqual({ status });
  });

  it('follows no redirect', async () => {
    receiver.answers({ location: receiver.url });
    expect(await send(receiver.url)).toEqual({ status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    receiver.answers('silent');
    expect(await send(receiver.url, { patienceMs: 100 })).toEqual({ fault: 'timeout' });
  });

  it.each(['cut', 'nonsense'] as const)('finds nobody where what answers is %s', async answer => {
    receiver.answers(answer);
    expect(await send(receiver.url)).toEqual({ fault: 'unreachable' });
  });

  it('finds nobody where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => {
      server.close(resolve);
    });
    expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ fault: 'unreachable' });
  });

  it('says where a certificate is none', async () => {
    expect(await send(receiver.url.replace('http:', 'https:'))).toEqual({ fault: 'certificate' });
  });

  it('goes where the name leads that was looked at', async () => {
    expect(await send(named(), leadingTo('127.0.0.1'))).toEqual({ status: 204 });
    expect(receiver.received[0]?.headers.host).toMatch(/^hooks\.example\.com:\d+$/);
  });

  it('does not go where a name leads into a private network, be it by one of its addresses', async () => {
    const internet = { networks: createNetworks() };
    for (const addresses of [['127.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['::ffff:127.0.0.1'], ['169.254.169.254']])
      expect(await send(named(), { ...internet, ...leadingTo(...addresses) })).toEqual({ fault: 'forbidden-address' });
    for (const url of [receiver.url, 'https://169.254.169.254/', 'https://[::1]/'])
      expect(await send(url, internet)).toEqual({ fault: 'forbidden-address' });
    expect(receiver.received).toEqual([]);
  });

  it('looks at a name each time, so that one that leads elsewhere since is not followed', async () => {
    const addresses = ['127.0.0.1', '10.0.0.1'];
    const resolve = () => Promise.resolve([{ address: addresses.shift() ?? '', family: 4 }]);
    expect(await send(named(), { resolve })).toEqual({ status: 204 });
    expect(await send(named(), { resolve })).toEqual({ fault: 'forbidden-address' });
  });

  it('says that a name leads nowhere', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    expect(await send(named(), { resolve })).toEqual({ fault: 'no-address' });
    expect(await send(named(), { resolve: () => Promise.resolve([]) })).toEqual({ fault: 'forbidden-address' });
  });
});
