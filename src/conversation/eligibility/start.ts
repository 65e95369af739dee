/**
 * How an interview begins: from a button under an answer, from the menu, or by asking for everything at once.
 */
import type { FactsOnFile } from '../../directory/facts.ts';
import { type Facts, NoFigureError, nextFact } from '../../eligibility/index.ts';
import { statusOn } from '../../knowledge/model.ts';
import type { Scheme } from '../../knowledge/schemes/model.ts';
import { takes } from '../../knowledge/schemes/value.ts';
import { bare, normalise } from '../../language/normalise.ts';
import type { Choice } from '../../message/index.ts';
import { dayAt } from '../../shared/calendar.ts';
import { parseFactId, parseSchemeId } from '../../shared/ids.ts';
import type { TurnOutcome } from '../store.ts';
import { regionOf, say, type TurnContext } from '../turn-context.ts';
import { goesOn, offeredHere } from '../way.ts';
import { citationText } from '../wording.ts';
import { askNext } from './ask.ts';
import { plain, withFigures } from './decision-words.ts';
import { eraseKept, listed, showKept } from './kept.ts';
import { type CheckedHousehold, type Given, givenFrom, type Interview, saidIn } from './state.ts';

/** What is asked for: one check, everything, or what there is. */
type Wish =
  | { readonly kind: 'check'; readonly scheme: Scheme }
  | { readonly kind: 'screen' | 'menu'; readonly settlement: boolean }
  | { readonly kind: 'show_kept' | 'erase_kept' };

/** Begins what a button asks for; `undefined` where it is no such button. */
export function beginChosen(context: TurnContext, choice: string): TurnOutcome | undefined {
  const wish = wishChosen(context, choice);
  return wish && begin(context, wish, '', choice);
}

/** Begins what a message asks for; `undefined` where it asks for something else. */
export function beginAsked(context: TurnContext, text: string): TurnOutcome | undefined {
  const wish = wishIn(context, text);
  // Only a button below a result goes on from its answers.
  return wish && begin({ ...context, carried: undefined }, wish, text, text);
}

/** Whether a message, or a button, asks what a settlement may set up. */
export function asksForSettlement(context: TurnContext, text: string): boolean {
  const wish = wishChosen(context, text) ?? wishIn(context, text);
  return wish?.kind === 'screen' && wish.settlement;
}

/** Whether a message asks for a check. */
export const asksForCheck = (context: TurnContext, text: string): boolean => wishIn(context, text) !== undefined;

function wishChosen({ parts: { rules } }: TurnContext, choice: string): Wish | undefined {
  const [kind, value = ''] = choice.split('=');
  const scheme = kind === 'check' ? rules.schemes.get(parseSchemeId(value)!) : undefined;
  if (scheme) return { kind: 'check', scheme };
  if (kind === 'screen' || kind === 'menu') return { kind, settlement: value === 'settlement' };
  return kind === 'show_kept' || kind === 'erase_kept' ? { kind } : undefined;
}

function wishIn(context: TurnContext, text: string): Wish | undefined {
  const { interview: words } = context.parts.speech;
  const plainText = normalise(text);
  const said = bare(plainText);
  const has = (patterns: readonly RegExp[]) => patterns.some(pattern => pattern.test(plainText));
  if (words.showKept.has(said)) return { kind: 'show_kept' };
  if (words.eraseKept.has(said)) return { kind: 'erase_kept' };
  if (has(words.menu)) return { kind: 'menu', settlement: false };
  if (has(words.screenSettlement)) return { kind: 'screen', settlement: true };
  if (has(words.screen)) return { kind: 'screen', settlement: false };
  const named = words.check.flatMap(pattern => pattern.exec(plainText)?.[1] ?? []).map(bare);
  const scheme = schemeNamed(schemesHere(context), named);
  return scheme && { kind: 'check', scheme };
}

/** The scheme of which the longest name stands in what was said. */
function schemeNamed(schemes: readonly Scheme[], said: readonly string[]): Scheme | undefined {
  const names = schemes.flatMap(scheme => scheme.called.map(name => ({ scheme, name: bare(normalise(name)) })));
  const found = names.filter(({ name }) => said.some(text => text.includes(name)));
  return found.sort((a, b) => b.name.length - a.name.length)[0]?.scheme;
}

/** The schemes of the region; of all regions as long as none is settled. */
const schemesHere = (context: TurnContext): Scheme[] => {
  const region = regionOf(context);
  const schemes = [...context.parts.rules.schemes.values()];
  return region ? schemes.filter(scheme => scheme.region === region.id) : schemes;
};

/** Checks that speak to what was answered: they go on in private, where facts may be told. */
export function checksFor(context: TurnContext, answered: readonly string[]): Choice[] {
  return schemesHere(context)
    .filter(({ offeredWith }) => offeredWith.some(target => answered.includes(target)))
    .slice(0, MOST_OFFERED)
    .map(scheme => checkHere(context, scheme));
}

/** Checks of clauses that stand near a question which they leave open: the one that the question names, or the only one. */
export function checksNear(context: TurnContext, clauses: readonly string[], text: string): Choice[] {
  const near = schemesHere(context).filter(({ clause }) => clauses.includes(clause.id));
  const named = schemeNamed(near, [bare(normalise(text))]);
  const [only] = near;
  const scheme = named ?? (near.length === 1 ? only : undefined);
  return scheme ? [checkHere(context, scheme)] : [];
}

const checkHere = (context: TurnContext, scheme: Scheme): Choice =>
  offeredHere(context, checkChoice(context, scheme), undefined, asking(context, scheme));

/** What to say for a check: heard in any language. */
const asking = ({ t }: TurnContext, { name }: Scheme): string => t('eligibility:say_check', { name: name.zh });

const checkChoice = ({ t, language }: TurnContext, scheme: Scheme): Choice => ({
  id: `check=${scheme.id}`,
  label: t('eligibility:choice.check', { name: plain(scheme.name, { t, language }) }),
});

/** So many checks are offered under one answer. */
const MOST_OFFERED = 2;

/** The ways to checks that are always there. */
export const checkChoices = ({ t, isPrivate }: Pick<TurnContext, 't' | 'isPrivate'>): Choice[] =>
  isPrivate ? ['screen', 'menu'].map((id): Choice => ({ id, label: t(`eligibility:choice.${id}`) })) : [];

/** @param asked what was said or pressed */
function begin(context: TurnContext, wish: Wish, text: string, asked: string): TurnOutcome | undefined {
  const { t, isPrivate } = context;
  if (!isPrivate) return inPrivateOnly(context, wish, asked);
  switch (wish.kind) {
    case 'show_kept':
      return showKept(context);
    case 'erase_kept':
      return eraseKept(context);
    case 'menu':
      return showMenu(context, wish.settlement);
    case 'check':
      return open(context, [wish.scheme], false, text);
    case 'screen': {
      const schemes = schemesHere(context).filter(scheme => (scheme.for === 'settlement') === wish.settlement);
      return schemes.length > 0 ? open(context, schemes, true, text) : say(context, { text: t('eligibility:nothing_here') });
    }
  }
}

/** In a group: the rule of a check, which is for everybody, and the way to where facts may be told. */
function inPrivateOnly(context: TurnContext, wish: Wish, asked: string): TurnOutcome {
  const { t, at } = context;
  if (wish.kind !== 'check') {
    const id = 'settlement' in wish && wish.settlement ? `${wish.kind}=settlement` : wish.kind;
    const says = wish.kind === 'screen' && !wish.settlement ? t('eligibility:choice.screen') : asked;
    return say(context, { text: t('eligibility:private_only'), choices: [goesOn(context, id, asked, says)] });
  }
  const { scheme } = wish;
  const id = `check=${scheme.id}`;
  const { document } = scheme.clause;
  const status = statusOn(document, undefined, dayAt(at));
  return say(context, {
    text: `${ruleOf(scheme, context, 'eligibility:rule')}\n${t('eligibility:private_only')}`,
    note: citationText([{ clause: scheme.clause, status }], context),
    choices: [goesOn(context, id, asked, asking(context, scheme))],
  });
}

/** The checks of the region, then everything at once, then the other list. */
function showMenu(context: TurnContext, settlement: boolean): TurnOutcome {
  const { t } = context;
  const schemes = schemesHere(context).filter(scheme => (scheme.for === 'settlement') === settlement);
  const choices = [
    ...schemes.map((scheme): Choice => ({ id: `check=${scheme.id}`, label: plain(scheme.name, context) })),
    {
      id: settlement ? 'screen=settlement' : 'screen',
      label: t(settlement ? 'eligibility:choice.screen_settlement' : 'eligibility:choice.screen'),
    },
    {
      id: settlement ? 'menu' : 'menu=settlement',
      label: t(settlement ? 'eligibility:choice.menu' : 'eligibility:choice.menu_settlement'),
    },
  ];
  return say(context, { text: t('eligibility:menu'), choices });
}

/** Says what is checked and what happens to the answers, takes what is known already, and asks the first question. */
function open(context: TurnContext, schemes: readonly Scheme[], screening: boolean, text: string): TurnOutcome {
  const { session, parts } = context;
  const facts = schemes.flatMap(scheme => scheme.facts);
  const heard = parts.hearing.overhear([...new Map(facts.map(fact => [fact.id, fact])).values()], text);
  const before = context.carried ?? session.interview;
  const isAgain = before?.household !== undefined || schemes.some(({ id }) => before?.schemes.includes(id));
  const carried = carriedOver(isAgain ? undefined : before);
  const known = merged(session.kept?.facts ?? [], carried, heard);
  return beginWith(context, { schemes, screening, known }, list => context.t('eligibility:begin.known', { list }));
}

/** A check with what is on file. */
export interface OnFile {
  readonly schemes: readonly Scheme[];
  readonly screening: boolean;
  readonly facts: FactsOnFile;
  /** Whose file it is. */
  readonly of: 'household' | 'settlement';
  /** Says for whom the check is. */
  readonly intro: string;
  readonly household?: CheckedHousehold;
}

/** Begins a check in which what is on file is known, and said to come from there; nothing of the person who asks is taken. */
export function beginOnFile(context: TurnContext, { facts, of, intro, ...check }: OnFile): TurnOutcome {
  const { t, parts } = context;
  if (check.schemes.length === 0) return say(context, { text: t('eligibility:nothing_here') });
  const known = Object.entries(facts).flatMap(([id, answer]): Given[] => {
    const fact = parts.rules.facts.get(parseFactId(id)!);
    return fact && takes(fact, answer) ? [{ fact: fact.id, answer }] : [];
  });
  return orNoFigure(context, () =>
    beginWith(context, { ...check, known }, list => t(`eligibility:begin.on_file.${of}`, { list }), intro),
  );
}

/** A check for which the knowledge lacks a figure on this day is not guessed at: people are told where to turn. */
export function orNoFigure(context: TurnContext, work: () => TurnOutcome): TurnOutcome {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NoFigureError)) throw error;
    return { ...say(context, { text: context.t('eligibility:no_figure') }, { interview: undefined }), private: true };
  }
}

/** A check as it begins. */
interface Beginning extends Pick<Interview, 'screening' | 'known' | 'household'> {
  readonly schemes: readonly Scheme[];
}

/** @param recall puts what is known already into words */
function beginWith(
  context: TurnContext,
  { schemes, screening, known: all, household }: Beginning,
  recall: (list: string) => string,
  before = '',
): TurnOutcome {
  const asked = new Set(schemes.flatMap(scheme => scheme.facts).map(({ id }) => id));
  const known = all.filter(({ fact }) => asked.has(fact));
  const interview: Interview = {
    schemes: schemes.map(({ id }) => id),
    screening,
    known,
    answers: [],
    ...(household ? { household } : {}),
    at: context.at.toISOString(),
  };
  const recalled = known.length > 0 ? recall(listed(context, known)) : '';
  const asks = nextFact(schemes, saidIn(interview), dayAt(context.at)) !== undefined;
  const intro = asks ? introOf(context, schemes, screening) : '';
  return askNext(context, interview, [before, intro, recalled].filter(Boolean).join('\n'));
}

/** What is checked, how it goes, and what happens to the answers. */
function introOf(context: TurnContext, schemes: readonly Scheme[], screening: boolean): string {
  const { t } = context;
  const [first] = schemes;
  if (first?.for === 'settlement')
    return screening ? t('eligibility:begin.settlement', { total: schemes.length }) : checkIntro(first, context);
  const what = screening ? t('eligibility:begin.screening', { total: schemes.length }) : first && checkIntro(first, context);
  return [what, t('eligibility:begin.promise')].filter(Boolean).join('\n');
}

/** What is checked, for whom it is and what it gives. */
const checkIntro = (scheme: Scheme, context: TurnContext): string => ruleOf(scheme, context, 'eligibility:begin.check');

function ruleOf(scheme: Scheme, context: TurnContext, words: string): string {
  const on = dayAt(context.at);
  const [audience, gives] = [scheme.audience, scheme.gives].map(words => withFigures(words, scheme, on, context));
  return context.t(words, { name: plain(scheme.name, context), audience, gives });
}

/** What was answered in the check just before. */
const carriedOver = (interview: Interview | undefined): Facts => (interview ? saidIn(interview).facts : new Map());

/** The later one counts. */
const merged = (kept: readonly Given[], ...later: readonly Facts[]): Given[] => [
  ...new Map([...kept, ...later.flatMap(givenFrom)].map(given => [given.fact, given])).values(),
];
