/**
 * Times to come as people type them: 明天8点, 下周一上午9点半, 12月3日 9:00, 2026-12-03 09:00, 今晚7点. All by the clock of Asia/Shanghai.
 */
import { type Day, dayAfter, dayAt, parseDay } from '../shared/calendar.ts';
import { chineseNumber } from './chinese-number.ts';
import { normalise } from './normalise.ts';

/** So many days from today. */
const DAYS = new Map([
  ['今天', 0],
  ['今日', 0],
  ['今', 0],
  ['today', 0],
  ['明天', 1],
  ['明日', 1],
  ['明', 1],
  ['tomorrow', 1],
  ['后天', 2],
  ['大后天', 3],
]);
const WEEKDAYS = new Map([...'一二三四五六日'].map((name, i) => [name, i + 1])).set('天', 7);
/** Times of the day in which the hours count from noon. */
const AFTER_NOON = ['下午', '傍晚', '晚上', '晚间', '夜里', '晚', 'pm'];
const NOON = '中午';

const NUMBER = '\\d{1,2}|[零一二两三四五六七八九十]{1,3}';
const CLOCK = new RegExp(
  `^(凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|早|晚)?(${NUMBER})(?::(\\d{2})|[点时](?:(半)|(一|三)刻|(${NUMBER})分?|钟|整)?)(pm|am)?$`,
);
const FULL_DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/;
const DAY_OF_YEAR = new RegExp(
  `^(${NUMBER})(?:月|[/.-])(${NUMBER}|[二三]十[一二三四五六七八九]?)(?:[日号]|(?=\\s|[早上中下傍晚凌夜]|$))`,
);
const WEEKDAY = /^(下?)(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/;
const DAY_NAME = /^(大后天|今天|今日|明天|明日|后天|today|tomorrow|今(?=[早晚])|明(?=[早晚]))/;

/** A time of day, as `08:30`; `undefined` where the text names none. */
export function typedClock(text: string): string | undefined {
  const [, part = '', hour = '', minute, half, quarters, minutes, latin = ''] = CLOCK.exec(plain(text).replaceAll(' ', '')) ?? [];
  const hours = numberIn(hour);
  if (hours === undefined) return undefined;
  const ofHour = minute ?? (half ? '30' : quarters ? String(numberIn(quarters)! * 15) : (minutes ?? '0'));
  const value = numberIn(ofHour);
  if (value === undefined || value > 59) return undefined;
  const isLate = hours < 12 && (AFTER_NOON.includes(part) || latin === 'pm' || (part === NOON && hours < 10));
  const full = isLate ? hours + 12 : hours;
  return full > 23 ? undefined : `${two(full)}:${two(value)}`;
}

/** The next instant that the text names; `undefined` where it names none, or one that is over. */
export function typedTime(text: string, now: Date): Date | undefined {
  const said = plain(text);
  const today = dayAt(now);
  const { day, rest } = dayIn(said, today);
  const clock = typedClock(rest.trim().replace(/^[的t,]/, ''));
  if (clock === undefined) return undefined;
  if (day !== undefined) return later(instantOf(day, clock), now);
  // A bare time of day is the next one.
  return later(instantOf(today, clock), now) ?? instantOf(dayAfter(today), clock);
}

/** The day that a text is, today or later; `undefined` where it is none, or one that is over. */
export function typedDay(text: string, now: Date): Day | undefined {
  const today = dayAt(now);
  const { day, rest } = dayIn(plain(text), today);
  return day !== undefined && day >= today && rest.trim() === '' ? day : undefined;
}

const later = (instant: Date, now: Date): Date | undefined => (instant > now ? instant : undefined);

/** The day that a text begins with; nothing where it is no day, or none that exists. */
function dayIn(said: string, today: Day): { readonly day?: Day | undefined; readonly rest: string } {
  const [full, year, month = '', date = ''] = FULL_DAY.exec(said) ?? [];
  if (full !== undefined) return dated(`${year}-${two(Number(month))}-${two(Number(date))}`, said.slice(full.length));
  const [name] = DAY_NAME.exec(said) ?? [];
  if (name !== undefined) return { day: daysOn(today, DAYS.get(name)!), rest: said.slice(name.length) };
  const [week, next, weekday = ''] = WEEKDAY.exec(said) ?? [];
  if (week !== undefined) {
    const ahead = WEEKDAYS.get(weekday)! - weekdayOf(today);
    const days = next ? ahead + 7 : (ahead + 7) % 7;
    return { day: daysOn(today, days), rest: said.slice(week.length) };
  }
  const [short, inMonth = '', inDate = ''] = DAY_OF_YEAR.exec(said) ?? [];
  if (short === undefined) return { rest: said };
  const tail = `${two(numberIn(inMonth) ?? 0)}-${two(numberIn(inDate) ?? 0)}`;
  const thisYear = Number(today.slice(0, 4));
  const isOver = `${thisYear}-${tail}` < today;
  return dated(`${isOver ? thisYear + 1 : thisYear}-${tail}`, said.slice(short.length));
}

/** A day that does not exist leaves words that are no time either. */
const dated = (written: string, rest: string): { readonly day?: Day | undefined; readonly rest: string } => {
  const day = parseDay(written);
  return day ? { day, rest } : { rest: '' };
};

const plain = (text: string): string =>
  normalise(text)
    .replaceAll('：', ':')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[年月]) | (?=[年月日号])/g, '')
    .trim()
    .toLowerCase();
const two = (number: number): string => String(number).padStart(2, '0');
const numberIn = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : chineseNumber(text));
const daysOn = (day: Day, days: number): Day => (days <= 0 ? day : daysOn(dayAfter(day), days - 1));
/** From 1, Monday. */
const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
const instantOf = (day: Day, clock: string): Date => new Date(`${day}T${clock}:00+08:00`);
