/**
 * How people say where something is within a settlement: the shape of `knowledge/language/addresses.yaml`.
 */
import { z } from 'zod';
import { pattern } from './pattern.ts';

/** Finds the place that a text names, as it was written; nothing where it names none. */
export type AddressReader = (text: string) => string | undefined;

/** Where the file cannot be read. */
export const NO_ADDRESSES: AddressReader = () => undefined;

const words = z.array(z.string().min(1)).min(1);

/** The file as it is written. */
export const addressesFile = z
  .strictObject({
    numbers: pattern('u'),
    building: words,
    entrance: words,
    floor: words,
    room: words,
    english: z.array(pattern('iu')),
  })
  .transform(({ numbers: { source: number }, building, entrance, floor, room, english }): AddressReader => {
    const part = (names: readonly string[], ending = '') => `(?:(?:${number})(?:${names.join('|')})${ending})`;
    const door = `(?:\\d{3,4}(?:${room.join('|')})?)`;
    const within = `${part(entrance)}?\\s*(?:${part(floor)}\\s*${door}?|${door})?`;
    const chinese = new RegExp(`${part(building)}\\s*${within}|${part(entrance)}\\s*(?:${part(floor)}|${door})?`, 'gu');
    return text => {
      const plain = text.normalize('NFKC');
      const found = [chinese, ...english.map(({ source }) => new RegExp(source, 'giu'))].flatMap(one => plain.match(one) ?? []);
      return found
        .map(one => one.trim())
        .reduce<string | undefined>((best, one) => (one.length > (best?.length ?? 0) ? one : best), undefined);
    };
  });
