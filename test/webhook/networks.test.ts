import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/webhook/address.ts';
import { createNetworks, parseNetwork } from '../../src/webhook/networks.ts';

const internet = createNetworks();
const here = createNetworks(['127.0.0.0/8', '::1/128', '10.20.0.0/16', 'fd12::/16']);

describe('the addresses that calls go to', () => {
  it.each(['1.1.1.1', '8.8.8.8', '114.114.114.114', '172.32.0.1', '2400:3200::1', '2606:4700:4700::1111'])(
    'are those of the internet: %s',
    address => {
      expect(internet.allow(address)).toBe(true);
    },
  );

  it.each([
    ['the machine itself', '127.0.0.1'],
    ['all of the machine', '0.0.0.0'],
    ['an office', '10.20.3.4'],
    ['a home', '192.168.1.1'],
    ['between', '172.16.0.1'],
    ['the end of between', '172.31.255.255'],
    ['a cloud’s own data', '169.254.169.254'],
    ['a carrier', '100.64.0.1'],
    ['a test', '198.18.0.1'],
    ['many at once', '224.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['the machine itself, longer', '::1'],
    ['nowhere', '::'],
    ['the machine in another spelling', '::ffff:127.0.0.1'],
    ['the machine in another spelling, in hex', '::ffff:7f00:1'],
    ['an old spelling', '::127.0.0.1'],
    ['a way back into IPv4', '64:ff9b::7f00:1'],
    ['another way back', '2002:7f00:1::'],
    ['a third', '2001:0:7f00:1::'],
    ['the line', 'fe80::1'],
    ['an office of IPv6', 'fd12::1'],
    ['many of IPv6', 'ff02::1'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('are not those of %s: %s', (_, address) => {
    expect(internet.allow(address)).toBe(false);
  });

  it('are those of one’s own networks once they were named, and no others', () => {
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '10.20.3.4', 'fd12::1', '1.1.1.1'])
      expect(here.allow(address)).toBe(true);
    for (const address of ['10.21.0.1', '192.168.1.1', 'fd13::1', '169.254.169.254']) expect(here.allow(address)).toBe(false);
  });

  it.each(['', 'x', '127.0.0.1', '127.0.0.0/33', '::/129', '10.0.0/8', '10.0.0.0/-1', '1/8', '127.0.0.0/8/8'])(
    'cannot be written as %j',
    text => {
      expect(parseNetwork(text)).toBeUndefined();
      expect(() => createNetworks([text])).toThrow(TypeError);
    },
  );

  it('never are private ones, whichever they are', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.constantFrom('10', '127', '192.168', '169.254', '224', '0'),
        fc.array(byte, { minLength: 3, maxLength: 3 }),
        (net, rest) => {
          const address = [...net.split('.'), ...rest].slice(0, 4).join('.');
          expect(internet.allow(address)).toBe(false);
          expect(internet.allow(`::ffff:${address}`)).toBe(false);
        },
      ),
    );
  });
});

describe('the address of a webhook', () => {
  it.each([
    ['https://example.com/hook', 'https://example.com/hook'],
    ['  https://example.com:8443/a?b=c\n', 'https://example.com:8443/a?b=c'],
    ['https://例子.中国/收', 'https://xn--fsqu00a.xn--fiqs8s/%E6%94%B6'],
    ['https://1.1.1.1', 'https://1.1.1.1/'],
  ])('is taken: %s', (text, url) => {
    expect(parseAddress(text, internet)).toBe(url);
  });

  it.each(['http://127.0.0.1:8080/hook', 'http://localhost/hook', 'http://[::1]:9/', 'https://10.20.1.1/'])(
    'is taken where its network was named: %s',
    text => {
      expect(parseAddress(text, here)).toBeDefined();
      expect(parseAddress(text, internet)).toBeUndefined();
    },
  );

  it.each([
    '',
    'example.com',
    'http://example.com/hook',
    'http://10.20.1.1/',
    'ftp://example.com',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'https://user:password@example.com',
    'https://user@example.com',
    'https://example.com/#part',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    `https://example.com/${'x'.repeat(600)}`,
    '我不知道怎么弄',
  ])('is refused: %s', text => {
    expect(parseAddress(text, internet)).toBeUndefined();
  });

  it('is one that can be called or none, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true, withFragments: true })),
        text => {
          expect(parseAddress(text, internet) ?? 'https://').toMatch(/^https:\/\//);
        },
      ),
    );
  });
});
