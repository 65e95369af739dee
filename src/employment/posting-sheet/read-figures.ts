/**
 * Reads what offices write for a wage, an age range and how many are wanted.
 */
import type { Job, Wage, WageForm } from '../model.ts';
import { type PostingWording, plain, type Words } from './wording.ts';

/** Where something lies; an open end is absent. */
export interface Span {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A wage as it was read. */
export interface ReadWage {
  readonly wage?: Wage | undefined;
  /** `guessed`: how it is reckoned is not said; `unclear`: no figure was found; `open`: it is to be agreed on. */
  readonly note?: 'guessed' | 'unclear' | 'open' | undefined;
}

/** Reads figures in the words of a wording. */
export interface FigureReader {
  /** @param form how it is reckoned where the text itself does not say */
  wage(text: string, form?: WageForm): ReadWage;
  age(text: string): NonNullable<Job['age']> | undefined;
  openings(text: string): number | undefined;
}

/** Yuan: what is more is earned in a month, what is less in an hour or by the piece. */
const [LEAST_MONTHLY, LEAST_DAILY] = [1000, 40];

/** Made once for a file. */
export function createFigureReader(wording: PostingWording, words: Words): FigureReader {
  const { figures, numerals, ranges, least, most, open_wages } = wording;
  const unit = Object.keys(figures).map(escaped).join('|');
  const number = `\\d+(?:\\.\\d+)?(?:(?:${unit})\\d?)?`;
  const range = new RegExp(`(${number})(?:[元块岁名人](?:/\\S)?)?(?:${ranges.map(escaped).join('|')})+¥?(${number})`, 'u');
  const one = new RegExp(number, 'u');

  /** 4千5 is 4500, 1.2万 is 12000. */
  const yuanOf = (written: string): number => {
    const [, digits = '', name, rest] = new RegExp(`^(\\d+(?:\\.\\d+)?)(?:(${unit})(\\d)?)?$`, 'u').exec(written) ?? [];
    const size = figures[name ?? ''] ?? 1;
    return Math.round((Number(digits) * size + (Number(rest ?? 0) * size) / 10) * 100) / 100;
  };

  /** Numerals before a unit as figures: 三千五 as 3千5; others are words. */
  const inFigures = (text: string): string =>
    text
      .replace(new RegExp(`([${numerals.slice(1).join('')}两])(?=${unit}|[元块])`, 'gu'), letter =>
        String(letter === '两' ? 2 : numerals.indexOf(letter)),
      )
      .replace(new RegExp(`(?<=\\d(?:${unit}))([${numerals.slice(1, 10).join('')}])(?!个|险)`, 'gu'), letter =>
        String(numerals.indexOf(letter)),
      );

  const spanOf = (written: string): Span | undefined => {
    const [, low = '', high = ''] = range.exec(written) ?? [];
    if (low !== '' && high !== '') {
      const to = yuanOf(high);
      const own = yuanOf(low);
      // 3-4千: the unit belongs to both.
      const from =
        own < to / 100 ? (own * to) / yuanOf(high.replace(/\D*$/u, '').replace(new RegExp(`(?:${unit}).*$`, 'u'), '')) : own;
      return from <= to ? { from, to } : { from: to, to: from };
    }
    const only = one.exec(written)?.[0];
    if (only === undefined) return undefined;
    const value = yuanOf(only);
    if (words.has(least, written) || written.endsWith('+')) return { from: value };
    return words.has(most, written) ? { to: value } : { from: value, to: value };
  };

  const tidy = (text: string): string => inFigures(plain(text).replace(/(?<=\d),(?=\d{3}(?!\d))/g, ''));

  return {
    wage(text, form) {
      const whole = tidy(text);
      // So many hours are a day: 150元/8小时.
      const parts = whole
        .replace(/(?<!\d)(?:[2-9]|1\d|2[0-4])个?小时/gu, '天')
        .split(/[,;、。()\n|]+|\+(?=\D)/u)
        .map((part, at, all) => (at < all.length - 1 && whole.includes(`${part}+`) ? `${part}+` : part));
      const found = parts.flatMap(part => {
        const span = spanOf(part);
        return span ? [{ span, form: words.wageForm(part.replace(/\d/g, ' ')) }] : [];
      });
      const best = PREFERRED.flatMap(wanted => found.filter(one => one.form === wanted))[0] ?? found[0];
      if (!best) {
        if (words.has(open_wages, whole)) return { note: 'open' };
        return (form ?? words.wageForm(whole)) === 'piece' ? { wage: { form: 'piece', text } } : { note: 'unclear' };
      }
      const reckoned = best.form ?? form;
      const figure = best.span.from ?? best.span.to ?? 0;
      const guess: WageForm = figure >= LEAST_MONTHLY ? 'monthly' : figure >= LEAST_DAILY ? 'daily' : 'hourly';
      return {
        wage: { form: reckoned ?? guess, ...best.span, text },
        // Nobody earns that in a day.
        ...(reckoned === undefined && guess !== 'monthly' ? { note: 'guessed' as const } : {}),
      };
    },

    age(text) {
      const spans = tidy(text)
        .split(/[,;、。()\n|]+/u)
        .flatMap(part => spanOf(part.replace(/(\d)周?岁/gu, '$1')) ?? []);
      if (spans.length === 0) return undefined;
      const bare = spans.map(({ from, to }) => (from === to ? { to } : { from, to }));
      const all = (end: 'from' | 'to') => bare.flatMap(span => span[end] ?? []);
      const open = (end: 'from' | 'to') => bare.some(span => span[end] === undefined);
      return {
        from: open('from') && spans.length > 1 ? undefined : all('from').length > 0 ? Math.min(...all('from')) : undefined,
        to: open('to') && spans.length > 1 ? undefined : all('to').length > 0 ? Math.max(...all('to')) : undefined,
      };
    },

    openings(text) {
      const span = spanOf(tidy(text));
      const many = span?.to ?? span?.from;
      return many !== undefined && Number.isInteger(many) && many > 0 ? many : undefined;
    },
  };
}

/** Of several figures the one that people compare by. */
const PREFERRED: readonly WageForm[] = ['monthly', 'daily', 'hourly', 'piece'];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
