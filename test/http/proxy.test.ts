import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../src/http/line.ts';
import { farEndOf, isSecure } from '../../src/http/proxy.ts';

/** What is made of a request that comes from an address with these headers. */
async function seen(remoteAddress: string, headers: Record<string, string>) {
  const app = new Hono().get('/', c => c.json({ secure: isSecure(c), from: farEndOf(c) }));
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).json();
}

const claims = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };

describe('a proxy', () => {
  it.each(['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1'])('on this machine (%s) is believed', async address => {
    expect(await seen(address, claims)).toEqual({ secure: true, from: '203.0.113.9' });
    expect(await seen(address, {})).toEqual({ secure: false, from: address });
    expect(await seen(address, { ...claims, 'x-forwarded-proto': 'https, http' })).toMatchObject({ secure: false });
  });

  it.each(['192.0.2.7', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', 'fe80::1', '::127.0.0.1', '1.127.0.0', ''])(
    'elsewhere (%s) is not: anyone could say so',
    async address => {
      expect(await seen(address, claims)).toEqual({ secure: false, from: address });
    },
  );

  it('that names no address, or one without end, leaves a bounded one', async () => {
    expect(await seen('127.0.0.1', { 'x-forwarded-for': ' , ' })).toMatchObject({ from: '127.0.0.1' });
    const { from } = (await seen('127.0.0.1', { 'x-forwarded-for': 'x'.repeat(5000) })) as { from: string };
    expect(from).toHaveLength(64);
  });
});

describe('addresses for limits', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:DB8::6', '2001:db8:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['nonsense', 'nonsense'],
    ['', ''],
  ])('%s counts as %s', (address, line) => {
    expect(lineOf(address)).toBe(line);
  });
});
