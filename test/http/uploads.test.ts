import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer, type Route, type SentFile, type Server, type ServerParts } from '../../src/http/index.ts';
import { clockAt } from '../support/clock.ts';
import { readableLog } from '../support/log.ts';
import { Visitor } from '../support/visitor.ts';

const running: Server[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.stop()));
});

/** A server with one form that takes files, and one that takes none; `gate` holds what was taken. */
async function serve(parts: Partial<ServerParts> = {}, gate: Promise<unknown> = Promise.resolve()) {
  const taken: SentFile[][] = [];
  const show: Route = {
    method: 'GET',
    path: '/',
    handle: ({ newToken }) => ({ kind: 'page', html: `<i name="token" value="${newToken()}">` }),
  };
  const take: Route = {
    method: 'POST',
    path: '/',
    uploads: { maxBytes: 2 ** 20 },
    async handle({ files }) {
      taken.push([...files]);
      await gate;
      return { kind: 'redirect', to: '/' };
    },
  };
  const other: Route = { method: 'POST', path: '/other', handle: () => ({ kind: 'redirect', to: '/' }) };
  const give: Route = {
    method: 'GET',
    path: '/file',
    handle: ({ query }) =>
      query.get('of') === 'a'
        ? { kind: 'file', name: '户表"\r\n’.xlsx', type: 'text/html', bytes: new Uint8Array(Buffer.from('<script>')) }
        : { kind: 'problem', problem: 'not_found' },
  };
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    routes: [show, take, other, give],
    problemPage: problem => `problem:${problem}`,
    clock: clockAt('2026-11-22T04:00:00Z'),
    log: readableLog(),
    ...parts,
  });
  await server.start();
  running.push(server);
  const visitor = new Visitor(server.url);
  await visitor.get();
  return { server, visitor, taken };
}

describe('forms with files', () => {
  it('are taken where the route takes files, with their token, and nowhere else', async () => {
    const { visitor, taken } = await serve();
    const bytes = new Uint8Array(100_000).fill(7);
    expect(await visitor.sendFile(bytes, 'a.jpg')).toMatchObject({ status: 303 });
    expect(taken.flat()).toEqual([{ field: 'file', name: 'a.jpg', bytes }]);
    expect(await visitor.sendFile(bytes, 'a.jpg', { token: 'forged.token' })).toMatchObject({
      status: 403,
      text: 'problem:stale',
    });
    expect(await visitor.sendFile(new Uint8Array(9), 'a.jpg', {}, '/other')).toMatchObject({
      status: 400,
      text: 'problem:bad_form',
    });
    // Where no files are taken, so much is not even read.
    expect(await visitor.sendFile(bytes, 'a.jpg', {}, '/other')).toMatchObject({ status: 413, text: 'problem:too_long' });
    const stranger = new Visitor(running[0]!.url);
    expect(await stranger.sendFile(bytes, 'a.jpg')).toMatchObject({ status: 403, text: 'problem:stale' });
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect(await visitor.sendFile(bytes, 'a.jpg', {}, '/', foreign)).toMatchObject({ status: 403, text: 'problem:foreign' });
    expect(taken.length).toBe(1);
  });

  it('are no larger than the route says, also where they do not say how large they are', async () => {
    const { server, visitor, taken } = await serve();
    const large = new Uint8Array(2 ** 20 + 20_000);
    expect(await visitor.sendFile(large, 'a.jpg')).toMatchObject({ status: 413, text: 'problem:too_large' });
    const head = `POST / HTTP/1.1\r\nhost: x\r\ncookie: ${visitor.cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\ntransfer-encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    expect(await raw(server, head + chunk.repeat(20))).toContain('413');
    expect(await visitor.send({ text: 'x'.repeat(17_000) })).toMatchObject({ status: 413, text: 'problem:too_long' });
    expect(taken).toEqual([]);
  });

  it('that are damaged are no form', async () => {
    const { server, visitor } = await serve();
    for (const body of ['', '--x', '--x\r\n\r\n\r\n--x--', 'garbage'.repeat(100)]) {
      const head = `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: ${visitor.cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${body.length}\r\n\r\n`;
      expect(await raw(server, head + body)).toContain('400');
    }
  });

  it('come two at a time from one address; the next is asked to wait', async () => {
    let open = () => {};
    const gate = new Promise<void>(resolve => {
      open = resolve;
    });
    const { visitor, taken } = await serve({}, gate);
    const send = () => visitor.sendFile(new Uint8Array(10), 'a.jpg');
    const first = [send(), send()];
    while (taken.length < 2) await new Promise(resolve => setTimeout(resolve, 10));
    const third = await send();
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '10']);
    open();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([303, 303]);
    expect(await send()).toMatchObject({ status: 303 });
  });
});

describe('a file that is given', () => {
  it('is kept by the browser under its name, and never opened in the page', async () => {
    const { visitor } = await serve();
    const { status, headers, text } = await visitor.get('/file?of=a');
    expect([status, text]).toEqual([200, '<script>']);
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E6%88%B7%E8%A1%A8%22%0D%0A%E2%80%99.xlsx");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await visitor.get('/file?of=b')).toMatchObject({ status: 404, text: 'problem:not_found' });
  });
});

/** Sends bytes as they are. */
function raw(server: Server, request: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = '';
    socket.on('data', data => {
      answer += String(data);
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
