/**
 * Files that pages load, held in memory. A file's address carries a digest of its content, so that browsers may keep it for good.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context } from 'hono';

/** A file that pages load. */
export interface Asset {
  /** `/assets/chat.css` */
  readonly path: string;
  /** The path with the digest of the content: what pages point to. */
  readonly href: string;
  readonly digest: string;
  readonly type: string;
  readonly body: string;
}

const TYPES: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** @throws where the file cannot be read, or is neither .css nor .js */
export function loadAsset(file: URL): Asset {
  const name = basename(file.pathname);
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
  if (!type) throw new Error(`${name} is no kind of file that pages load: use .css or .js`);
  const body = readFileSync(file, 'utf8');
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  const path = `/assets/${name}`;
  return { path, href: `${path}?v=${digest}`, digest, type, body };
}

/** Serves the file: for good under its digest's address, else asking again each time. */
export function serveAsset({ digest, type, body }: Asset, c: Context): Response {
  const cache = c.req.query('v') === digest ? 'public, max-age=31536000, immutable' : 'no-cache';
  const etag = `"${digest}"`;
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, { 'cache-control': cache, etag });
  return c.body(body, 200, { 'content-type': type, 'cache-control': cache, etag });
}
