import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Asset, createServer, type Probe, type Route, type Server, type ServerParts } from '../../src/http/index.ts';
import { clockAt } from '../support/clock.ts';
import { readableLog } from '../support/log.ts';
import { Visitor } from '../support/visitor.ts';

const SECRET_WORDS = '我家的事';

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
  handle: ({ form }) => ({ kind: 'redirect', to: '/', remember: { letters: form.get('letters') ?? '' } }),
};
const fails: Route = {
  method: 'POST',
  path: '/fails',
  handle() {
    throw new Error(`could not store ${SECRET_WORDS}`);
  },
};
const echo: Probe = {
  path: '/echo',
  answer: async from => ({ status: 200, type: 'application/json', body: JSON.stringify(from) }),
};
const style: Asset = {
  path: '/assets/a.css',
  href: '/assets/a.css?v=abc',
  digest: 'abc',
  type: 'text/css; charset=utf-8',
  body: 'p{}',
};

const running: Server[] = [];
const log = readableLog();

async function serve(parts: Partial<ServerParts> = {}): Promise<{ server: Server; visitor: Visitor }> {
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    routes: [show, take, fails],
    assets: [style],
    problemPage: (problem, unsent) => `problem:${problem}:${unsent?.form.get('text') ?? ''}`,
    clock: clockAt('2026-11-22T04:00:00Z'),
    log,
    ...parts,
  });
  await server.start();
  running.push(server);
  return { server, visitor: new Visitor(server.url) };
}

/** What the server answers to bytes that no browser would send. */
function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let heard = '';
    socket.on('data', data => {
      heard += String(data);
    });
    for (const end of ['close', 'error']) socket.once(end, () => resolve(heard));
    socket.setTimeout(3000, () => socket.destroy());
  });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.stop()));
  log.lines.length = 0;
});

describe('the web server', () => {
  it('forbids pages to load anything from elsewhere, to be framed and to tell where they were', async () => {
    const { visitor } = await serve();
    for (const path of ['/', '/nothing-here', '/assets/a.css']) {
      const { headers } = await visitor.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy.split('; ').sort()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
      ]);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('tells a probe whether the caller is on this machine, and which token it sent', async () => {
    const { visitor } = await serve({ probes: [echo] });
    const told = async (headers: Record<string, string> = {}) =>
      JSON.parse((await visitor.get('/echo', headers)).text) as unknown;
    expect(await told()).toEqual({ isLocal: true });
    expect(await told({ authorization: 'Bearer abc' })).toEqual({ isLocal: true, token: 'abc' });
    expect(await told({ authorization: 'Basic abc' })).toEqual({ isLocal: true });
    for (const header of ['x-forwarded-for', 'x-real-ip', 'via', 'forwarded'])
      expect(await told({ [header]: '127.0.0.1' }), header).toEqual({ isLocal: false });
    const { headers } = await visitor.get('/echo');
    expect([headers.get('cache-control'), headers.getSetCookie()]).toEqual(['no-store', []]);
  });

  it('tells how each request was answered by its route alone, never by what was in its address', async () => {
    const seen: unknown[] = [];
    const { visitor } = await serve({ probes: [echo], observe: answered => seen.push(answered) });
    for (const path of ['/?name=王', '/echo', '/王']) await visitor.get(path);
    expect(seen).toEqual([
      { method: 'GET', path: '/', status: 200, ms: expect.any(Number) },
      { method: 'GET', path: '/echo', status: 200, ms: expect.any(Number) },
      { method: 'GET', path: undefined, status: 404, ms: expect.any(Number) },
    ]);
  });

  it('hands on what stands behind the question mark, damaged or not', async () => {
    const tell: Route = {
      method: 'GET',
      path: '/tell',
      handle: ({ query }) => ({ kind: 'page', html: JSON.stringify([...query]) }),
    };
    const { visitor } = await serve({ routes: [tell] });
    expect((await visitor.get('/tell?pass=A%20B&pass=C&x')).text).toBe('[["pass","C"],["x",""]]');
    expect((await visitor.get('/tell?pass=%E0%A4%A')).status).toBe(200);
    expect((await visitor.get('/tell')).text).toBe('[]');
  });

  it('names a browser by a cookie that scripts cannot read, and knows it again', async () => {
    const { visitor } = await serve();
    const first = await visitor.get();
    expect(first.headers.get('set-cookie')).toMatch(/^anjia-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const named = /<i>(.+)<\/i>/.exec(first.text)?.[1];
    expect((await visitor.get()).text).toContain(`<i>${named}</i>`);
    expect(visitor.cookie).not.toContain(named);
  });

  it('marks the cookie as secure behind a proxy that speaks https', async () => {
    const { visitor } = await serve();
    const { headers } = await visitor.get('/', { 'x-forwarded-proto': 'https' });
    expect(headers.get('set-cookie')).toContain('; Secure');
  });

  it('gives a new session for a cookie that it never gave', async () => {
    const { visitor } = await serve();
    const { headers } = await visitor.get('/', { cookie: 'anjia-session=guessed; other=%E0%A4%A' });
    expect(headers.get('set-cookie')).toMatch(/anjia-session=[\w-]{43}/);
  });

  it('takes a form of its own page and has the browser remember what the answer asks for', async () => {
    const { visitor } = await serve();
    await visitor.get();
    expect(await visitor.send({ letters: 'large' })).toMatchObject({ status: 303 });
    expect((await visitor.get()).text).toContain('<b>large</b>');
  });

  it.each([
    ['the origin of another site', { origin: 'https://elsewhere.example' }],
    ['an origin that is none', { origin: 'nonsense' }],
    ['the word of the browser that it comes from another site', { 'sec-fetch-site': 'cross-site' }],
    ['the word of the browser that it comes from a neighbouring site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a form with %s', async (_, headers) => {
    const { visitor } = await serve();
    await visitor.get();
    expect(await visitor.send({}, headers as unknown as Record<string, string>)).toMatchObject({
      status: 403,
      text: 'problem:foreign:',
    });
  });

  it('refuses a form without its session, or with the token of another one', async () => {
    const { server, visitor } = await serve();
    const other = new Visitor(server.url);
    await other.get();
    expect(await visitor.send({ token: other.token })).toMatchObject({ status: 403, text: 'problem:stale:' });
    await visitor.get();
    expect(await visitor.send({ token: other.token })).toMatchObject({ status: 403, text: 'problem:stale:' });
    expect(await visitor.send({ token: '' })).toMatchObject({ status: 403 });
  });

  it.each(['multipart/form-data; boundary=x', 'application/json', 'text/plain', ''])(
    'refuses a form sent as "%s"',
    async type => {
      const { visitor } = await serve();
      await visitor.get();
      expect(await visitor.send({}, { 'content-type': type })).toMatchObject({ status: 400, text: 'problem:bad_form:' });
    },
  );

  it('refuses a form of more than 16 KiB, whether its length is announced or not', async () => {
    const { server, visitor } = await serve();
    await visitor.get();
    expect(await visitor.send({ text: 'x'.repeat(16_000) })).toMatchObject({ status: 303 });
    expect(await visitor.send({ text: 'x'.repeat(17_000) })).toMatchObject({ status: 413, text: 'problem:too_long:' });
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const head = `POST / HTTP/1.1\r\nHost: x\r\nCookie: ${visitor.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    expect(await raw(server.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
  });

  it('asks a session to wait that sends too much, says for how long, and hands the words back', async () => {
    const limits = { session: { burst: 2, perSecond: 0.1 }, address: { burst: 100, perSecond: 1 } };
    const { server, visitor } = await serve({ limits });
    await visitor.get();
    await visitor.send({ text: 'a' });
    await visitor.send({ text: 'b' });
    const { status, text, headers } = await visitor.send({ text: 'c' });
    expect({ status, text, after: headers.get('retry-after') }).toEqual({ status: 429, text: 'problem:too_many:c', after: '10' });
    const other = new Visitor(server.url);
    await other.get();
    expect(await other.send({ text: 'd' })).toMatchObject({ status: 303 });
  });

  it('asks an address to wait that asks too much, and believes a proxy on this machine about addresses', async () => {
    const limits = { session: { burst: 2, perSecond: 0.1 }, address: { burst: 3, perSecond: 0.1 } };
    const { visitor } = await serve({ limits, probes: [echo] });
    for (let n = 0; n < 3; n++) expect((await visitor.get('/nothing')).status).toBe(404);
    const { status, headers } = await visitor.get();
    expect([status, headers.get('retry-after')]).toEqual([429, '10']);
    expect((await visitor.get('/', { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' })).status).toBe(200);
    expect((await visitor.get('/echo')).status).toBe(200);
  });

  it('shows and logs nothing of what went wrong inside but where', async () => {
    const { visitor } = await serve();
    await visitor.get();
    const { status, text } = await visitor.send({ text: SECRET_WORDS }, {}, '/fails');
    expect([status, text]).toEqual([500, `problem:broken:${SECRET_WORDS}`]);
    expect(log.lines.some(line => line.includes('request failed') && line.includes('server.test.ts'))).toBe(true);
    expect(log.lines.join()).not.toContain(SECRET_WORDS);
    expect(log.lines.join()).not.toContain(visitor.cookie.split('=')[1]);
  });

  it('answers for a route that takes too long', async () => {
    const slow: Route = { method: 'GET', path: '/', handle: () => new Promise(() => {}) };
    const { visitor } = await serve({ routes: [slow], answerWithinMs: 50 });
    const { status, text, headers } = await visitor.get();
    expect([status, text, headers.get('retry-after')]).toEqual([503, 'problem:slow:', '10']);
  });

  it.each(['/nothing', '/assets/', '/assets/../server.ts', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/etc/passwd'])(
    'has nothing at %s',
    async path => {
      const { server, visitor } = await serve();
      expect(await visitor.get(path)).toMatchObject({ status: 404, text: 'problem:not_found:' });
      expect(await raw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 404 /);
    },
  );

  it('lets browsers keep a file for good under the address of its content, and ask again under the bare one', async () => {
    const { visitor } = await serve();
    const kept = await visitor.get(style.href);
    expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(kept.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect((await visitor.get(style.path)).headers.get('cache-control')).toBe('no-cache');
    expect((await visitor.get(style.path, { 'if-none-match': '"abc"' })).status).toBe(304);
  });

  it.each(['\r\n\r\n', 'GET\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', '\0\0\0\0\r\n\r\n'])(
    'survives what is no request: %j',
    async bytes => {
      const { server, visitor } = await serve();
      expect(await raw(server.url, bytes)).not.toContain('at ');
      expect((await visitor.get()).status).toBe(200);
    },
  );

  it('finishes the requests in hand when it stops, and takes no new one', async () => {
    let finish = () => {};
    const entered = new Promise<void>(enter => {
      finish = enter;
    });
    let release = () => {};
    const held = new Promise<void>(go => {
      release = go;
    });
    const slow: Route = {
      method: 'GET',
      path: '/',
      async handle() {
        finish();
        await held;
        return { kind: 'page', html: 'finished' };
      },
    };
    const { server, visitor } = await serve({ routes: [slow] });
    const inHand = visitor.get();
    await entered;
    const stopped = server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    release();
    expect(await inHand).toMatchObject({ status: 200, text: 'finished' });
    await stopped;
  });

  it('says why it cannot start where the port is taken', async () => {
    const { server } = await serve();
    const second = createServer({
      host: '127.0.0.1',
      port: Number(new URL(server.url).port),
      routes: [],
      problemPage: String,
      clock: clockAt('2026-11-22T04:00:00Z'),
      log,
    });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
