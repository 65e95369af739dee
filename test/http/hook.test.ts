import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer, type Hook, type Server } from '../../src/http/index.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { readableLog } from '../support/log.ts';

const SECRET = 'a-secret_of-the-hook';
const JSON_TYPE = { 'content-type': 'application/json' };
const KNOWN = { ...JSON_TYPE, 'x-secret': SECRET };

describe('a hook', () => {
  const log = readableLog();
  let server: Server;
  let clock: TestClock;
  let taken: unknown[];
  let forged: string[];
  afterEach(() => server.stop());

  async function serve(take: Hook['take'] = async () => 'taken'): Promise<void> {
    taken = [];
    forged = [];
    clock = clockAt('2026-11-22T04:00:00Z');
    const hook: Hook = {
      path: '/hooks/one',
      secret: { header: 'x-secret', value: SECRET },
      take(body) {
        taken.push(body);
        return take(body);
      },
    };
    server = createServer({
      host: '127.0.0.1',
      port: 0,
      routes: [],
      problemPage: problem => `problem:${problem}`,
      hooks: [hook],
      onForged: async path => void forged.push(path),
      clock,
      log,
    });
    await server.start();
  }
  const post = (headers: Record<string, string>, body: string | ReadableStream = '{"a":1}', path = '/hooks/one') =>
    fetch(server.url + path, { method: 'POST', headers, body, duplex: 'half' });

  it('takes what comes with its secret, and answers once it is safe', async () => {
    const committing = new EventEmitter();
    await serve(async () => {
      await once(committing, 'done');
      return 'taken';
    });
    let answered = false;
    const answer = post(KNOWN).then(response => {
      answered = true;
      return response;
    });
    await expect.poll(() => taken).toEqual([{ a: 1 }]);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    committing.emit('done');
    expect((await answer).status).toBe(200);
    expect(forged).toEqual([]);
  });

  it('asks for it once more where it could not be taken', async () => {
    await serve(async () => 'later');
    expect((await post(KNOWN)).status).toBe(503);
    await server.stop();
    await serve(() => Promise.reject(new Error('我家的事')));
    expect((await post(KNOWN)).status).toBe(503);
    expect(log.lines.join()).not.toContain('我家的事');
  });

  it.each([
    ['none', {}],
    ['another one', { 'x-secret': 'another_secret_of-it' }],
    ['a beginning of it', { 'x-secret': SECRET.slice(0, -1) }],
    ['more than it', { 'x-secret': `${SECRET}x` }],
    ['an empty one', { 'x-secret': '' }],
  ])('refuses what comes with %s, unread, and has it recorded', async (_, headers) => {
    await serve();
    const response = await post({ ...JSON_TYPE, ...headers });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
    expect(taken).toEqual([]);
    expect(forged).toEqual(['/hooks/one']);
  });

  it('lets nobody try secrets for long, and goes on with the right one', async () => {
    await serve();
    const statuses = [];
    for (let i = 0; i < 15; i++) statuses.push((await post({ ...JSON_TYPE, 'x-secret': String(i) })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 5 }, () => 429)]);
    expect(forged).toHaveLength(10);
    for (let i = 0; i < 15; i++) expect((await post(KNOWN)).status).toBe(200);
    clock.pass(10_000);
    expect((await post(JSON_TYPE)).status).toBe(401);
  });

  it('does not take what is too long, whether it says so or not', async () => {
    await serve();
    const long = `{"a":"${'x'.repeat(1024 * 1024)}"}`;
    expect((await post(KNOWN, long)).status).toBe(413);
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(64 * 1024)));
      },
    });
    const status = await post(KNOWN, chunks).then(
      response => response.status,
      // The server may cut before the answer is read.
      () => 413,
    );
    expect(status).toBe(413);
    expect(taken).toEqual([]);
    expect((await post(KNOWN, `{"a":"${'x'.repeat(1024 * 1023)}"}`)).status).toBe(200);
  });

  it.each([
    ['no JSON', KNOWN, '{', 400],
    ['nothing', KNOWN, '', 400],
    ['a number', KNOWN, '5', 400],
    ['a form', { 'x-secret': SECRET, 'content-type': 'application/x-www-form-urlencoded' }, 'a=1', 415],
    ['something without a type', { 'x-secret': SECRET, 'content-type': '' }, '{}', 415],
  ])('does not take %s', async (_, headers, body, status) => {
    await serve();
    expect((await post(headers, body)).status).toBe(status);
    expect(taken).toEqual([]);
  });

  it('is there for nothing but a POST to its own address', async () => {
    await serve();
    expect((await fetch(`${server.url}/hooks/one`, { headers: KNOWN })).status).toBe(404);
    expect((await post(KNOWN, '{}', '/hooks/two')).status).toBe(404);
    expect((await post(KNOWN, '{}', '/hooks/one/x')).status).toBe(404);
  });
});
