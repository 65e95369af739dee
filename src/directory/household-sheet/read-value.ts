/**
 * Reads what offices write for a day, a phone number and a door.
 */
import { type Day, parseDay } from '../../shared/calendar.ts';
import { type HouseholdWording, plain } from './wording.ts';

/** A day, or why it is none; of a month alone its first day. */
export type ReadDay =
  | { readonly kind: 'day' | 'month'; readonly day: Day }
  /** `unclear`: a number such as 2019.1 may have been 2019.10. */
  | { readonly kind: 'wrong' | 'unclear' | 'future' };

const SEPARATOR = String.raw`[-/.\p{Script=Han}]`;
const WHOLE = new RegExp(`^(\\d{4})${SEPARATOR}(\\d{1,2})${SEPARATOR}(\\d{1,2})${SEPARATOR}?$`, 'u');
const MONTH = new RegExp(`^(\\d{4})${SEPARATOR}(\\d{1,2})${SEPARATOR}?$`, 'u');
const EARLIEST = '1850-01-01';

/** 2019-05-03, 2019.5.3, 20190503, 2019.5, also with a time behind it, and a date of Excel as its number (43588). */
export function readDay(text: string, on: Day): ReadDay {
  const written = text
    .normalize('NFKC')
    .trim()
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '')
    .replace(/\s/g, '');
  if (/^\d{4}\.1$/.test(written)) return { kind: 'unclear' };
  const [, year, month, day] =
    WHOLE.exec(written) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(written) ??
    MONTH.exec(written) ??
    /^(\d{4})(\d{2})$/.exec(written) ??
    [];
  const found =
    year && month
      ? parseDay(`${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`)
      : /^[1-5]\d{4}$/.test(written)
        ? ofSerial(Number(written))
        : undefined;
  if (!found || found < EARLIEST) return { kind: 'wrong' };
  if (found > on) return { kind: 'future' };
  return { kind: year && !day ? 'month' : 'day', day: found };
}

const ofSerial = (serial: number): Day | undefined =>
  parseDay(new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10));

/** The numbers of a cell that may be called, as digits. */
export function readPhones(text: string): string[] {
  const written = text.normalize('NFKC');
  const whole = phoneOf(written);
  return whole ? [whole] : written.split(/[/\\,;|\s\u3001]+/).flatMap(part => phoneOf(part) ?? []);
}

function phoneOf(text: string): string | undefined {
  const digits = text.replace(/[\s()\-\u2013\u2014.]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return /^(?:1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7})$/.test(digits) ? digits : undefined;
}

/** Where a household lives, in numbers and letters. */
export interface Door {
  readonly building: string;
  readonly entrance?: string;
  readonly room?: string;
}

type DoorWording = Pick<HouseholdWording, 'addresses' | 'doorWords' | 'numerals'>;

/** The door that an address in one cell names; `undefined` where it names none. A date is what Excel makes of 3-2-1. */
export function readAddress(text: string, wording: DoorWording): Door | undefined {
  const written = plain(text);
  if (parseDay(written)) return undefined;
  for (const form of wording.addresses) {
    const { zone = '', building, entrance, room } = form.exec(written)?.groups ?? {};
    if (building === undefined) continue;
    const number = (part: string) => readDoorNumber(part, wording);
    return {
      building: zone.toUpperCase() + number(building),
      ...(entrance === undefined ? {} : { entrance: number(entrance) }),
      ...(room === undefined ? {} : { room: number(room) }),
    };
  }
  return undefined;
}

/** A number of a building, an entrance or a room in a column of its own, without the word behind it, in Arabic figures. */
export function readDoorNumber(text: string, { doorWords, numerals }: Pick<DoorWording, 'doorWords' | 'numerals'>): string {
  const written = plain(text).toUpperCase();
  const word = doorWords.filter(ending => written.endsWith(ending) && written !== ending).sort((a, b) => b.length - a.length)[0];
  const number = word === undefined ? written : written.slice(0, -word.length);
  return inFigures(number, numerals).replace(/(?<![\dA-Z])0+(?=\d)/g, '');
}

/** Numerals of the text as figures: each by itself, or up to ninety-nine around the one that means ten. */
function inFigures(text: string, numerals: readonly string[]): string {
  const figures = [...text].map(letter => numerals.indexOf(letter));
  if (figures.length === 0 || figures.some(figure => figure < 0)) return text;
  const ten = figures.indexOf(10);
  if (ten < 0) return figures.join('');
  const [tens = 1, ones = 0] = [figures[ten - 1], figures[ten + 1]];
  return ten > 1 || figures.length - ten > 2 ? text : String(10 * tens + ones);
}
