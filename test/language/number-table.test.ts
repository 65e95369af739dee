import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNumberTable } from '../../src/language/number-table.ts';

it('places numbers in the order in which they come, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 })), { maxLength: 200 }), numbers => {
      const table = createNumberTable();
      const places = new Map<number, number>();
      for (const number of numbers) {
        if (!places.has(number)) {
          expect(table.placeOf(number)).toBe(-1);
          places.set(number, places.size);
        }
        expect(table.place(number)).toBe(places.get(number));
      }
      for (const [number, place] of places) expect(table.placeOf(number)).toBe(place);
      expect([...table.numbers()]).toEqual([...places.keys()]);
      expect(table.size).toBe(places.size);
    }),
  );
});

it('keeps a hundred thousand, and finds none that it was not given', () => {
  const table = createNumberTable();
  const given = Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x10001) | 0);
  expect(given.map(number => table.place(number))).toEqual(given.map((_, i) => i));
  expect(given.every((number, i) => table.placeOf(number) === i)).toBe(true);
  expect(table.placeOf(0x7fff_ffff)).toBe(-1);
});
