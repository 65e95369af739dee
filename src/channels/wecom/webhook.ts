/**
 * One question to a robot's webhook. The address holds the robot's key: no error and no answer of this file repeats it.
 */
import type { OutgoingFile } from '../../message/index.ts';

/** Where a robot is spoken to. */
export interface Webhook {
  readonly api: string;
  readonly key: string;
  readonly patienceMs: number;
}

/** What came back. */
export type Answer =
  /**
   * @param errcode what the platform says of it; nothing where it says nothing that can be read
   * @param media what it calls a file that it took
   */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly errcode?: number | undefined;
      readonly media?: string | undefined;
    }
  /** @param perhaps whether the question may have arrived */
  | { readonly kind: 'silent'; readonly perhaps: boolean };

/** A robot's answers are a line of JSON; more than this is not read. */
const MOST_BYTES = 64 * 1024;

/** Asks to show a message. Never throws. */
export const show = (webhook: Webhook, message: object): Promise<Answer> =>
  ask(webhook, 'send', { headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) });

/** Hands over a file, to be shown afterwards. Never throws. */
export function upload(webhook: Webhook, { name, type, content }: OutgoingFile): Promise<Answer> {
  const body = new FormData();
  body.set('media', new Blob([Buffer.from(content, 'base64')], { type }), name);
  return ask(webhook, 'upload_media', { body }, '&type=file');
}

async function ask(
  { api, key, patienceMs }: Webhook,
  what: 'send' | 'upload_media',
  content: Pick<RequestInit, 'headers' | 'body'>,
  more = '',
): Promise<Answer> {
  try {
    const response = await fetch(`${api}/cgi-bin/webhook/${what}?key=${encodeURIComponent(key)}${more}`, {
      method: 'POST',
      ...content,
      // Wherever else it leads, the key is not to go there.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { kind: 'answered', status: response.status, ...saidIn(await read(response)) };
  } catch (error) {
    return { kind: 'silent', perhaps: !neverArrived(error) };
  }
}

async function read({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // What is longer is no answer of a robot; leaving the loop ends the connection.
    if (size > MOST_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function saidIn(text: string): { readonly errcode?: number; readonly media?: string } {
  try {
    const said = JSON.parse(text) as { readonly errcode?: unknown; readonly media_id?: unknown } | null;
    const { errcode, media_id: media } = said ?? {};
    return {
      ...(Number.isSafeInteger(errcode) ? { errcode: errcode as number } : {}),
      ...(typeof media === 'string' && media !== '' ? { media } : {}),
    };
  } catch {
    return {};
  }
}

/** Nobody was there to take it. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && UNREACHED.has(String(cause.code));
}
