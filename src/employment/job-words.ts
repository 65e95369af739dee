/**
 * How people speak of work: skills, kinds, wages, places, and what hinders them, in everyday words, dialect and typing errors included.
 */
import { ageForm, type EmploymentWords } from '../knowledge/employment-words.ts';
import type { Chinese } from '../language/chinese.ts';
import { chineseNumber } from '../language/chinese-number.ts';
import type { Language } from '../language/i18n.ts';
import { bare, normalise } from '../language/normalise.ts';
import { tailOf } from '../language/tail.ts';
import { JOB_KINDS, type JobKind, SUITS, type Suit, type WageForm, type Wants } from './model.ts';
import { createPhraseFinder, type Found } from './phrases.ts';
import { createWageReader, plainPay } from './spoken-wage.ts';

/** What somebody asks for, as far as it was understood. */
export type JobQuery = Pick<Wants, 'skills' | 'places' | 'near' | 'kinds' | 'wageFrom' | 'limits' | 'age'> & {
  /** How the skills were said, where that is not what they are called. */
  readonly terms: readonly string[];
  /** Words that were not understood as any of these: they are looked for as they stand. */
  readonly words: readonly string[];
};

/** Reads words about work. */
export interface JobWords {
  /** Ids of the skills that a text names, in its order, each once. */
  skillsIn(text: string): readonly string[];
  /** What a skill is called. @param language default: Chinese */
  nameOf(skill: string, language?: Language): string | undefined;
  /** Skills from which one can do another, or soon learn it; not the skill itself. */
  relatedTo(skill: string): readonly string[];
  /** Narrower skills that a broad one means too. */
  coveredBy(skill: string): readonly string[];
  /** Yuan a month; by the piece, what is said of a month. */
  aMonth(yuan: number, form: WageForm): number;
  /** A text as words are looked for in it: its own, and in standard words. */
  textOf(text: string): string;
  /** Whether a text in English looks for work. */
  asksForWork(text: string): boolean;
  /** Whether a word that was not understood is a trade that nobody told of. */
  isTrade(word: string): boolean;
  kindsIn(text: string): readonly JobKind[];
  suitsIn(text: string): readonly Suit[];
  /** The wish of a sentence. @param counties those that may be named */
  read(text: string, counties: readonly string[]): JobQuery;
  /** All skills, the most usual first, for those who choose. */
  readonly skills: readonly { readonly id: string; readonly name: string; readonly nameInEnglish: string }[];
}

/** An age, in digits or characters. */
const AGE = '(?<![\\d百千万零])(?:\\d{2}|[一二三四五六七八九]?十[一二三四五六七八九]?)(?!\\d)';
/** What follows the name of a county may be left out. */
const COUNTY_END = /(?:(?:\p{Script=Han}族)*自治县|[县区市])$/u;

/** Makes the reader. */
export function createJobWords(words: EmploymentWords, chinese: Chinese): JobWords {
  const skills = new Map(words.skills.map(skill => [skill.id, skill]));
  const findSkills = createPhraseFinder(words.skills.flatMap(({ id, says }) => says.map(said => [said, id] as const)));
  const findUnwanted = createPhraseFinder([
    ...words.notUnwanted.map(said => [normalise(said), false] as const),
    ...words.unwanted.map(said => [normalise(said), true] as const),
  ]);
  const wageIn = createWageReader(words.wage);
  const ages = words.age.patterns.flatMap(source => ageForm(source, AGE) ?? []);
  const filler = words.filler.map(normalise);

  /** Where skills stand that are wanted; those of what somebody does not want are left out, and with them all until the next pause. */
  function wantedIn(text: string): Found<string>[] {
    const not = findUnwanted(text)
      .filter(({ value }) => value)
      .map(({ from, to }) => [from, to + text.slice(to).search(PAUSE)] as const);
    return findSkills(text).filter(({ from }) => !not.some(([start, end]) => from >= start && from < end));
  }
  const skillSpans = (text: string): (Found<string> & { readonly said: string })[] => {
    const standard = () => chinese.read(text).standard;
    const inWords = wantedIn(text);
    const [spans, within] = inWords.length > 0 ? [inWords, text] : [wantedIn(standard()), standard()];
    return spans.map(span => ({ ...span, said: within.slice(span.from, span.to) }));
  };
  /** Without those that only say in general what another says more closely: an excavator's driver. */
  const narrowest = (ids: readonly string[]) => ids.filter(id => !ids.some(other => skills.get(id)?.covers.includes(other)));
  const skillsIn = (text: string): string[] => unique(skillSpans(plain(text)).map(({ value }) => value));
  const kindsIn = (text: string): JobKind[] => JOB_KINDS.filter(kind => isSaid(words.kinds[kind], plain(text)));
  const suitsIn = (text: string): Suit[] => SUITS.filter(suit => isSaid(words.suits[suit], plain(text)));

  function ageIn(text: string): Found<number> | undefined {
    for (const form of ages) {
      const match = form.exec(text);
      const said = match?.[1];
      if (!match || said === undefined) continue;
      const value = /\d/.test(said) ? Number(said) : (chineseNumber(said) ?? 0);
      if (value >= words.age.from && value <= words.age.to)
        return { from: match.index, to: match.index + match[0].length, value };
    }
    return undefined;
  }

  /** What is left of a text when all that was understood is taken out of it. */
  function leftOf(text: string, understood: readonly RegExp[]): string[] {
    const rest = understood.reduce((left, form) => left.replace(new RegExp(form.source, 'gu'), ' '), text);
    return unique(
      chinese
        .read(rest)
        .words.map(bare)
        .filter(word => (HAN.test(word) ? word.length > 1 : word.length > 2) && !/^\d+$/.test(word) && tailOf(word, filler) > 0),
    );
  }

  return {
    skillsIn,
    nameOf: (skill, language = 'zh-CN') => skills.get(skill)?.name[language === 'en' ? 'en' : 'zh'],
    relatedTo: skill => skills.get(skill)?.from ?? [],
    coveredBy: skill => skills.get(skill)?.covers ?? [],
    aMonth(yuan, form) {
      const { daysAMonth, hoursADay } = words.wage;
      return form === 'daily' ? yuan * daysAMonth : form === 'hourly' ? yuan * daysAMonth * hoursADay : yuan;
    },
    textOf(text) {
      const reading = chinese.read(text);
      return `${reading.text} ${reading.standard}`;
    },
    asksForWork: text => isSaid(words.asksForWork, normalise(text)),
    isTrade: word => isSaid(words.trades, word),
    kindsIn,
    suitsIn,
    skills: words.skills.map(({ id, name }) => ({ id, name: name.zh, nameInEnglish: name.en })),
    read(text, counties) {
      const said = plain(text);
      const places = placesIn(said, counties, words.away);
      const withoutPlaces = blank(said, places);
      const age = ageIn(withoutPlaces);
      const withoutAge = blank(withoutPlaces, age ? [age] : []);
      const wage = wageIn(withoutAge);
      const withoutNumbers = blank(withoutAge, wage ? [wage] : []);
      const kinds = kindsIn(withoutNumbers);
      const known = findSkills(withoutNumbers);
      // 照顾老人 is work; who has to look after somebody says it without.
      const limits = SUITS.filter(
        suit => isSaid(words.suits[suit], blank(withoutNumbers, known)) || (suit === 'home' && kinds.includes('home')),
      );
      const isNear = isSaid(words.near, withoutNumbers);
      const named = skillSpans(withoutPlaces);
      const understood = [
        ...kinds.flatMap(kind => words.kinds[kind]),
        ...limits.flatMap(limit => words.suits[limit]),
        ...(isNear ? words.near : []),
      ];
      return {
        skills: narrowest(unique(named.map(({ value }) => value))),
        terms: unique(named.flatMap(({ said: term, value }) => (skills.get(value)?.name.zh.includes(term) ? [] : [term]))),
        places: unique(places.map(({ value }) => value)),
        ...(isNear ? { near: true } : {}),
        kinds,
        ...(wage ? { wageFrom: wage.value } : {}),
        limits,
        ...(age ? { age: age.value } : {}),
        words: leftOf(blank(withoutNumbers, known), understood),
      };
    },
  };
}

/** Where an unwanted thing ends. */
const PAUSE = /[\s,，。;；!！?？、]|都|以外|之外|$/u;
const HAN = /\p{Script=Han}/u;

const plain = (text: string): string => plainPay(normalise(text));
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const isSaid = (forms: readonly RegExp[], text: string): boolean => forms.some(form => form.test(text));

/** The text with blanks where something was found. */
const blank = (text: string, found: readonly Found<unknown>[]): string =>
  found.reduce((left, { from, to }) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to), text);

/** The places that a text names: counties in full or without what counties are called by, and where people go to work. */
const placesIn = (text: string, counties: readonly string[], away: readonly string[]): readonly Found<string>[] =>
  createPhraseFinder([
    ...counties.flatMap(county => {
      const name = normalise(county);
      const short = name.replace(COUNTY_END, '');
      return short.length > 1 && short !== name ? [[name, county] as const, [short, county] as const] : [[name, county] as const];
    }),
    ...away.map(place => [normalise(place), place] as const),
  ])(text);
