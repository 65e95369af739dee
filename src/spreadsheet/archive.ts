/**
 * The zip archive that an .xlsx file is: unpacked with a limit before anybody parses it, and packed again without compression.
 */
import { crc32, inflateRawSync } from 'node:zlib';

/** The files of an archive by name, or why it cannot be unpacked. */
export type Unpacked =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'encrypted' | 'damaged' | 'too-big' };

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [STORED, DEFLATED] = [0, 8];
/** A field that is too small for its number: the number stands in the extra field (zip64). */
const FULL = 0xffffffff;

/**
 * What the archive says of sizes is believed only where it is too much; what really comes out counts.
 * @param wanted which files to unpack
 * @param most bytes that may come out altogether
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean, most: number): Unpacked {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = directoryOf(buffer).filter(({ name }) => wanted(name));
    if (entries.some(({ encrypted }) => encrypted)) return { kind: 'encrypted' };
    if (entries.reduce((sum, { size }) => sum + size, 0) > most) return { kind: 'too-big' };
    const files = new Map<string, Uint8Array>();
    let left = most;
    for (const entry of entries) {
      const file = contentOf(buffer, entry, left);
      left -= file.length;
      if (left < 0) return { kind: 'too-big' };
      files.set(entry.name, file);
    }
    return { kind: 'files', files };
  } catch (error) {
    // A broken archive shows as a read beyond the end, or as data that cannot be inflated.
    return { kind: error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-big' : 'damaged' };
  }
}

interface Entry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

function directoryOf(buffer: Buffer): Entry[] {
  const end = buffer.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || buffer.readUInt32LE(end) !== END) throw new RangeError('no directory');
  const entries: Entry[] = [];
  const directory = buffer.readUInt32LE(end + 16);
  // Where the number is full, the directory is the one that ends right before the zip64 records; it is found by its size then.
  let at =
    directory === FULL ? Number(buffer.readBigUInt64LE(buffer.lastIndexOf(Buffer.from('PK\x06\x06', 'latin1')) + 48)) : directory;
  for (; at < end && buffer.readUInt32LE(at) === CENTRAL; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(field => buffer.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    const numbers = wideNumbers(buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
    const number = (field: number) => {
      const narrow = buffer.readUInt32LE(at + field);
      return narrow === FULL ? (numbers.shift() ?? narrow) : narrow;
    };
    // In the order in which zip64 lists them.
    const [size, packed, offset] = [number(24), number(20), number(42)];
    entries.push({
      name,
      encrypted: (buffer.readUInt16LE(at + 8) & 1) === 1,
      method: buffer.readUInt16LE(at + 10),
      packed,
      size,
      offset,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The numbers of the zip64 extra field. */
function wideNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const count = Math.min(3, Math.floor(extra.readUInt16LE(at + 2) / 8));
    return Array.from({ length: count }, (_, index) => Number(extra.readBigUInt64LE(at + 4 + 8 * index)));
  }
  return [];
}

function contentOf(buffer: Buffer, { method, packed, offset }: Entry, most: number): Uint8Array {
  if (buffer.readUInt32LE(offset) !== LOCAL) throw new RangeError('no file here');
  const start = offset + 30 + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  if (start + packed > buffer.length) throw new RangeError('cut off');
  const data = buffer.subarray(start, start + packed);
  if (method === STORED) return data;
  if (method !== DEFLATED) throw new RangeError('packed in another way');
  return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
}

/** An archive of files as they are. */
export function pack(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, file] of files) {
    const nameBytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(file), 10);
    common.writeUInt32LE(file.length, 14);
    common.writeUInt32LE(file.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    common.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, nameBytes);
    parts.push(signature(LOCAL), common, nameBytes, file);
    offset += 30 + nameBytes.length + file.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
