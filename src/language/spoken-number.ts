/**
 * Numbers as people say them: 53, 五十三岁, 两年半, 一千二, 八十多, 三千来人, 不到一千, 2019年搬来的.
 */
import type { Day } from '../shared/calendar.ts';
import { CHINESE_SCALES, chineseNumber } from './chinese-number.ts';
import { normalise } from './normalise.ts';

/** A number, or the whole numbers between which it lies, both included; an open end is infinite. */
export interface SpokenNumber {
  readonly from: number;
  readonly to: number;
}

const NUMBER = '(?:\\d[千百十]){1,3}\\d?|\\d+(?:\\.\\d+)?[百千万]?|[〇零一二两三四五六七八九十百千万]+';
const UNDER = '不到|不满|没到|没满|不够|少于|低于|快要|快|将近|接近';
const OVER = '超过|多于|大于|过了';
const ABOUT = '大概|大约|差不多|估计|约';
const ASIDE =
  /^(?:我家|我们|咱们|俺们|俺家|我|俺|今年|已经|都|满|只有|只|就|有|是|得|了|一共|总共|搬来|住进来|住了|搬了|才|嘛)+|(?:了|吧|的|啊|呢|哦|嘛|整)+$/g;

/** A rough number may be off by a tenth. */
const ROUGH = 0.1;

/**
 * The whole number that a short text states, or `undefined` where it states none or more than one.
 * @param units words that may follow the number, with how many one of them counts
 */
export function spokenNumber(text: string, units: ReadonlyMap<string, number>): SpokenNumber | undefined {
  const plain = withoutAsides(text);
  const names = [...units.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const unit = names.length > 0 ? `(?:${names.join('|')})` : '(?!)';
  const half = new RegExp(`^半(${unit})$`, 'u').exec(plain);
  if (half) return exactly((units.get(half[1] ?? '') ?? 0) / 2);
  return between(plain, unit, units) ?? stated(plain, unit, units);
}

/** 1200到1300人 */
function between(plain: string, unit: string, units: ReadonlyMap<string, number>): SpokenNumber | undefined {
  const [, low = '', lowName, high = '', highName] =
    new RegExp(`^(${NUMBER})(${unit})?(?:-|到|至)(${NUMBER})(${unit})?$`, 'u').exec(plain) ?? [];
  const [from, to] = [numberIn(low), numberIn(high)];
  const size = units.get(highName ?? lowName ?? '') ?? 1;
  return from !== undefined && to !== undefined && from < to ? { from: from * size, to: to * size } : undefined;
}

function stated(plain: string, unit: string, units: ReadonlyMap<string, number>): SpokenNumber | undefined {
  const whole = new RegExp(
    `^(${UNDER}|${OVER}|${ABOUT})?(${NUMBER})(多|几|来)?(${unit})?(半|多)?(?:零|又|加)?(?:(${NUMBER})(${unit}))?(左右|上下|不到|以上|及以上|以下)?$`,
    'u',
  ).exec(plain);
  if (!whole) return undefined;
  const [, before = '', digits = '', vague, name, rest, further, furtherName, after = ''] = whole;
  const size = units.get(name ?? '') ?? 1;
  const number = numberIn(digits);
  if (number === undefined) return undefined;
  const smaller = units.get(furtherName ?? '') ?? 1;
  // 一年三个月 is one number, 六口人四个劳力 is two.
  if (further !== undefined && smaller >= size) return undefined;
  const more = further === undefined ? 0 : (numberIn(further) ?? 0) * smaller;
  const value = number * size + (rest === '半' ? size / 2 : 0) + more;
  if (one(UNDER, before) || after === '不到' || after === '以下') return { from: 0, to: value - 1 };
  if (one(OVER, before)) return { from: value + 1, to: Number.POSITIVE_INFINITY };
  if (after === '以上' || after === '及以上') return { from: value, to: Number.POSITIVE_INFINITY };
  if (vague === '来') return { from: roughly(value).from, to: value + Math.max(lastPlace(number), 2) * size - 1 };
  if (one(ABOUT, before) || after !== '') return roughly(value);
  if (vague) return { from: value + 1, to: value + lastPlace(number) * size - 1 };
  if (rest === '多') return { from: value + 1, to: value + Math.max(size, lastPlace(number)) - 1 };
  return exactly(value);
}

const one = (words: string, said: string): boolean => new RegExp(`^(?:${words})$`, 'u').test(said);

const exactly = (value: number): SpokenNumber | undefined => (Number.isInteger(value) ? { from: value, to: value } : undefined);

function roughly(value: number): SpokenNumber {
  const margin = Math.max(1, Math.round(value * ROUGH));
  return { from: Math.max(0, Math.ceil(value - margin)), to: Math.floor(value + margin) };
}

const withoutAsides = (text: string): string =>
  normalise(text)
    .replace(/[\s,，。.!?、~]+$/g, '')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, '')
    .replaceAll('俩', '两')
    .replaceAll('仨', '三')
    .replace(ASIDE, '');

/** 1.2万 is 12000, 一千二 is 1200, 三百五 is 350, 1千2百 is 1200. */
function numberIn(said: string): number | undefined {
  const digits = /\d[千百十]\d/.test(said) ? said.replace(/\d/g, digit => '零一二三四五六七八九'[Number(digit)] ?? '') : said;
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

const YEARS_AGO = new Map([
  ['今年', 0],
  ['去年', 1],
  ['前年', 2],
  ['大前年', 3],
]);

/** Two figures before 年 are a year of our century up to this one, and of the last one from there on. */
const THIS_CENTURY = 40;

/** The whole of what is said: a year, a month or the beginning or end of the year, and that somebody moved or was born then. */
const SINCE = new RegExp(
  '^(?:我家|我们|俺家|我|是|就是|大概|好像)*(今年|去年|前年|大前年|(?:19|20)?\\d{2}年)(?:(\\d{1,2})月份?|(年?初|年?头|年?底|年?尾))?' +
    '((?:才|就|里|的时候)*(?:搬|住|入住|来|进|下|到|新|房|家|这|里|边|过来|出生|生|的|了)*)$',
  'u',
);

/**
 * How long ago something was that a text dates: 2019年搬来的, 去年, 65年的, 19年8月. `undefined` where it names no year, or says more.
 * @param unit what is counted until `on`. Nobody has lived in a new home for 19 years: 19年 is 2019 there
 */
export function spokenSince(text: string, unit: 'year' | 'month', on: Day): SpokenNumber | undefined {
  const plain = normalise(text).replace(/[\s。.!,]+/g, '');
  const [, printed = '', month, part, rest = ''] = SINCE.exec(plain) ?? [];
  if (printed === '' || (unit === 'year' && YEARS_AGO.has(printed))) return undefined;
  const isShort = /^\d{2}年$/.test(printed);
  // 19年了 is how long, not when.
  if (isShort && (rest === '了' || (unit === 'year' && rest === '' && !month))) return undefined;
  const [thisYear, thisMonth] = on.split('-').map(Number) as [number, number];
  const figures = Number(printed.replace('年', ''));
  const ago = YEARS_AGO.get(printed);
  const year = ago === undefined ? (isShort ? figures + (figures < THIS_CENTURY ? 2000 : 1900) : figures) : thisYear - ago;
  if (year > thisYear) return undefined;
  if (unit === 'year') return { from: Math.max(0, thisYear - year - 1), to: thisYear - year };
  const [first, last] = month ? [Number(month), Number(month)] : /初|头/.test(part ?? '') ? [1, 3] : part ? [11, 12] : [1, 12];
  if (first < 1 || last > 12) return undefined;
  const passed = (from: number) => Math.max(0, (thisYear - year) * 12 + thisMonth - from);
  // Without the day, the last month may not be full yet.
  return { from: Math.max(0, passed(last) - 1), to: passed(first) };
}

/** The share that a short text states, within 0 and 1: 三分之二, 七成, 80%, 20/30, 0.7, 不到一半; `undefined` where it states none. */
export function spokenShare(text: string): SpokenNumber | undefined {
  const plain = withoutAsides(text);
  const [, under, over, digits = '', above] =
    new RegExp(`^(?:(${UNDER})|(${OVER}|够|至少))?(.+?)(以上|多)?$`, 'u').exec(plain) ?? [];
  const share = shareIn(digits);
  if (share === undefined) return undefined;
  if (under) return { from: 0, to: share * (1 - NEAR) };
  if (over || above) return { from: share, to: 1 };
  return { from: share, to: share };
}

/** Just below a share. */
const NEAR = 1e-9;

function shareIn(digits: string): number | undefined {
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
  if (digits === '一半' || digits === '半数' || digits === '一半对一半') return 0.5;
  return /^0\.\d+$/.test(digits) ? Number(digits) : undefined;
}
