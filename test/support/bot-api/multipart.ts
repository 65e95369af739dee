/**
 * Forms in parts, read as leniently as the Bot API reads them: names without quotation marks too, which the standard reader does not take.
 */

/** One field of a form. */
export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
}

/** @returns nothing where it is no such form */
export function readMultipart(body: Buffer, contentType: string): readonly FormPart[] | undefined {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = body.indexOf(mark);
  if (at < 0) return undefined;
  for (;;) {
    const start = at + mark.length;
    // The last mark bears two strokes.
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start);
    const heads = body.indexOf('\r\n\r\n', start);
    if (next < 0 || heads < 0 || heads > next) return undefined;
    const head = body.subarray(start, heads).toString('utf8');
    const name = readName(head, 'name');
    if (name === undefined) return undefined;
    const type = /^content-type:\s*(.+?)\s*$/im.exec(head)?.[1];
    parts.push({ name, filename: readName(head, 'filename'), type, bytes: Uint8Array.from(body.subarray(heads + 4, next)) });
    at = next + 2;
  }
}

/** A value of the disposition, with or without quotation marks. */
function readName(head: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return found?.[1] ?? found?.[2];
}
