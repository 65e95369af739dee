/**
 * A webhook of WeCom's group robots over real HTTP, as the official one behaves: its error codes with status 200, 20 messages a minute for each
 * robot, texts up to 2048 bytes, keys that are those of a robot or are not. It can also be out of order in every way that a server can.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../src/shared/clock.ts';

/** A robot in its group. */
export interface TestRobot {
  readonly key: string;
  /** What somebody copies out of WeCom. */
  readonly webhook: string;
  /** What the group has read, oldest first. */
  readonly shown: string[];
  /** The robot is taken out of its group. */
  remove(): void;
}

/** What is answered instead of what should be. */
export type Odd =
  | { readonly kind: 'answers'; readonly status?: number; readonly body: string; readonly headers?: Record<string, string> }
  /** The connection ends without an answer. @param shown whether the message is shown all the same */
  | { readonly kind: 'cut'; readonly shown: boolean }
  /** Nothing comes for longer than anybody waits. */
  | { readonly kind: 'hangs' };

export interface WecomServer {
  /** What `WECOM_API` would be. */
  readonly api: string;
  /** How many messages a robot was asked to show, refused ones too. */
  readonly asked: () => number;
  /** How many were refused for coming too fast. */
  readonly tooFast: () => number;
  robot(): TestRobot;
  /** The next requests are answered so, one each. */
  answersNext(...odd: readonly Odd[]): void;
  stop(): Promise<void>;
}

const MOST_A_MINUTE = 20;
const MOST_BYTES = 2048;

export async function startWecom(clock: Clock): Promise<WecomServer> {
  const robots = new Map<string, { readonly shown: string[]; readonly times: number[]; isThere: boolean }>();
  const odd: Odd[] = [];
  let asked = 0;
  let tooFast = 0;

  const says = (response: ServerResponse, errcode: number, errmsg: string) =>
    void response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify({ errcode, errmsg }));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked++;
    const body = await text(request);
    const url = new URL(request.url ?? '', 'http://wecom');
    const robot = robots.get(url.searchParams.get('key') ?? '');
    const message = read(body);
    const strange = odd.shift();
    if (strange?.kind === 'answers')
      return void response.writeHead(strange.status ?? 200, strange.headers ?? {}).end(strange.body);
    if (strange?.kind === 'hangs') return;
    if (strange?.kind === 'cut') {
      if (strange.shown && message) robot?.shown.push(message.content);
      return void request.socket.destroy();
    }
    if (request.method !== 'POST' || url.pathname !== '/cgi-bin/webhook/send')
      return void response.writeHead(404).end('Not Found');
    if (!robot?.isThere) return says(response, 93000, 'invalid webhook url, hint: [1700000000], from ip: 127.0.0.1');
    if (!message) return says(response, 40008, 'invalid message type');
    if (message.content === '') return says(response, 44004, 'text content is empty');
    if (Buffer.byteLength(message.content) > MOST_BYTES) return says(response, 40058, 'text.content exceed max length 2048');
    const now = clock.now().getTime();
    while (robot.times[0] !== undefined && now - robot.times[0] >= 60_000) robot.times.shift();
    if (robot.times.length >= MOST_A_MINUTE) {
      tooFast++;
      return says(response, 45009, 'api freq out of limit');
    }
    robot.times.push(now);
    robot.shown.push(message.content);
    return says(response, 0, 'ok');
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    api,
    asked: () => asked,
    tooFast: () => tooFast,
    robot() {
      const key = randomUUID();
      const robot = { shown: [], times: [], isThere: true };
      robots.set(key, robot);
      return {
        key,
        webhook: `${api}/cgi-bin/webhook/send?key=${key}`,
        shown: robot.shown,
        remove() {
          robot.isThere = false;
        },
      };
    },
    answersNext: (...next) => void odd.push(...next),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(body: string): { readonly content: string } | undefined {
  try {
    const { msgtype, text: inner } = JSON.parse(body) as { msgtype?: unknown; text?: { content?: unknown } };
    return msgtype === 'text' && typeof inner?.content === 'string' ? { content: inner.content } : undefined;
  } catch {
    return undefined;
  }
}
