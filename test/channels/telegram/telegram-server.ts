/**
 * A Bot API server that others wrote, behind a proxy that gives it what it lacks: requests for updates are held until there are some, and updates come
 * again until they are confirmed.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import TelegramServer from 'telegram-test-api';

export const TOKEN = '666:AAbbCCddEEffGGhhIIjjKKll';
/** The bot's name there. */
export const BOT = 'TestNameBot';

/** What the bot said in a chat. */
export interface Said {
  readonly text: string;
  readonly messageId: number;
  readonly buttons: readonly { readonly text: string; readonly callback_data?: string; readonly url?: string }[];
  readonly replyTo?: number | undefined;
}

export interface World {
  /** For `TELEGRAM_API`. */
  readonly api: string;
  readonly server: TelegramServer;
  /** Somebody's telephone in a chat. */
  phone(person: number, chat?: number): Phone;
  /** An update of a kind that the server does not know. */
  send(update: object): void;
  /** Sends the last update again, as where it was not confirmed. */
  again(): void;
  /** The next message that the bot sends meets this instead of the server. */
  failNext(how: Failure): void;
  /** What the bot asked for. */
  readonly asked: readonly { readonly method: string; readonly body: Record<string, unknown> }[];
  stop(): Promise<void>;
}

export interface Phone {
  say(text: string, more?: object): Promise<void>;
  press(data: string): Promise<void>;
  /** What the bot said here so far. */
  heard(): readonly Said[];
}

/** An answer of the Bot API, or none. */
export type Failure = { readonly error_code: number; readonly description: string; readonly parameters?: object } | 'cut';

const LOOK_EVERY_MS = 20;

export async function openWorld(): Promise<World> {
  const server = new TelegramServer({ host: '127.0.0.1', port: await freePort(), storeTimeout: 600 });
  await server.start();
  const upstream = server.config.apiURL;
  let pending: { update_id: number }[] = [];
  let injected = 1_000_000;
  let lastUpdate: object = {};
  let failure: Failure | undefined;
  const asked: { method: string; body: Record<string, unknown> }[] = [];

  const proxy: Server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const method = request.url!.slice(request.url!.lastIndexOf('/') + 1);
    const parsed = (request.headers['content-type']?.includes('json') && body ? JSON.parse(body) : {}) as Record<string, unknown>;
    asked.push({ method, body: parsed });
    if (method === 'getUpdates') return give(parsed, response);
    if (method === 'sendMessage' && failure) {
      const how = failure;
      failure = undefined;
      if (how === 'cut') return void response.destroy();
      response.writeHead(how.error_code, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ ok: false, ...how }));
    }
    const answer = await fetch(upstream + request.url!, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      body: body || '{}',
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  }
  async function give(
    { offset = 0, timeout = 0 }: { offset?: number; timeout?: number },
    response: ServerResponse,
  ): Promise<void> {
    const until = Date.now() + timeout * 1000;
    pending = pending.filter(({ update_id }) => update_id >= offset);
    while (!response.destroyed) {
      pending.push(...(server.getUpdates(TOKEN) as typeof pending));
      lastUpdate = pending.at(-1) ?? lastUpdate;
      if (pending.length > 0 || Date.now() >= until) break;
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result: pending }));
  }
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));

  const saidIn = (chat: number): readonly Said[] =>
    server.getUpdatesHistory(TOKEN).flatMap((update): Said[] => {
      if (!('message' in update) || !('chat_id' in update.message) || Number(update.message.chat_id) !== chat) return [];
      const {
        text,
        reply_markup: markup,
        ...rest
      } = update.message as unknown as {
        text: string;
        reply_markup?: { inline_keyboard: Said['buttons'][] };
        reply_parameters?: { message_id: number };
      };
      return [
        {
          text,
          messageId: update.messageId,
          buttons: markup?.inline_keyboard.flat() ?? [],
          replyTo: rest.reply_parameters?.message_id,
        },
      ];
    });

  return {
    api: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    server,
    asked,
    phone(person, chat = person) {
      const client = server.getClient(TOKEN, { userId: person, chatId: chat, type: chat < 0 ? 'supergroup' : 'private' });
      return {
        say: async (text, more = {}) => void (await client.sendMessage(client.makeMessage(text, more))),
        press: async data => {
          const at = saidIn(chat).at(-1)?.messageId ?? 1;
          await client.sendCallback(client.makeCallbackQuery(data, { message: { message_id: at } }));
        },
        heard: () => saidIn(chat),
      };
    },
    send: update => void pending.push({ update_id: injected++, ...update }),
    again: () => void pending.push({ ...lastUpdate, update_id: injected++ }),
    failNext(how) {
      failure = how;
    },
    async stop() {
      proxy.closeAllConnections();
      await new Promise(resolve => proxy.close(resolve));
      await server.stop();
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}
