/**
 * Takes a form of several parts to pieces (RFC 7578): a few parts, names and bytes as they are. Whatever is not in order is `undefined`.
 */

/** A file that came with a form. */
export interface SentFile {
  readonly field: string;
  /** What the browser calls it: nobody's word for what it is. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a form of several parts holds. */
export interface Multipart {
  readonly fields: ReadonlyMap<string, string>;
  /** Where nothing was chosen there is no file. */
  readonly files: readonly SentFile[];
}

/** A page of ours sends two or three. */
const MOST_PARTS = 10;
const LONGEST_HEAD = 2_000;
/** In bytes, for all fields together. */
const LONGEST_FIELDS = 16 * 1024;

/** @param type the header `content-type` */
export function readMultipart(body: Uint8Array, type: string): Multipart | undefined {
  const [, quoted, plain] = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const line = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const first = line.subarray(2);
  if (!bytes.subarray(0, first.length).equals(first)) return undefined;
  const fields = new Map<string, string>();
  const files: SentFile[] = [];
  let left = LONGEST_FIELDS;
  let at = first.length;
  for (let parts = 0; parts <= MOST_PARTS; parts++) {
    if (bytes.toString('latin1', at, at + 2) === '--') return { fields, files };
    const headEnd = bytes.subarray(at, at + LONGEST_HEAD).indexOf('\r\n\r\n');
    const end = bytes.indexOf(line, at);
    if (headEnd < 0 || end < at + headEnd + 2) return undefined;
    const { name, file } = dispositionOf(bytes.toString('utf8', at, at + headEnd));
    if (name === undefined) return undefined;
    const content = bytes.subarray(at + headEnd + 4, Math.max(end, at + headEnd + 4));
    if (file === undefined) {
      left -= content.length;
      if (left < 0) return undefined;
      fields.set(name, content.toString('utf8'));
    } else if (file !== '' || content.length > 0) files.push({ field: name, name: file, bytes: new Uint8Array(content) });
    at = end + line.length;
  }
  return undefined;
}

/** What a part is called. Browsers write quotation marks in names as `%22`, so a quoted name ends at the first one. */
function dispositionOf(head: string): { readonly name?: string | undefined; readonly file?: string | undefined } {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? '';
  return {
    name: /(?:^|;)\s*name="([^"\r\n]*)"/i.exec(disposition)?.[1],
    file: /;\s*filename="([^"\r\n]*)"/i.exec(disposition)?.[1],
  };
}
