import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { developed } from '../../src/attachments/photo.ts';
import { pixelBomb, SECRET, telephonePhoto } from '../support/photos.ts';

/** What stands in a file, as somebody would look for it. */
const letters = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const photoOf = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const photo = await developed(bytes);
  if (photo.kind !== 'photo') throw new Error(photo.kind);
  return photo.bytes;
};

describe('a photo that is taken', () => {
  it('bears nothing of what the camera wrote beside it', async () => {
    const before = await telephonePhoto();
    const told = await sharp(before).metadata();
    // What is to go is there first.
    expect(told).toMatchObject({ orientation: 6 });
    for (const one of [...Object.values(SECRET), 'XMP-GEHEIM', 'Exif']) expect(letters(before)).toContain(one);
    expect(told.exif && told.icc && told.xmp).toBeTruthy();

    const bytes = await photoOf(before);
    for (const one of [...Object.values(SECRET), 'XMP', 'Exif', 'ICC_PROFILE', 'GPS', 'adobe'])
      expect(letters(bytes)).not.toContain(one);
    const after = await sharp(bytes).metadata();
    expect([after.format, after.exif, after.icc, after.xmp, after.iptc, after.comments]).toEqual([
      'jpeg',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    // Only the segments that a picture needs: no APP1 to APP15, no comment.
    expect(segments(bytes).filter(marker => (marker > 0xe0 && marker <= 0xef) || marker === 0xfe)).toEqual([]);
  });

  it('stands upright, and is no larger than a screen shows', async () => {
    expect(await sharp(await photoOf(await telephonePhoto(400, 300))).metadata()).toMatchObject({ width: 300, height: 400 });
    const { width, height } = await sharp(await photoOf(await telephonePhoto(4000, 3000))).metadata();
    expect([width, height]).toEqual([1200, 1600]);
  });

  it('is a JPEG whatever it was; what could be seen through is white', async () => {
    const clear = sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    for (const bytes of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer()]) {
      const { data, info } = await sharp(await photoOf(bytes))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.channels, data[0], data[1], data[2]]).toEqual([3, 255, 255, 255]);
    }
  });

  it('leaves behind what was hung onto its end', async () => {
    const polyglot = Buffer.concat([await telephonePhoto(), Buffer.from('PK\x03\x04 <script>alert(1)</script> xl/workbook.xml')]);
    expect(letters(await photoOf(polyglot))).not.toMatch(/script|workbook/);
  });
});

describe('a photo that is not taken', () => {
  it('claims more pixels than a telephone has', async () => {
    const bomb = pixelBomb(60_000, 60_000);
    expect(bomb.length).toBeLessThan(5_000);
    expect(await developed(bomb)).toEqual({ kind: 'too-many-pixels' });
  });

  it('is cut off, damaged, or no photo at all', async () => {
    const whole = await telephonePhoto(1200, 900);
    const noise = Buffer.from(whole);
    for (let i = 20; i < noise.length; i += 7) noise[i] = (noise[i]! * 31 + i) & 0xff;
    const png = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const hostile: readonly Uint8Array[] = [
      whole.subarray(0, whole.length - 600),
      whole.subarray(0, 40),
      png.subarray(0, png.length - 100),
      noise,
      Buffer.from('\xff\xd8\xff', 'latin1'),
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'),
      new Uint8Array(),
    ];
    for (const bytes of hostile) expect(await developed(bytes)).toEqual({ kind: 'damaged' });
  });

  it('is of a kind that nobody takes: its decoder is shut', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
    );
    const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .gif()
      .toBuffer();
    // Support opens them for the tests; the program's own list is set again here.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
    for (const bytes of [svg, gif]) expect(await developed(bytes)).toEqual({ kind: 'damaged' });
  });
});

/** The markers of a JPEG's head, up to its pixels. */
function segments(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!)
    found.push(bytes[at + 1]!);
  return found;
}
