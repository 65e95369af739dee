/**
 * The parameters of a call, however they came: in the address, as JSON, as a form, or in parts with files.
 */
import type { IncomingMessage } from 'node:http';
import { readMultipart } from './multipart.ts';
import { badRequest, Refusal } from './refusal.ts';

/** A file that was sent along. */
export interface SentFile {
  readonly name: string;
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
}

/** Parameters by their name; documents are read, whether they came as such or as text. */
export interface Call {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, SentFile>;
}

/** The most that the Bot API takes. */
const MOST_BYTES = 51 * 2 ** 20;

/** @throws {Refusal} where it cannot be read */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams);
  const body = await bytesOf(request);
  const type = request.headers['content-type'] ?? '';
  const files = new Map<string, SentFile>();
  if (body.length === 0) return { fields: query, files };
  if (type.startsWith('application/json')) return { fields: { ...query, ...documentIn(body.toString('utf8')) }, files };
  const fields: Record<string, unknown> = { ...query };
  if (!type.startsWith('multipart/')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) fields[name] = value;
    return { fields, files };
  }
  const parts = readMultipart(body, type);
  if (!parts) throw badRequest('the form cannot be read');
  for (const { name, filename, type, bytes } of parts) {
    if (filename === undefined) fields[name] = Buffer.from(bytes).toString('utf8');
    else files.set(name, { name: filename, type, bytes });
  }
  return { fields, files };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function documentIn(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw badRequest("can't parse the request body as a JSON object");
}

/** A number, as such or as text; nothing where it is neither. */
export function numberIn(fields: Call['fields'], name: string): number | undefined {
  const value = fields[name];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

export const isTrue = (fields: Call['fields'], name: string): boolean => fields[name] === true || fields[name] === 'true';

export const textIn = (fields: Call['fields'], name: string): string | undefined => {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A document, as such or as JSON. @throws {Refusal} */
export function objectIn(fields: Call['fields'], name: string): unknown {
  const value = fields[name];
  if (value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`can't parse ${name} JSON object`);
  }
}
