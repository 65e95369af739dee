/**
 * Finds the printed numbering: 一、 for parts, (一) for sections, 1. for items, and what each stands under.
 */

import { chineseNumber } from '../../language/chinese-number.ts';
import { inkOf, withSingleSpaces } from './characters.ts';
import type { Line } from './model.ts';

/** A line that begins with a printed number. */
export interface Marker {
  /** Place among the lines. */
  readonly line: number;
  /** 0 part, 1 section, 2 item. */
  readonly level: number;
  readonly number: number;
  /** As a label shows it: `三`, `(一)`, `4`. */
  readonly shown: string;
  /** The number as printed, with what surrounds it: `（一）`. */
  readonly mark: string;
  /** The line after its number. */
  readonly rest: string;
}

/** A marker in its place. */
export interface Heading extends Marker {
  /** The numbers from the outermost part in. Where the printed number goes back, the one that follows its elder sibling. */
  readonly path: readonly number[];
  readonly label: string;
  readonly hasChildren: boolean;
  /** The number that was expected, where another is printed. */
  readonly expected?: number;
}

const CHINESE = '(?<number>[一二三四五六七八九十](?:\\s*[一二三四五六七八九十]){0,3})';
const LEVELS = [
  { printed: new RegExp(`^(?<mark>${CHINESE}\\s*、)`, 'u'), show: (number: string) => number },
  { printed: new RegExp(`^(?<mark>[(（]\\s*${CHINESE}\\s*[)）])`, 'u'), show: (number: string) => `(${number})` },
  { printed: /^(?<mark>(?<number>\d{1,2})\s*[.．、])(?!\d)/u, show: (number: string) => number },
];

/** Ends a sentence, a list or a tail: what follows on the next line may begin something new. */
const FINISHED = /[。！？；：!?;:.…)）〕】\]」』”’》〉>]$/u;

/** The line ends where a sentence or a heading may end. */
export const isFinished = (text: string): boolean => FINISHED.test(text.trimEnd());

function markerOf(line: number, untrimmed: string): Marker | undefined {
  const text = withSingleSpaces(untrimmed);
  for (const [level, { printed, show }] of LEVELS.entries()) {
    const { mark, number } = printed.exec(text)?.groups ?? {};
    if (mark === undefined || number === undefined) continue;
    const plain = inkOf(number);
    const value = level === 2 ? Number(plain) : chineseNumber(plain);
    if (value) return { line, level, number: value, shown: show(plain), mark: inkOf(mark), rest: text.slice(mark.length) };
  }
  return undefined;
}

/** Every line that begins something numbered. In the midst of a sentence only the number that is due next counts. */
export function findMarkers(lines: readonly Line[]): Marker[] {
  const found: Marker[] = [];
  let before: { text: string; heads: boolean } | undefined;
  for (const [index, { text, furniture }] of lines.entries()) {
    if (furniture || text.trim() === '') continue;
    const marker = markerOf(index, text);
    const breaksIn = before !== undefined && !before.heads && !isFinished(before.text);
    const taken = marker !== undefined && (!breaksIn || isDue(marker, found));
    if (marker && taken) found.push(marker);
    before = { text, heads: found.length === 0 || (taken && !/[。；;]/u.test(text)) };
  }
  return found;
}

function isDue(marker: Marker, found: readonly Marker[]): boolean {
  const last = found.findLast(({ level }) => level <= marker.level);
  if (marker.number === 1) return last !== undefined && last.level < marker.level;
  const sibling = found.findLast(({ level }) => level === marker.level);
  return sibling !== undefined && marker.number === sibling.number + 1;
}

/** Where the numbering of the outermost level begins anew (一、 二、 … 一、 二、): a notice and its attachment, a table of contents. */
export function runsOf(markers: readonly Marker[]): Marker[][] {
  const outermost = markers.reduce((least, { level }) => Math.min(least, level), LEVELS.length);
  const outer = markers.filter(({ level }) => level === outermost);
  const starts = new Set(outer.filter(({ number }, i) => i > 0 && number === 1 && (outer[i + 1]?.number ?? 2) === 2));
  const runs: Marker[][] = [[]];
  for (const marker of markers) {
    if (starts.has(marker)) runs.push([]);
    runs.at(-1)?.push(marker);
  }
  return runs;
}

/** Gives each marker its path and label. Siblings' numbers always rise: where the print goes back, the path counts on. */
export function outlineOf(markers: readonly Marker[]): Heading[] {
  const lastChild = new Map<string, number>();
  const lastPrinted = new Map<number, number>();
  const open: Heading[] = [];
  return markers.map((marker, i) => {
    while ((open.at(-1)?.level ?? -1) >= marker.level) open.pop();
    const parent = open.at(-1);
    const key = parent?.path.join('.') ?? '';
    const elder = lastChild.get(key);
    const runsOn = (lastPrinted.get(marker.level) ?? 0) + 1;
    const expected = elder === undefined ? (marker.number === runsOn ? runsOn : 1) : elder + 1;
    const number = elder !== undefined && marker.number <= elder ? elder + 1 : marker.number;
    lastChild.set(key, number);
    lastPrinted.set(marker.level, number);
    const next = markers[i + 1];
    const heading: Heading = {
      ...marker,
      path: [...(parent?.path ?? []), number],
      label: (parent?.label ?? '') + marker.shown,
      hasChildren: next !== undefined && next.level > marker.level,
      ...(marker.number === expected ? {} : { expected }),
    };
    open.push(heading);
    return heading;
  });
}
