/**
 * A program that receives calls, over real HTTP on this machine.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

/** What receives. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How the next calls are answered, one after the other; then with 204. `silent` never answers. */
  answers(...next: readonly (number | 'silent' | 'cut' | 'nonsense' | { readonly location: string })[]): void;
  /** How calls are answered that nothing else is said of. */
  always(status: number): void;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const next: (number | 'silent' | 'cut' | 'nonsense' | { readonly location: string })[] = [];
  const held: ServerResponse[] = [];
  let otherwise = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), path: request.url ?? '' });
      const answer = next.shift() ?? otherwise;
      if (answer === 'silent') held.push(response);
      else if (answer === 'cut') request.socket.destroy();
      else if (answer === 'nonsense') request.socket.end('SSH-2.0-OpenSSH_9.6\r\n');
      else if (typeof answer === 'number') response.writeHead(answer).end('x'.repeat(100_000));
      else response.writeHead(302, answer).end();
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers: (...more) => void next.push(...more),
    always: status => {
      otherwise = status;
    },
    close: () =>
      new Promise(resolve => {
        for (const response of held) response.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether a call is signed with the secret, and not long ago: as whoever receives one would look at it. */
export function isGenuine({ headers, body }: Received, secret: string, now: Date): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([\da-f]{64})$/.exec(String(headers['anjia-signature'])) ?? [];
  const right = createHmac('sha256', secret).update(`${t}.${body}`).digest();
  return timingSafeEqual(right, Buffer.from(v1.padStart(64, '0'), 'hex')) && Math.abs(now.getTime() / 1000 - Number(t)) <= 300;
}
