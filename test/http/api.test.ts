import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi, createServer, endpointFor, type ProblemWords, type Server } from '../../src/http/index.ts';
import { clockAt } from '../support/clock.ts';
import { readableLog } from '../support/log.ts';

interface Caller {
  readonly name: string;
}

const SECRET_WORDS = '我家的事';
const word = z.strictObject({
  word: z.string().max(5),
  times: z.number().int().min(1).max(3),
  kind: z.enum(['a', 'b']).optional(),
});
const endpoint = endpointFor<Caller>();
const told: unknown[] = [];
let refusals = 0;

const endpoints = [
  endpoint({
    id: 'getThing',
    method: 'get',
    path: '/things/{id}',
    tag: 'things',
    summary: 'A thing',
    params: z.strictObject({ id: z.string().regex(/^t\d$/) }),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(9).default(3) }),
    status: 200,
    answer: z.strictObject({ who: z.string(), limit: z.number(), accepts: z.string() }),
    handle: async ({ caller, query, accepts = '' }) => ({
      ok: true as const,
      value: { who: caller.name, limit: query.limit, accepts },
    }),
  }),
  endpoint({
    id: 'sayWord',
    method: 'post',
    path: '/words',
    tag: 'things',
    summary: 'Says a word',
    body: word,
    once: true,
    status: 201,
    answer: word,
    async handle({ body }) {
      told.push(body);
      if (body.word === 'fail') throw new Error(`could not store ${SECRET_WORDS}`);
      if (body.word === 'never') return new Promise(() => {});
      if (body.word === 'no') return { ok: false as const, refusal: { code: 'full', params: { field: 'word', most: 3 } } };
      return { ok: true as const, value: body };
    },
  }),
  endpoint({
    id: 'putFile',
    method: 'put',
    path: '/files/{id}',
    tag: 'files',
    summary: 'Takes a file',
    params: z.strictObject({ id: z.string() }),
    body: { maxBytes: 1000, types: ['text/csv'] },
    status: 200,
    answer: z.strictObject({ bytes: z.number() }),
    handle: async ({ body }) => ({ ok: true as const, value: { bytes: body.length } }),
  }),
  endpoint({
    id: 'removeThing',
    method: 'delete',
    path: '/things/{id}',
    tag: 'things',
    summary: 'Removes a thing',
    params: z.strictObject({ id: z.string() }),
    status: 204,
    handle: async () => ({ ok: true as const, value: undefined }),
  }),
];

const wordsFor = (accepts: string | undefined): ProblemWords => ({
  language: accepts ?? 'zh-CN',
  title: status => `title ${status}`,
  detail: (code, params) => `${code} ${JSON.stringify(params)}`,
  fault: ({ code, params = {} }) => `${code} ${Object.values(params).join()}`,
});

const GENEROUS = { burst: 1000, perSecond: 1000 };
const clock = clockAt('2026-11-22T04:00:00Z');
const log = readableLog();
const running: Server[] = [];

async function serve(parts: Partial<Parameters<typeof createApi<Caller>>[0]> = {}): Promise<string> {
  const done = new Map<string, { request: string; result: { status: number; body: unknown } }>();
  const api = createApi<Caller>({
    base: '/api/v1',
    title: 'Things',
    version: '1',
    description: 'Of things.',
    endpoints,
    authenticate: async token => (token.startsWith('good') ? { name: token } : undefined),
    onRefused: async () => {
      refusals++;
    },
    keyOf: ({ name }) => name,
    async once(caller, key, bytes, work) {
      const [name, request] = [caller.name + key, Buffer.from(bytes).toString()];
      const before = done.get(name);
      if (before) return before.request === request ? { kind: 'again', result: before.result } : { kind: 'differs' };
      const result = await work();
      done.set(name, { request, result });
      return { kind: 'done', result };
    },
    statusOf: code => (code === 'full' ? 409 : 500),
    wordsFor,
    clock,
    log,
    limits: { token: GENEROUS, address: GENEROUS, refused: GENEROUS },
    ...parts,
  });
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    routes: [{ method: 'GET', path: '/', handle: () => ({ kind: 'page', html: 'the page' }) }],
    problemPage: problem => `problem:${problem}`,
    api,
    clock,
    log,
  });
  await server.start();
  running.push(server);
  return server.url;
}

async function ask(url: string, method: string, path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const headers = { authorization: 'Bearer good', ...(init.body ? { 'content-type': 'application/json' } : {}), ...init.headers };
  const response = await fetch(`${url}${path}`, { ...init, method, headers });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const json: Record<string, unknown> = type.includes('json') && text ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, type, json };
}

const say = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(url, 'POST', '/api/v1/words', { body: typeof body === 'string' ? body : JSON.stringify(body), headers });

/** What the server answers to bytes that no client of ours would send. */
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
  told.length = 0;
});

describe('an API', () => {
  it('hands what a request says to its endpoint, and answers in JSON', async () => {
    const url = await serve();
    const answer = await ask(url, 'GET', '/api/v1/things/t1?limit=7', { headers: { 'accept-language': 'en' } });
    expect([answer.status, answer.type, answer.json]).toEqual([
      200,
      'application/json; charset=utf-8',
      { who: 'good', limit: 7, accepts: 'en' },
    ]);
    expect((await ask(url, 'GET', '/api/v1/things/t1')).json['limit']).toBe(3);
    expect(await say(url, { word: 'hello', times: 2 })).toMatchObject({ status: 201, json: { word: 'hello', times: 2 } });
    expect(await ask(url, 'DELETE', '/api/v1/things/t1')).toMatchObject({ status: 204, text: '' });
    expect(await ask(url, 'DELETE', '/api/v1/things/t1', { body: '{}' })).toMatchObject({ status: 204 });
  });

  it('keeps the headers of every response: nothing is stored, framed, or told to other sites, and no cookie is set', async () => {
    const url = await serve();
    const asked = [
      ask(url, 'GET', '/api/v1/things/t1'),
      ask(url, 'GET', '/api/v1/nothing'),
      ask(url, 'OPTIONS', '/api/v1/words', { headers: { origin: 'https://elsewhere.example' } }),
      ask(url, 'GET', '/api/v1/openapi.json'),
      say(url, { word: 'fail', times: 1 }),
      say(url, 'no json'),
      ask(url, 'GET', '/api/v1/things/t1', { headers: { authorization: 'Bearer bad' } }),
    ];
    for (const { headers, text } of await Promise.all(asked)) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('content-type') ?? 'json').toContain('json');
      expect(text).not.toContain('<');
    }
  });

  it('leaves the pages beside it as they are', async () => {
    const url = await serve();
    expect(await ask(url, 'GET', '/')).toMatchObject({ status: 200, text: 'the page' });
    expect(await ask(url, 'GET', '/api/v2/things/t1')).toMatchObject({ status: 404, text: 'problem:not_found' });
  });

  it.each([
    ['no token', '', 'token-missing', 'Bearer'],
    ['another scheme', 'Basic Z29vZA==', 'token-missing', 'Bearer'],
    ['a scheme without a token', 'Bearer ', 'token-missing', 'Bearer'],
    ['two tokens', 'Bearer good good', 'token-missing', 'Bearer'],
    ['a wrong token', 'Bearer bad', 'token-refused', 'Bearer error="invalid_token"'],
  ])('refuses %s', async (_, authorization, code, challenge) => {
    const url = await serve();
    for (const path of ['/api/v1/things/t1', '/api/v1/nothing', '/api/v1']) {
      const { status, type, json, headers } = await ask(url, 'GET', path, { headers: { authorization } });
      expect([status, type, json['code']]).toEqual([401, 'application/problem+json; charset=utf-8', code]);
      expect(headers.get('www-authenticate')).toBe(challenge);
    }
  });

  it('writes problems as RFC 9457 has them, in the language that is accepted, each with a name of its own', async () => {
    const url = await serve();
    const first = await say(url, { word: 'no', times: 1 }, { 'accept-language': 'en' });
    expect([first.status, first.type, first.headers.get('content-language')]).toEqual([
      409,
      'application/problem+json; charset=utf-8',
      'en',
    ]);
    expect(first.json).toEqual({
      type: 'urn:anjia:problem:full',
      title: 'title 409',
      status: 409,
      detail: 'full {"field":"word","most":3}',
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      code: 'full',
      params: { field: 'word', most: 3 },
      errors: [{ field: 'word', code: 'wrong', detail: 'wrong ' }],
    });
    const second = await say(url, { word: 'no', times: 1 }, { 'accept-language': 'en' });
    expect(second.json['instance']).not.toBe(first.json['instance']);
  });

  it('names each field that is wrong, and repeats no value', async () => {
    const url = await serve();
    const faults = async (body: unknown) => {
      const { status, json, text } = await say(url, body);
      expect([status, json['code']]).toEqual([422, 'bad-request']);
      expect(text).not.toContain(SECRET_WORDS);
      return (json['errors'] as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);
    };
    expect(await faults({})).toEqual(['word missing', 'times missing']);
    expect(await faults({ word: 7, times: SECRET_WORDS })).toEqual(['word wrong-type', 'times wrong-type']);
    expect(await faults({ word: SECRET_WORDS.repeat(2), times: 9 })).toEqual(['word too-long', 'times too-big']);
    expect(await faults({ word: 'a', times: 0 })).toEqual(['times too-small']);
    expect(await faults({ word: 'a', times: 1.5 })).toEqual(['times wrong-type']);
    expect(await faults({ word: 'a', times: 1, kind: SECRET_WORDS })).toEqual(['kind not-one-of']);
    expect(await faults({ word: 'a', times: 1, phone: 1, more: 2 })).toEqual(['phone unknown-field', 'more unknown-field']);
    expect(await faults([])).toEqual([' wrong-type']);
    expect(await faults('null')).toEqual([' wrong-type']);
    expect(await faults('{"word":"a","times":1,"__proto__":{"admin":true},"constructor":1,"toString":1}')).toEqual([
      '__proto__ unknown-field',
      'constructor unknown-field',
      'toString unknown-field',
    ]);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x${i}`, i]));
    expect(await faults({ word: 'a', times: 1, ...many })).toHaveLength(20);
    expect(told).toEqual([]);
  });

  it.each(['{', '', '{"word":', '{"word":"a","times":1}}', '[', '['.repeat(100_000), '\0', 'word=a&times=1', "{'word':1}"])(
    'refuses what is no JSON: %.20j',
    async body => {
      const url = await serve();
      const { status, json } = await ask(url, 'POST', '/api/v1/words', { body, headers: { 'content-type': 'application/json' } });
      expect([status, json['code']]).toEqual([400, 'not-json']);
    },
  );

  it('survives JSON that is nested deeply', async () => {
    const url = await serve();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await say(url, deep)).toMatchObject({ status: 422 });
    expect(await say(url, `{"word":${deep},"times":1}`)).toMatchObject({ status: 422 });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'json',
    'a/b/c',
  ])('refuses a body sent as %s', async type => {
    const url = await serve();
    expect(await say(url, { word: 'a', times: 1 }, { 'content-type': type })).toMatchObject({
      status: 415,
      json: { code: 'wrong-content-type' },
    });
    expect(told).toEqual([]);
  });

  it('refuses a body that is too large, whether its length is announced or not', async () => {
    const url = await serve();
    const large = JSON.stringify({ word: 'x'.repeat(300_000), times: 1 });
    expect(await say(url, large)).toMatchObject({ status: 413, json: { code: 'too-large', params: { maxSize: 262_144 } } });
    const head = 'POST /api/v1/words HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Type: application/json\r\n';
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const heard = await raw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1.1 413 /);
    expect(heard).toContain('application/problem+json');
  });

  it('takes bytes where an endpoint wants them: of its types, no more than it says', async () => {
    const url = await serve();
    const send = (body: Uint8Array<ArrayBuffer>, type = 'text/csv') =>
      ask(url, 'PUT', '/api/v1/files/f', { body, headers: { 'content-type': type } });
    expect(await send(new Uint8Array([0, 255, 10]), 'Text/CSV; charset=gbk')).toMatchObject({ status: 200, json: { bytes: 3 } });
    expect(await send(new Uint8Array(1000))).toMatchObject({ json: { bytes: 1000 } });
    expect(await send(new Uint8Array(1001))).toMatchObject({ status: 413 });
    expect(await send(new Uint8Array(3), 'application/json')).toMatchObject({ status: 415 });
  });

  it('refuses a body where none is taken, and parameters that nobody knows', async () => {
    const url = await serve();
    expect(await ask(url, 'DELETE', '/api/v1/things/t1', { body: '{"force":true}' })).toMatchObject({ status: 422 });
    for (const query of [
      'limit=0',
      'limit=10',
      'limit=1.5',
      'limit=x',
      'limit=',
      'limit=1&limit=2',
      'phone=1',
      '__proto__=1',
      'limit[]=1',
    ])
      expect(await ask(url, 'GET', `/api/v1/things/t1?${query}`), query).toMatchObject({
        status: 422,
        json: { code: 'bad-request' },
      });
  });

  it('says which addresses there are, and which methods they take', async () => {
    const url = await serve();
    for (const path of [
      '/nothing',
      '/things',
      '/things/',
      '/things/xx',
      '/things/t1/more',
      '/things/%00',
      '/things/%E0%A4%A',
      '/',
      '',
    ])
      expect(await ask(url, 'GET', `/api/v1${path}`), path).toMatchObject({ status: 404, json: { code: 'no-such-address' } });
    const wrong = async (method: string, path: string) => {
      const { status, headers } = await ask(url, method, path);
      return [status, headers.get('allow')];
    };
    expect(await wrong('PATCH', '/api/v1/things/t1')).toEqual([405, 'GET, DELETE']);
    expect(await wrong('GET', '/api/v1/words')).toEqual([405, 'POST']);
    expect(await wrong('POST', '/api/v1/openapi.json')).toEqual([405, 'GET']);
    expect(await wrong('OPTIONS', '/api/v1/words')).toEqual([405, 'POST']);
  });

  it('asks a token that asks too much to wait, and another one not', async () => {
    const url = await serve({ limits: { token: { burst: 2, perSecond: 0.1 }, address: GENEROUS, refused: GENEROUS } });
    const asked = async (authorization: string) => {
      const { status, headers } = await ask(url, 'GET', '/api/v1/things/t1', { headers: { authorization } });
      return [status, headers.get('retry-after')];
    };
    expect(await asked('Bearer good1')).toEqual([200, null]);
    expect(await asked('Bearer good1')).toEqual([200, null]);
    expect(await asked('Bearer good1')).toEqual([429, '10']);
    expect(await asked('Bearer good2')).toEqual([200, null]);
    clock.pass(10_000);
    expect(await asked('Bearer good1')).toEqual([200, null]);
  });

  it('asks an address that asks too much to wait, for the public document too', async () => {
    const url = await serve({ limits: { token: GENEROUS, address: { burst: 2, perSecond: 0.5 }, refused: GENEROUS } });
    const asked = (from: string) => ask(url, 'GET', '/api/v1/openapi.json', { headers: { 'x-forwarded-for': from } });
    await asked('203.0.113.9');
    await asked('203.0.113.9');
    const { status, json, headers } = await asked('203.0.113.9');
    expect([status, json['code'], json['params'], headers.get('retry-after')]).toEqual([
      429,
      'too-many-requests',
      { seconds: 2 },
      '2',
    ]);
    expect((await asked('203.0.113.10')).status).toBe(200);
  });

  it('limits wrong tokens of an address harder, while a right one from there goes on', async () => {
    const url = await serve({ limits: { token: GENEROUS, address: GENEROUS, refused: { burst: 3, perSecond: 0.1 } } });
    const asked = (authorization: string, from = '203.0.113.9') =>
      ask(url, 'GET', '/api/v1/things/t1', { headers: { authorization, 'x-forwarded-for': from } });
    refusals = 0;
    for (let n = 0; n < 3; n++) expect((await asked(`Bearer bad${n}`)).status).toBe(401);
    await asked('Bearer bad');
    expect(refusals).toBe(3);
    const refused = await asked('');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await asked('Bearer good')).status).toBe(200);
    expect((await asked('Bearer bad', '203.0.113.10')).status).toBe(401);
    clock.pass(10_000);
    expect((await asked('Bearer bad')).status).toBe(401);
  });

  it('does a POST with a key once, and tells the answer again, a refusal too', async () => {
    const url = await serve();
    const keyed = (body: unknown, key = 'k 1') => say(url, body, { 'idempotency-key': key });
    for (const body of [
      { word: 'once', times: 1 },
      { word: 'no', times: 1 },
    ]) {
      told.length = 0;
      const first = await keyed(body, body.word);
      const again = await keyed(body, body.word);
      expect([again.status, again.text, again.type]).toEqual([first.status, first.text, first.type]);
      expect([first.headers.get('idempotent-replay'), again.headers.get('idempotent-replay')]).toEqual([null, 'true']);
      expect(told).toHaveLength(1);
    }
    expect(await keyed({ word: 'two', times: 2 }, 'once')).toMatchObject({ status: 422, json: { code: 'key-reused' } });
    await say(url, { word: 'free', times: 1 });
    await say(url, { word: 'free', times: 1 });
    expect(told).toHaveLength(3);
  });

  it.each(['', 'x'.repeat(129), 'tab\there'])('refuses the key %.10j', async key => {
    const url = await serve();
    const { status, json } = await say(url, { word: 'a', times: 1 }, { 'idempotency-key': key });
    expect([status, json['errors']]).toEqual([422, [expect.objectContaining({ field: 'idempotency-key' })]]);
  });

  it('shows and logs nothing of what went wrong inside but where, under a name that both know', async () => {
    const url = await serve();
    const { status, json, text } = await say(url, { word: 'fail', times: 1 });
    expect([status, json['code']]).toEqual([500, 'broken']);
    const line = log.lines.find(one => one.includes('request failed')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ endpoint: '/api/v1/words', instance: json['instance'], error: 'Error' });
    expect(line).toContain('api.test.ts');
    for (const place of [text, log.lines.join()]) expect(place).not.toContain(SECRET_WORDS);
  });

  it('answers for work that takes too long', async () => {
    const url = await serve({ answerWithinMs: 50 });
    const { status, json, headers } = await say(url, { word: 'never', times: 1 });
    expect([status, json['code'], headers.get('retry-after')]).toEqual([503, 'slow', '10']);
  });

  it('logs the address as the document writes it, never as it was asked', async () => {
    const url = await serve();
    await ask(url, 'GET', `/api/v1/things/${encodeURIComponent(SECRET_WORDS)}?phone=13800138000`);
    await ask(url, 'GET', '/api/v1/nothing/13800138000');
    await ask(url, 'GET', '/api/v1/things/t1', { headers: { authorization: 'Bearer bad13800138000' } });
    const lines = log.lines.map(line => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ path, status }) => [path, status])).toEqual([
      ['/api/v1/things/{id}', 422],
      [undefined, 404],
      [undefined, 401],
    ]);
    expect(log.lines.join()).not.toMatch(/13800138000|%E6|我家/);
  });
});
