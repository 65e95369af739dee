/**
 * The HTTP side of the double: reads calls, answers them as the Bot API does, and lets happen to them what the weather brings.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import { Refusal, tooMany } from './refusal.ts';
import { type Call, numberIn, objectIn, readCall } from './request.ts';
import type { Method } from './sending.ts';
import type { Updates } from './updates.ts';
import type { StoredFile } from './world.ts';

/** A call that was answered, or was not. */
export interface Called {
  readonly method: string;
  readonly fields: Call['fields'];
  readonly at: number;
  /** The status that it was answered with; 0 where it was not. */
  readonly status: number;
  /** Seconds that it was asked to wait. */
  readonly waitS?: number | undefined;
}

/** What is served. */
export interface ServedBot {
  readonly token: string;
  readonly methods: Readonly<Record<string, Method>>;
  readonly updates: Updates;
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly faults: () => Faults;
  readonly onCalled: (call: Called) => void;
}

export interface BotServer {
  readonly url: string;
  /** All connections break at once. */
  cut(): void;
  stop(): Promise<void>;
}

/** Serves one bot on a free port of this machine. */
export async function serveBot({ token, methods, updates, files, faults, onCalled }: ServedBot): Promise<BotServer> {
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      // A client that left in the middle of a call is none of the double's faults.
      if (!request.socket.destroyed) console.error(error);
      request.socket.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    const [, called, name = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    if (called === undefined) return download(pathname, response);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (called !== token) return reply(response, refused(new Refusal(401, 'Unauthorized')));
    const call = await readCall(request).catch((error: unknown) => error);
    if (!isCall(call)) return reply(response, refused(call));
    const fault = faults().next(name, numberIn(call.fields, 'chat_id'));
    const note = (status: number, body?: unknown) => {
      if (name !== 'getUpdates') onCalled({ method: name, fields: call.fields, at: Date.now(), status, waitS: waitIn(body) });
    };
    const isAfter = fault?.endsWith('After');
    if (fault === undefined || isAfter) {
      const answer = await perform(name, call, gone.signal);
      if (fault === undefined) {
        note(answer.status, answer.body);
        return reply(response, answer);
      }
    }
    switch (fault) {
      case 'tooMany': {
        const answer = refused(tooMany(faults().wait()));
        note(answer.status, answer.body);
        return reply(response, answer);
      }
      case 'error':
      case 'errorAfter':
        note(502);
        return reply(response, refused(new Refusal(502, 'Bad Gateway')));
      case 'garbage':
      case 'garbageAfter':
        note(200);
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1>');
        return;
      case 'stall':
      case 'stallAfter':
        note(0);
        await pause(faults().stallMs, undefined, { signal: gone.signal }).catch(() => {});
        request.socket.destroy();
        return;
      default:
        note(0);
        request.socket.destroy();
    }
  }

  async function perform(name: string, call: Call, gone: AbortSignal): Promise<Answer> {
    try {
      if (name === 'getUpdates') return { status: 200, body: { ok: true, result: await poll(call, gone) } };
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (!method) throw new Refusal(404, 'Not Found: method not found');
      return { status: 200, body: { ok: true, result: method(call) } };
    } catch (error) {
      return refused(error);
    }
  }

  function poll({ fields }: Call, gone: AbortSignal) {
    const allowed = objectIn(fields, 'allowed_updates') as readonly string[] | undefined;
    if (allowed) updates.allow(allowed);
    const limit = Math.min(100, Math.max(1, numberIn(fields, 'limit') ?? 100));
    const timeoutMs = Math.min(50, numberIn(fields, 'timeout') ?? 0) * 1000;
    return updates.poll({ offset: numberIn(fields, 'offset') ?? 0, limit, timeoutMs }, gone);
  }

  function download(pathname: string, response: ServerResponse): void {
    const [, called, path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname) ?? [];
    const kept = called === token ? [...files.values()].find(file => file.path === path) : undefined;
    if (!kept) {
      reply(response, refused(new Refusal(404, 'Not Found')));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': kept.bytes.length });
    response.end(kept.bytes);
  }

  return {
    url,
    cut: () => server.closeAllConnections(),
    async stop() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function refused(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  const { code, message, parameters } = error;
  return { status: code, body: { ok: false, error_code: code, description: message, ...(parameters ? { parameters } : {}) } };
}

const waitIn = (body: unknown): number | undefined =>
  (body as { readonly parameters?: { readonly retry_after?: number } } | undefined)?.parameters?.retry_after;

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const isCall = (call: unknown): call is Call => typeof call === 'object' && call !== null && 'fields' in call;
