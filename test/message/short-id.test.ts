import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShortId, longId, shortId } from '../../src/message/short-id.ts';

const MOST = 64;

describe('the short id of a choice', () => {
  it('fits, is the id itself where that fits, and finds the choice again among those offered', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 100 }), { minLength: 1, maxLength: 8 }), ids => {
        fc.pre(!ids.some(isShortId));
        for (const id of ids) {
          const short = shortId(id, MOST);
          expect(Buffer.byteLength(short)).toBeLessThanOrEqual(MOST);
          expect(short === id).toBe(Buffer.byteLength(id) <= MOST);
          expect(longId(short, ids)).toBe(id);
        }
      }),
    );
  });

  it('is left as it is where nothing of it is offered, as are words', () => {
    const short = shortId('低保'.repeat(20), MOST);
    expect(isShortId(short)).toBe(true);
    expect(longId(short, ['more', '低保'])).toBe(short);
    expect(longId('低保', ['more'])).toBe('低保');
    expect(isShortId('~差不多')).toBe(false);
  });
});
