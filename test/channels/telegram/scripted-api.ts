/** A Bot API of which a test says what it answers: for what the server that others wrote cannot do. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer to a call: what the Bot API would send, or how the connection ends. */
export type Answer =
  | { readonly result: unknown }
  | { readonly error_code: number; readonly description?: string; readonly parameters?: object }
  | { readonly raw: string | Uint8Array; readonly status?: number }
  | 'cut'
  | 'hang';

export interface Call {
  readonly method: string;
  readonly body: Record<string, unknown>;
  /** As it came: a form, where a file is sent. */
  readonly raw: string;
}

export interface ScriptedApi {
  readonly url: string;
  readonly calls: readonly Call[];
  /** The calls of a method. */
  called(method: string): readonly Call[];
  /** What is answered from now on. Default: who the bot is, no update ever, and yes to everything else. */
  answer: (call: Call) => Answer | undefined;
  stop(): Promise<void>;
}

export const TOKEN = '42:AAbbCCddEEffGGhhIIjjKKll';

export async function openScripted(): Promise<ScriptedApi> {
  const calls: Call[] = [];
  const usual = ({ method }: Call): Answer => {
    if (method === 'getMe') return { result: { id: 42, is_bot: true, username: 'anjia_bot' } };
    if (method === 'getUpdates') return 'hang';
    return { result: method.startsWith('send') ? { message_id: calls.length } : true };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const isJson = request.headers['content-type']?.includes('json') ?? false;
      const body = (isJson ? JSON.parse(raw) : {}) as Record<string, unknown>;
      const call: Call = { method: request.url!.slice(request.url!.indexOf('/', 1) + 1), body, raw };
      calls.push(call);
      give(api.answer(call) ?? usual(call), response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const api: ScriptedApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    called: method => calls.filter(call => call.method === method),
    answer: () => undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return api;
}

function give(answer: Answer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'cut') return void response.destroy();
  if ('raw' in answer) return void response.writeHead(answer.status ?? 200).end(answer.raw);
  const isError = 'error_code' in answer;
  response.writeHead(isError ? answer.error_code : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: !isError, ...answer }));
}
