import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createServer, type Route, type Server } from '../../src/http/index.ts';
import { clockAt } from '../support/clock.ts';
import { readableLog, type TestLog } from '../support/log.ts';
import { Visitor } from '../support/visitor.ts';

const show: Route = {
  method: 'GET',
  path: '/',
  handle: ({ newToken, session, remembered }) => ({
    kind: 'page',
    html: `<input name="token" value="${newToken()}"><i>${session}</i><b>${remembered.get('letters') ?? ''}</b>`,
  }),
};
const take: Route = {
  method: 'POST',
  path: '/',
  handle: () => ({ kind: 'redirect', to: '/#latest', remember: { letters: 'large' } }),
};

let server: Server;
let log: TestLog;
const sockets: Socket[] = [];
beforeEach(async () => {
  log = readableLog();
  server = createServer({
    host: '127.0.0.1',
    port: 0,
    routes: [show, take],
    problemPage: problem => `problem:${problem}`,
    clock: clockAt('2026-11-22T04:00:00Z'),
    log,
    patience: { requestTimeout: 4_000, headersTimeout: 3_000, keepAliveTimeout: 2_000, connectionsCheckingInterval: 500 },
  });
  await server.start();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.stop();
});

/** All that the server says to these bytes until it closes the connection, and how long that took. */
function raw(bytes: string): Promise<{ readonly heard: string; readonly ms: number }> {
  const { hostname, port } = new URL(server.url);
  const start = performance.now();
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    sockets.push(socket);
    let heard = '';
    socket.on('data', data => {
      heard += String(data);
    });
    socket.once('error', () => {});
    socket.once('close', () => resolve({ heard, ms: performance.now() - start }));
  });
}
const session = (text: string) => /<i>(.+)<\/i>/.exec(text)?.[1];

describe('a browser that speaks https', () => {
  const https = { 'x-forwarded-proto': 'https' };

  it('gets cookies that no other host, no script and no plain connection sees', async () => {
    const visitor = new Visitor(server.url);
    const page = await visitor.get('/', https);
    const sent = await visitor.send({}, https);
    const cookies = [...page.headers.getSetCookie(), ...sent.headers.getSetCookie()];
    expect(cookies.map(cookie => cookie.split('=')[0])).toEqual(['__Host-anjia-session', '__Host-anjia-keep-letters']);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(cookie).not.toContain('Domain');
    }
    expect((await visitor.get('/', https)).text).toContain('<b>large</b>');
    for (const { headers } of [page, sent]) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('keeps the conversation that it had before, and drops the old cookie', async () => {
    const visitor = new Visitor(server.url);
    const before = session((await visitor.get()).text);
    const moved = await visitor.get('/', https);
    expect(session(moved.text)).toBe(before);
    expect(moved.headers.getSetCookie().find(cookie => cookie.startsWith('anjia-session='))).toContain('Max-Age=0');
    const secret = /__Host-anjia-session=([^;]+)/.exec(visitor.cookie)?.[1];
    const onlyNew = await visitor.get('/', { ...https, cookie: `__Host-anjia-session=${secret}` });
    expect(session(onlyNew.text)).toBe(before);
  });

  it('is not led into another session by a cookie without the prefix', async () => {
    const [visitor, other] = [new Visitor(server.url), new Visitor(server.url)];
    const own = session((await visitor.get('/', https)).text);
    await other.get();
    const cookie = `${other.cookie}; ${visitor.cookie}`;
    expect(session((await visitor.get('/', { ...https, cookie })).text)).toBe(own);
  });

  it('is told to come by https alone for a year, on every response; one that does not is told nothing', async () => {
    const visitor = new Visitor(server.url);
    for (const path of ['/', '/nothing', '/healthz']) {
      const { headers } = await visitor.get(path, https);
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
      expect((await visitor.get(path)).headers.get('strict-transport-security')).toBeNull();
    }
  });
});

describe('what comes over the wire', () => {
  it.each([
    ['both a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
    ['a length that is none', 'Content-Length: 5x'],
    ['chunks and something else', 'Transfer-Encoding: chunked, identity'],
    ['a blank before the colon', 'Transfer-Encoding : chunked'],
    ['a header on two lines', 'Transfer-Encoding:\r\n chunked'],
  ])('is no request where its end is in doubt: %s', async (_, headers) => {
    const { heard } = await raw(
      `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(heard).toMatch(/^HTTP\/1.1 400 /);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it.each(['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is not answered where it is %s', async method => {
    const { heard } = await raw(`${method} / HTTP/1.1\r\nHost: x\r\nX-Secret: told-to-nobody\r\nConnection: close\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1.1 404 /);
    expect(heard).not.toContain('told-to-nobody');
  });

  it('may name any host: none of it comes back, and the way on is an address without one', async () => {
    const { heard } = await raw('GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n');
    expect(heard).toMatch(/^HTTP\/1.1 200 /);
    expect(heard).not.toContain('elsewhere.example');
    const visitor = new Visitor(server.url);
    await visitor.get('/', { host: 'elsewhere.example' });
    expect((await visitor.send({}, { host: 'elsewhere.example' })).headers.get('location')).toBe('/#latest');
    for (const host of ['<script>', 'a/b', 'a b', '']) {
      const broken = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(broken.heard).toMatch(/^HTTP\/1.1 400 /);
    }
  });

  it('is refused where its head is longer than 16 KiB', async () => {
    const { heard } = await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1.1 431 /);
  });

  it('changes nothing of ours by the names of its fields and cookies; of two alike the last counts', async () => {
    const visitor = new Visitor(server.url);
    await visitor.get('/', { cookie: '__proto__=polluted; constructor=polluted; anjia-keep-__proto__=polluted' });
    const names = ['__proto__', 'constructor', 'a[__proto__][polluted]'];
    expect((await visitor.send(Object.fromEntries(names.map(name => [name, 'polluted'])))).status).toBe(303);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    const twice = `token=${visitor.token}&token=made-up`;
    const head = `Host: x\r\nCookie: ${visitor.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close`;
    const { heard } = await raw(`POST / HTTP/1.1\r\n${head}\r\nContent-Length: ${twice.length}\r\n\r\n${twice}`);
    expect(heard).toMatch(/^HTTP\/1.1 403 /);
  });

  it('is no fault of ours where it breaks off: the log of faults stays empty', async () => {
    const visitor = new Visitor(server.url);
    await visitor.get();
    const { hostname, port } = new URL(server.url);
    const form = `Host: x\r\nCookie: ${visitor.cookie}\r\nContent-Type: application/x-www-form-urlencoded`;
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST / HTTP/1.1\r\n${form}\r\nContent-Length: 100\r\n\r\nhalf`);
      setTimeout(() => socket.destroy(), 100);
    });
    await vi.waitFor(() => expect(log.lines.filter(line => line.includes('"method":"POST"'))).toHaveLength(1), 5000);
    expect(log.lines.join('\n')).toContain('"status":400');
    expect(log.lines.join('\n')).not.toContain('request failed');
  });

  it('is cut off where its head or its body takes too long, and others are served meanwhile', { timeout: 30_000 }, async () => {
    const visitor = new Visitor(server.url);
    await visitor.get();
    const form = `Host: x\r\nCookie: ${visitor.cookie}\r\nContent-Type: application/x-www-form-urlencoded`;
    const head = raw('GET / HTTP/1.1\r\nHost: x\r\nX: ');
    const body = raw(`POST / HTTP/1.1\r\n${form}\r\nContent-Length: 100\r\n\r\nsl`);
    expect((await visitor.get()).status).toBe(200);
    for (const { heard, ms } of await Promise.all([head, body])) {
      expect(heard).toMatch(/^HTTP\/1.1 408 /);
      expect(ms).toBeLessThan(10_000);
    }
  });
});
