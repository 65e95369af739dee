/**
 * Makes a photo anew from its pixels: upright, no larger than a screen shows, and without anything that the camera wrote beside them.
 */
import sharp from 'sharp';

// Decoders for what nobody takes are shut, whatever a file says of itself.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

/** A photo as it is kept: a JPEG. */
export type Photo = { readonly kind: 'photo'; readonly bytes: Uint8Array } | { readonly kind: 'damaged' | 'too-many-pixels' };

/** Longest side, in pixels: small print on a form can still be read. */
const LONGEST_SIDE = 1600;
const QUALITY = 80;
/** Telephones take 12 to 50 million; what claims more than this would take the machine's memory. */
const MOST_PIXELS = 64_000_000;
const WITHIN_SECONDS = 20;

/** One after the other: each takes memory for all its pixels. */
let before: Promise<unknown> = Promise.resolve();

/** @param bytes JPEG, PNG or WebP; of a moving picture the first frame */
export function developed(bytes: Uint8Array): Promise<Photo> {
  const photo = before.then(() => develop(bytes));
  before = photo;
  return photo;
}

async function develop(bytes: Uint8Array): Promise<Photo> {
  try {
    const { data } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: WITHIN_SECONDS })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { kind: 'photo', bytes: new Uint8Array(data) };
  } catch (error) {
    return { kind: error instanceof Error && /pixel limit/i.test(error.message) ? 'too-many-pixels' : 'damaged' };
  }
}
