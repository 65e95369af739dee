/** The number of a case as people type or say it: 1003, １００３, 1003号, 一零零三. */
import { parseNumber } from '../../../grievance/number.ts';
import { chineseNumber } from '../../../language/chinese-number.ts';
import { normalise } from '../../../language/normalise.ts';

/** A number; or digits whose check digit shows that one of them is wrong. */
export type SaidNumber =
  | { readonly kind: 'number'; readonly number: number; readonly digits: string }
  | { readonly kind: 'wrong'; readonly digits: string };

/** Digits of one kind, as one says them one after the other. */
const DIGITS = /^(?:第|编号|no\.?\s*)?(\d(?:[\s-]?\d){3,9}|[零〇○一二三四五六七八九]{4,10})(?:号|件|号件)?$/;

/** What a text that is nothing else says; `undefined` where it is no such number. */
export function saidNumber(text: string): SaidNumber | undefined {
  const [, said] = DIGITS.exec(normalise(text)) ?? [];
  if (said === undefined) return undefined;
  const digits = /\d/.test(said) ? said.replace(/\D/g, '') : String(chineseNumber(said) ?? '');
  if (digits.length < 4 || digits.length > 10) return undefined;
  const number = parseNumber(digits);
  return number === undefined ? { kind: 'wrong', digits } : { kind: 'number', number, digits };
}
