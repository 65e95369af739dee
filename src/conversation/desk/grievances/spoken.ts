/**
 * What staff say of cases in one line: /领, 领1003, /记 1003 去看过了, 请假到12月5日. The words are data; what follows them fills in the form.
 */
import type { CaseDeed } from '../../../knowledge/case-words.ts';
import { bare, normalise } from '../../../language/normalise.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Values } from '../state.ts';
import { lastDay } from './absence.ts';
import { saidNumber } from './said-number.ts';

/** A form that a line opens with what it fills in; or the digits of a number that no case has. */
export type Spoken =
  | { readonly kind: 'form'; readonly form: string; readonly values: Values }
  | { readonly kind: 'wrong'; readonly digits: string };

/** What is filled in by the words that follow. */
const REST: Readonly<Partial<Record<CaseDeed, string>>> = {
  case_note: 'text',
  case_ask: 'text',
  case_answer: 'blank',
  case_forward: 'text',
  case_send_back: 'text',
  case_extend: 'text',
  case_decline: 'text',
  case_release: 'text',
  case_merge: 'other',
  case_link: 'other',
  case_find: 'words',
  case_away: 'until',
};

/** What these ask for besides: an answer in one's own words, a search by words. */
const WITH_REST: Readonly<Partial<Record<CaseDeed, Values>>> = { case_answer: { how: 'free' }, case_find: { by: 'words' } };

/** What a number after the word means, where that is something else. */
const WITH_NUMBER: Readonly<Partial<Record<CaseDeed, string>>> = { case_next: 'case_claim' };

/** Words for a form with one of its fields filled in. */
const FILLED: Readonly<Partial<Record<CaseDeed, readonly [form: string, values: Values]>>> = {
  ledger_of_work: ['case_ledger', { form: 'work' }],
  ledger_of_problems: ['case_ledger', { form: 'problem' }],
  ledger_of_rectification: ['case_ledger', { form: 'rectification' }],
};

/** @param typed as it was typed */
export function spokenCase({ parts, at }: Pick<TurnContext, 'parts' | 'at'>, typed: string): Spoken | undefined {
  const text = typed.trim();
  const isSlash = /^[/／]/.test(text);
  const line = isSlash ? text.slice(1).trim() : text;
  const alone = saidNumber(line);
  if (alone) return opened('case_look', 'case_look', alone.digits, '');
  const whole = parts.speech.caseWords.get(bare(normalise(line)));
  if (whole) return opened(whole, whole, undefined, '');
  for (const [word, deed] of parts.speech.caseWords) {
    const after = afterWord(line, word);
    if (after === undefined) continue;
    const { digits, rest } = parted(after);
    if (digits !== undefined) return opened(deed, WITH_NUMBER[deed] ?? deed, digits, rest);
    // Without a slash these are words that anybody says.
    const isMeant = isSlash || (deed === 'case_away' && lastDay(rest, at) !== undefined);
    if (REST[deed] !== undefined && isMeant) return opened(deed, deed, undefined, rest);
  }
  return undefined;
}

function opened(deed: CaseDeed, named: string, digits: string | undefined, rest: string): Spoken {
  const [form, filled] = FILLED[deed] ?? [named];
  const number = digits === undefined ? undefined : saidNumber(digits);
  if (number?.kind === 'wrong') return number;
  const field = REST[deed];
  const said = rest === '' || field === undefined ? {} : { [field]: rest, ...WITH_REST[deed] };
  return { kind: 'form', form, values: { ...filled, ...(number ? { number: String(number.number) } : {}), ...said } };
}

/** What stands after the word, whose letters may be typed in any width or case. */
function afterWord(line: string, word: string): string | undefined {
  let seen = '';
  for (const [i, letter] of [...line].entries()) {
    seen += bare(normalise(letter));
    if (seen === word) return [...line].slice(i + 1).join('');
    if (!word.startsWith(seen)) return undefined;
  }
  return undefined;
}

/** The number at the beginning, and the words after it. */
function parted(after: string): { readonly digits?: string | undefined; readonly rest: string } {
  const [, digits, rest = ''] =
    /^[\s,，:：]*(?:第|编号)?([\d０-９]{4,10}|[零〇○一二三四五六七八九]{4,10})号?(?![\d０-９年月日.-])([\s\S]*)$/.exec(after) ??
    [];
  return digits === undefined ? { rest: stripped(after) } : { digits, rest: stripped(rest) };
}

const stripped = (words: string): string => words.replace(/^[\s,，:：。]+/, '').trim();
