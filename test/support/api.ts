/**
 * The API on a server of its own, over loopback, on a real database; every answer is kept so that it can be held against the document.
 */
import { createDirectoryApi, type DirectoryApiParts } from '../../src/api/index.ts';
import { folders } from '../../src/config.ts';
import type { Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { type ApiLimits, createServer } from '../../src/http/index.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import { shipped } from '../../src/shipped.ts';
import type { Storage } from '../../src/storage/index.ts';
import { clockAt, type TestClock } from './clock.ts';
import type { TestDatabase } from './databases.ts';
import { householdWords } from './household-words.ts';
import { readableLog, type TestLog } from './log.ts';
import type { Document } from './openapi.ts';

const wordbook = loadWordbook(folders.locales);
const rules = { policy: shipped.policy(), ...shipped.schemes() };

/** A body as a test walks through it. */
export interface Json {
  readonly [name: string]: Json | undefined;
}

/** What the server answered. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty where there is no body. */
  readonly json: Json;
}

export interface Sent {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly url: string;
  readonly rooms: Rooms;
  readonly storage: Storage;
  readonly clock: TestClock;
  readonly log: TestLog;
  readonly heard: Heard[];
  call(method: string, path: string, sent?: Sent): Promise<Heard>;
  document(): Promise<Document>;
  /** A token with a role in a scope. */
  token(role: Role, scope?: Scope): Promise<string>;
  stop(): Promise<void>;
}

/** Nobody in a test waits. */
const GENEROUS: ApiLimits = {
  token: { burst: 1e6, perSecond: 1e6 },
  address: { burst: 1e6, perSecond: 1e6 },
  refused: { burst: 1e6, perSecond: 1e6 },
};

export async function startApi(storage: Storage, parts: Partial<DirectoryApiParts> = {}): Promise<TestApi> {
  const clock = clockAt('2026-11-22T04:00:00Z');
  const log = readableLog();
  const rooms = createRooms(storage, wordbook, clock);
  const api = createDirectoryApi({
    ...rooms,
    gaps: { list: (regions, limit) => storage.conversation.gaps(limit, regions) },
    policy: rules.policy,
    rules: () => rules,
    householdWording: () => householdWords,
    wordbook,
    clock,
    log,
    limits: GENEROUS,
    ...parts,
  });
  const server = createServer({ host: '127.0.0.1', port: 0, routes: [], problemPage: String, api, clock, log });
  await server.start();
  const heard: Heard[] = [];
  return {
    url: server.url,
    rooms,
    storage,
    clock,
    log,
    heard,
    async call(method, path, { token, body, raw, key, headers = {} } = {}) {
      const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        ...(content === undefined ? {} : { body: content }),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(content === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...headers,
        },
      });
      const text = await response.text();
      const json: Json = text === '' ? {} : JSON.parse(text);
      const answer = { method, path, status: response.status, headers: response.headers, text, json };
      heard.push(answer);
      return answer;
    },
    document: async () => (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as Document,
    token: async (role, scope = { kind: 'all' }) =>
      must(await rooms.directory.tokens.issue(OPERATOR, { label: '测试', role, scope, days: 30 })).secret,
    stop: () => server.stop(),
  };
}

/** The API on a database of its own; `end` stops both. */
export async function apiOn(database: TestDatabase, parts: Partial<DirectoryApiParts> = {}) {
  const { storage, drop } = await database.open();
  const api = await startApi(storage, parts);
  const end = async () => {
    await api.stop();
    await storage.close();
    await drop();
  };
  return { api, end };
}

/** A part of a body that is text or a number. */
export const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The value of what must have been done. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.params)}`);
  return outcome.value;
}
