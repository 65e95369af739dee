/**
 * A table from whole numbers of 32 bits to places 0, 1, 2 … in the order in which they come: an open hash table in flat memory, since what is
 * learned asks for millions of them.
 */
export interface NumberTable {
  readonly size: number;
  /** Where a number stands; -1 where it does not. */
  placeOf(number: number): number;
  /** The same; it takes the next place where it has none. */
  place(number: number): number;
  /** The numbers in their order. */
  numbers(): Int32Array;
}

const FIRST_BITS = 12;
/** A spread of neighbouring numbers over the table: 2^32 divided by the golden ratio. */
const SPREAD = 0x9e3779b1;

export function createNumberTable(): NumberTable {
  let bits = FIRST_BITS;
  /** For each slot the place that it holds, one higher; 0 where it is free. */
  let slots = new Int32Array(1 << bits);
  let kept = new Int32Array(1 << (bits - 1));
  let size = 0;

  const slotOf = (number: number): number => {
    const mask = slots.length - 1;
    let slot = Math.imul(number, SPREAD) >>> (32 - bits);
    while (slots[slot] !== 0 && kept[slots[slot]! - 1] !== number) slot = (slot + 1) & mask;
    return slot;
  };

  /** At most half of the slots are taken, so that a free one is near. */
  function grow(): void {
    bits++;
    slots = new Int32Array(1 << bits);
    const numbers = new Int32Array(1 << (bits - 1));
    numbers.set(kept);
    kept = numbers;
    for (let place = 0; place < size; place++) slots[slotOf(kept[place]!)] = place + 1;
  }

  return {
    get size() {
      return size;
    },
    placeOf: number => slots[slotOf(number | 0)]! - 1,
    place(number) {
      const slot = slotOf(number | 0);
      if (slots[slot] !== 0) return slots[slot]! - 1;
      if (size === kept.length) {
        grow();
        return this.place(number);
      }
      kept[size] = number;
      slots[slot] = ++size;
      return size - 1;
    },
    numbers: () => kept.slice(0, size),
  };
}
