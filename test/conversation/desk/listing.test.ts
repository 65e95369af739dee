import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/conversation/desk/listing.ts';

describe('a long list', () => {
  it('is shown whole, in its order, eight at a time, and then from the start', () => {
    fc.assert(
      fc.property(fc.nat(60), total => {
        const items = Array.from({ length: total }, (_, i) => i);
        const pages = Math.max(1, Math.ceil(total / 8));
        const read = Array.from({ length: pages }, (_, page) => pageOf(items, page));
        expect(read.flatMap(({ shown }) => shown)).toEqual(items);
        expect(read.map(({ isLast }) => isLast)).toEqual(read.map((_, page) => page === pages - 1));
        expect(pageOf(items, pages)).toEqual(read[0]);
      }),
    );
    expect(pageOf([...'abcdefgh'], 0)).toMatchObject({ isLast: true });
    expect(pageOf([...'abcdefghi'], 0).shown).toHaveLength(8);
  });
});
