/**
 * One question to a robot's webhook. The address holds the robot's key: no error and no answer of this file repeats it.
 */

/** Where a robot is spoken to. */
export interface Webhook {
  readonly api: string;
  readonly key: string;
  readonly patienceMs: number;
}

/** What came back. */
export type Answer =
  /** @param errcode what the platform says of it; nothing where it says nothing that can be read */
  | { readonly kind: 'answered'; readonly status: number; readonly errcode?: number | undefined }
  /** @param perhaps whether the question may have arrived */
  | { readonly kind: 'silent'; readonly perhaps: boolean };

/** A robot's answers are a line of JSON; more than this is not read. */
const MOST_BYTES = 64 * 1024;

/** Asks, and reads the answer. Never throws. */
export async function ask({ api, key, patienceMs }: Webhook, message: object): Promise<Answer> {
  try {
    const response = await fetch(`${api}/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      // Wherever else it leads, the key is not to go there.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { kind: 'answered', status: response.status, errcode: errcodeIn(await read(response)) };
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

function errcodeIn(text: string): number | undefined {
  try {
    const said: unknown = JSON.parse(text);
    const errcode = typeof said === 'object' && said !== null && 'errcode' in said ? said.errcode : undefined;
    return Number.isSafeInteger(errcode) ? (errcode as number) : undefined;
  } catch {
    return undefined;
  }
}

/** Nobody was there to take it. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && UNREACHED.has(String(cause.code));
}
