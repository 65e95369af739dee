/**
 * Numbers as people say them: 53, 五十三岁, 两年半, 一千二, 八十多, 不到一千.
 */
import { CHINESE_SCALES, chineseNumber } from './chinese-number.ts';
import { normalise } from './normalise.ts';

/** A number, or the whole numbers between which it lies, both included; an open end is infinite. */
export interface SpokenNumber {
  readonly from: number;
  readonly to: number;
}

const NUMBER = '\\d+(?:\\.\\d+)?[百千万]?|[〇零一二两三四五六七八九十百千万]+';
const UNDER = '不到|不满|没到|没满|不够|少于|低于|快要|快|将近|接近';
const OVER = '超过|多于|大于|过了';
const ASIDE =
  /^(?:我家|我们|咱们|俺们|俺家|我|俺|今年|已经|只有|只|有|是|得|了|大概|大约|差不多|一共|总共|搬来|住了|搬了|才|就|嘛)+|(?:了|吧|的|啊|呢|哦|嘛|左右|上下)+$/g;

/**
 * The whole number that a short text states, or `undefined` where it states none or more than one.
 * @param units words that may follow the number, with how many one of them counts
 */
export function spokenNumber(text: string, units: ReadonlyMap<string, number>): SpokenNumber | undefined {
  const plain = normalise(text)
    .replace(/[\s,，。.!?、~]+$/g, '')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, '')
    .replace(ASIDE, '');
  const names = [...units.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const unit = names.length > 0 ? `(?:${names.join('|')})` : '(?!)';
  const half = new RegExp(`^半(${unit})$`, 'u').exec(plain);
  if (half) return exactly((units.get(half[1] ?? '') ?? 0) / 2);
  const whole = new RegExp(
    `^(${UNDER}|${OVER})?(${NUMBER})(多|几)?(${unit})?(半|多)?(?:零|又|加)?(?:(${NUMBER})(${unit}))?(以上|及以上|以下)?$`,
    'u',
  ).exec(plain);
  if (!whole) return undefined;
  const [, bound, digits = '', vague, name, rest, further, furtherName, side] = whole;
  const size = units.get(name ?? '') ?? 1;
  const number = numberIn(digits);
  if (number === undefined) return undefined;
  const more = further === undefined ? 0 : (numberIn(further) ?? 0) * (units.get(furtherName ?? '') ?? 1);
  const value = number * size + (rest === '半' ? size / 2 : 0) + more;
  if (bound)
    return new RegExp(UNDER).test(bound) ? { from: 0, to: value - 1 } : { from: value + 1, to: Number.POSITIVE_INFINITY };
  if (side) return side === '以下' ? { from: 0, to: value - 1 } : { from: value, to: Number.POSITIVE_INFINITY };
  if (vague) return { from: value + 1, to: value + lastPlace(number) * size - 1 };
  if (rest === '多') return { from: value + 1, to: value + Math.max(size, lastPlace(number)) - 1 };
  return exactly(value);
}

const exactly = (value: number): SpokenNumber | undefined => (Number.isInteger(value) ? { from: value, to: value } : undefined);

/** 1.2万 is 12000, 一千二 is 1200, 三百五 is 350. */
function numberIn(digits: string): number | undefined {
  const [, arabic, scale] = /^(\d+(?:\.\d+)?)([百千万]?)$/.exec(digits) ?? [];
  if (arabic !== undefined) return Math.round(Number(arabic) * (CHINESE_SCALES.get(scale ?? '') ?? 1) * 1e6) / 1e6;
  const [, head, last, digit] = /^(.*([百千万]))([一二三四五六七八九])$/u.exec(digits) ?? [];
  if (head && last && digit)
    return (chineseNumber(head) ?? 0) + ((chineseNumber(digit) ?? 0) * (CHINESE_SCALES.get(last) ?? 0)) / 10;
  // 十八九 is not one number.
  return /[一二两三四五六七八九]{2}/u.test(digits) ? undefined : chineseNumber(digits);
}

/** What the last digit of a round number counts: 10 of 八十, 100 of 1200. */
const lastPlace = (value: number): number => (value === 0 || value % 10 !== 0 ? 1 : 10 * lastPlace(value / 10));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The share that a short text states, within 0 and 1: 三分之二, 七成, 80%, 20/30, 0.7, 不到一半; `undefined` where it states none. */
export function spokenShare(text: string): SpokenNumber | undefined {
  const plain = normalise(text).replace(/\s+/g, '').replace(ASIDE, '');
  const [, under, over, digits = '', above] =
    new RegExp(`^(?:(${UNDER})|(${OVER}|够|至少))?(.+?)(以上|多)?$`, 'u').exec(plain) ?? [];
  const share = shareOf(digits);
  if (share === undefined) return undefined;
  if (under) return { from: 0, to: share * (1 - NEAR) };
  if (over || above) return { from: share, to: 1 };
  return { from: share, to: share };
}

/** Just below a share. */
const NEAR = 1e-9;

function shareOf(digits: string): number | undefined {
  const share = (over: number | undefined, under: number | undefined) =>
    over !== undefined && under !== undefined && under > 0 && over <= under ? over / under : undefined;
  const parts = new RegExp(`^(${NUMBER})分之(${NUMBER})$`, 'u').exec(digits);
  if (parts) return share(numberIn(parts[2] ?? ''), numberIn(parts[1] ?? ''));
  const ratio = /^(\d+)\/(\d+)$/.exec(digits);
  if (ratio) return share(Number(ratio[1]), Number(ratio[2]));
  const tenths = new RegExp(`^(${NUMBER})成(半|${NUMBER})?$`, 'u').exec(digits);
  if (tenths)
    return share((numberIn(tenths[1] ?? '') ?? 11) + (tenths[2] === '半' ? 0.5 : (numberIn(tenths[2] ?? '零') ?? 0) / 10), 10);
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(digits) ?? /^百分之(.+)$/.exec(digits);
  if (percent) return share(numberIn(percent[1] ?? ''), 100);
  if (digits === '一半' || digits === '半数') return 0.5;
  return /^0\.\d+$/.test(digits) ? Number(digits) : undefined;
}
