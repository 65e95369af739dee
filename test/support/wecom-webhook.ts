/**
 * A webhook of WeCom's group robots over real HTTP, as the official one behaves: its error codes with status 200, 20 messages a minute for each
 * robot, texts up to 2048 bytes, keys that are those of a robot or are not. It can also be out of order in every way that a server can.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../src/shared/clock.ts';

/** A file as a group sees it; images have no name. */
export interface TestFile {
  readonly name?: string;
  readonly bytes: Buffer;
}

/** A robot in its group. */
export interface TestRobot {
  readonly key: string;
  /** What somebody copies out of WeCom. */
  readonly webhook: string;
  /** What the group has read, oldest first. */
  readonly shown: string[];
  /** Images and files that stand in the group. */
  readonly files: TestFile[];
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
  const robots = new Map<string, Robot>();
  const media = new Map<string, TestFile & { readonly by: Robot }>();
  const odd: Odd[] = [];
  let asked = 0;
  let tooFast = 0;

  const says = (response: ServerResponse, errcode: number, errmsg: string, more: object = {}) =>
    void response
      .writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
      .end(JSON.stringify({ errcode, errmsg, ...more }));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked++;
    const body = await buffer(request);
    const url = new URL(request.url ?? '', 'http://wecom');
    const robot = robots.get(url.searchParams.get('key') ?? '');
    const message = read(body.toString());
    const strange = odd.shift();
    if (strange?.kind === 'answers')
      return void response.writeHead(strange.status ?? 200, strange.headers ?? {}).end(strange.body);
    if (strange?.kind === 'hangs') return;
    if (strange?.kind === 'cut') {
      if (strange.shown && message?.text) robot?.shown.push(message.text.content);
      return void request.socket.destroy();
    }
    const isUpload = url.pathname === '/cgi-bin/webhook/upload_media';
    if (request.method !== 'POST' || !(isUpload || url.pathname === '/cgi-bin/webhook/send'))
      return void response.writeHead(404).end('Not Found');
    if (!robot?.isThere) return says(response, 93000, 'invalid webhook url, hint: [1700000000], from ip: 127.0.0.1');
    if (isUpload) {
      if (url.searchParams.get('type') !== 'file') return says(response, 40004, 'invalid media type');
      const file = await fileIn(request, body);
      if (!file) return says(response, 41005, 'media data missing');
      if (file.bytes.length <= 5 || file.bytes.length > 20 * 1024 * 1024) return says(response, 40009, 'invalid media size');
      const id = randomUUID();
      media.set(id, { ...file, by: robot });
      return says(response, 0, 'ok', { type: 'file', media_id: id, created_at: '1380000000' });
    }
    const fault = faultOf(message, id => media.get(id ?? '')?.by === robot);
    if (fault) return says(response, ...fault);
    const now = clock.now().getTime();
    while (robot.times[0] !== undefined && now - robot.times[0] >= 60_000) robot.times.shift();
    if (robot.times.length >= MOST_A_MINUTE) {
      tooFast++;
      return says(response, 45009, 'api freq out of limit');
    }
    robot.times.push(now);
    if (message?.text) robot.shown.push(message.text.content);
    if (message?.image) robot.files.push({ bytes: Buffer.from(message.image.base64, 'base64') });
    if (message?.file) {
      const { name, bytes } = media.get(message.file.media_id)!;
      robot.files.push({ ...(name === undefined ? {} : { name }), bytes });
    }
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
      const robot: Robot = { shown: [], files: [], times: [], isThere: true };
      robots.set(key, robot);
      return {
        key,
        webhook: `${api}/cgi-bin/webhook/send?key=${key}`,
        shown: robot.shown,
        files: robot.files,
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

interface Robot {
  readonly shown: string[];
  readonly files: TestFile[];
  readonly times: number[];
  isThere: boolean;
}

/** A message whose type is one of those that robots may send, as far as it is one. */
interface Message {
  readonly text?: { readonly content: string };
  readonly image?: { readonly base64: string; readonly md5: string };
  readonly file?: { readonly media_id: string };
}

function read(body: string): Message | undefined {
  try {
    const { msgtype = '', ...parts } = JSON.parse(body) as { msgtype?: string } & Record<string, object>;
    return ['text', 'image', 'file'].includes(msgtype) && parts[msgtype] ? { [msgtype]: parts[msgtype] } : undefined;
  } catch {
    return undefined;
  }
}

/** What the official one says of a message that it does not take. */
function faultOf(
  message: Message | undefined,
  knows: (media: string | undefined) => boolean,
): readonly [number, string] | undefined {
  if (!message) return [40008, 'invalid message type'];
  const { text, image, file } = message;
  if (text && text.content === '') return [44004, 'text content is empty'];
  if (text && Buffer.byteLength(text.content) > MOST_BYTES) return [40058, 'text.content exceed max length 2048'];
  const bytes = Buffer.from(image?.base64 ?? '', 'base64');
  if (bytes.length > 2 * 1024 * 1024) return [40009, 'invalid image size'];
  if (image && createHash('md5').update(bytes).digest('hex') !== image.md5) return [40058, 'image md5 mismatch'];
  if (file && !knows(file.media_id)) return [40007, 'invalid media_id'];
  return undefined;
}

/** The file of a multipart form. */
async function fileIn({ headers }: IncomingMessage, body: Buffer): Promise<TestFile | undefined> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => undefined);
  const file = form?.get('media');
  return file instanceof File ? { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) } : undefined;
}
