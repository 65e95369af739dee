/** Photos as telephones take them, and files that only claim to be some. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

// The tests make pictures of kinds that the program shuts out.
sharp.unblock({ operation: ['VipsForeignLoad'] });

/** What a camera writes beside the picture: where it was taken, by whom, with what. */
export const SECRET = { maker: 'GEHEIM-KAMERA', artist: 'LUO SHIZHEN', note: 'DONG 3-502' } as const;

/** A JPEG with EXIF (GPS among it), turned on its side. */
export const telephonePhoto = (width = 400, height = 300): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#c04020' } })
    .jpeg()
    .withExif({
      IFD0: { Make: SECRET.maker, Artist: SECRET.artist, ImageDescription: SECRET.note },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 35/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 43/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>XMP-GEHEIM</note></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .toBuffer();

/** A PNG of a few bytes that claims so many pixels. */
export function pixelBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(2 ** 20));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
