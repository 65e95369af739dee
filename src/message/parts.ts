/**
 * From a message to the parts that fit a channel: no character is lost, and choices stand below the last part.
 */
import type { ChannelLimits, Part } from './channel.ts';
import { type Choice, menuText, type Outgoing } from './index.ts';

/** Longer labels do not fit a button on a small telephone: they are listed, and the buttons bear their numbers. */
const LONGEST_LABEL = 16;

/** The parts of a message in their order; at least one. */
export function partsOf(outgoing: Outgoing, limits: ChannelLimits): readonly Part[] {
  const { text, note, asksNumber = false, file } = outgoing;
  const choices = (outgoing.choices ?? []).filter(({ isButtonOnly }) => limits.buttons || isButtonOnly !== true);
  const isListed = !limits.buttons || (!asksNumber && choices.some(({ label }) => [...label].length > LONGEST_LABEL));
  // What leads elsewhere bears its address as a button, where there are buttons.
  const lines = limits.buttons ? choices.map(({ id, label }): Choice => ({ id, label })) : choices;
  const menu = isListed ? menuText(lines, asksNumber) : '';
  const words = [text, note, menu].filter(Boolean).join('\n\n');
  const texts = splitText(words, limits);
  const last = { choices: limits.buttons ? buttons(choices, isListed) : [], file: limits.files ? file : undefined };
  const isBeside = last.file === undefined || sizeOf(texts.at(-1)!, limits.unit) <= (limits.caption ?? limits.text);
  const alone = isBeside ? texts : [...texts, ''];
  return alone.map((part, i) => (i < alone.length - 1 ? { text: part } : { text: part, ...last }));
}

const buttons = (choices: readonly Choice[], isListed: boolean): readonly Choice[] =>
  isListed
    ? choices.map((choice, i) => ({ ...choice, label: choice.url === undefined ? String(i + 1) : choice.label }))
    : choices;

/** Where a text is best parted, the best first: after a paragraph, a line, a sentence, a half-sentence. */
const BORDERS = [/\n\n+/g, /\n/g, /[。！？!?…]+[”’）)]*/g, /[，、；：,;:]/g, /\s+/g];

/** A part is not made shorter than this share of what fits, for the sake of a better border. */
const LEAST_SHARE = 0.4;

/** The text in parts that fit, in their order: joined they are the text. */
export function splitText(text: string, { text: most, unit }: Pick<ChannelLimits, 'text' | 'unit'>): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (sizeOf(rest, unit) > most) {
    const fitting = longestFitting(rest, most, unit);
    const cut = borderIn(fitting) ?? fitting.length;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}

/** What a text counts against a limit. */
export const sizeOf = (text: string, unit: ChannelLimits['unit']): number =>
  unit === 'utf16' ? text.length : Buffer.byteLength(text, 'utf8');

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The longest beginning that fits, without parting what is read as one character; where even that is too long, code points. */
function longestFitting(text: string, most: number, unit: ChannelLimits['unit']): string {
  // No character is shorter than a unit: what lies beyond `most` units cannot fit.
  const window = text.slice(0, most + 1);
  return (
    grown(graphemes.segment(window), most, unit) ||
    grown(
      [...window].map(segment => ({ segment })),
      most,
      unit,
    )
  );
}

function grown(pieces: Iterable<{ readonly segment: string }>, most: number, unit: ChannelLimits['unit']): string {
  let size = 0;
  let fitting = '';
  for (const { segment } of pieces) {
    size += sizeOf(segment, unit);
    if (size > most) break;
    fitting += segment;
  }
  return fitting;
}

/** The end of the last good border. */
function borderIn(text: string): number | undefined {
  const least = text.length * LEAST_SHARE;
  for (const border of BORDERS) {
    const last = [...text.matchAll(border)].at(-1);
    const end = last && last.index + last[0].length;
    if (end !== undefined && end >= least) return end;
  }
  return undefined;
}
