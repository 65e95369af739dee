/**
 * Finds what nobody should say before others: identity numbers, bank cards, telephone numbers, and an illness of one's own or one's family. Where
 * it is in doubt, it finds nothing.
 */
import { readIdentityNumber } from '../directory/identity-number.ts';
import type { PersonalWords } from '../knowledge/personal-words.ts';

/** What may be found. */
export const PERSONAL_KINDS = ['identity', 'card', 'phone', 'illness'] as const;
/** One of `PERSONAL_KINDS`. */
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** What was found in a text. */
export interface Personal {
  /** Each once, in the order of `PERSONAL_KINDS`. */
  readonly kinds: readonly PersonalKind[];
  /** The text without the numbers; half width where there were any. */
  readonly masked: string;
}

/** Reads a text. @param isPublic whether a telephone number is known to everybody: an office's, in digits alone */
export type PersonalReader = (text: string, isPublic: (phone: string) => boolean) => Personal;

/** What stands for a number that was taken out. */
const MASK = '…';

export function createPersonalReader(words: PersonalWords): PersonalReader {
  const saysIllness = illnessIn(words);
  return (text, isPublic) => {
    const plain = text.normalize('NFKC');
    const found = numbersIn(plain).filter(({ kind, digits }) => kind !== 'phone' || !isPublic(digits));
    let masked = '';
    let end = 0;
    for (const { at, length } of found) {
      masked += plain.slice(end, at) + MASK;
      end = at + length;
    }
    const kinds = PERSONAL_KINDS.filter(kind =>
      kind === 'illness' ? saysIllness(plain) : found.some(number => number.kind === kind),
    );
    return { kinds, masked: found.length === 0 ? text : masked + plain.slice(end) };
  };
}

/** A number where it stands. */
interface FoundNumber {
  readonly kind: Exclude<PersonalKind, 'illness'>;
  readonly at: number;
  readonly length: number;
  /** Without blanks and dashes. */
  readonly digits: string;
}

/** Where a number may begin: not within another one. */
const BEGINNING = /(?<![\dA-Za-z.])(?:\+|00)?\d/g;

function numbersIn(text: string): readonly FoundNumber[] {
  const found: FoundNumber[] = [];
  let free = 0;
  for (const { index } of text.matchAll(BEGINNING)) {
    if (index < free) continue;
    const number = numberAt(text, index);
    if (!number) continue;
    found.push(number);
    free = index + number.length;
  }
  return found;
}

/** One blank or dash may stand between two digits. */
const digitsApart = (first: string, more: string): string => `${first}(?:[\\s-]?\\d)${more}`;

const IDENTITY = new RegExp(`${digitsApart('[1-9]', '{16}')}[\\s-]?[\\dXx](?![\\dA-Za-z])`, 'y');
const CARDS = [19, 18, 17, 16].map(length => new RegExp(`${digitsApart('[3-69]', `{${length - 1}}`)}(?!\\d)`, 'y'));
const PHONE = new RegExp(`(?:(?:\\+|00)?86[\\s-]?)?(?<phone>${digitsApart('1[\\s-]?[3-9]', '{9}')})(?![\\d元万亿])`, 'y');

function numberAt(text: string, at: number): FoundNumber | undefined {
  const [identity] = matchAt(IDENTITY, text, at) ?? [];
  if (identity !== undefined && readIdentityNumber(identity).kind === 'valid') return numberOf('identity', at, identity);
  for (const pattern of CARDS) {
    const [card] = matchAt(pattern, text, at) ?? [];
    if (card !== undefined && isCard(card.replace(/\D/g, ''))) return numberOf('card', at, card);
  }
  const phone = matchAt(PHONE, text, at);
  return phone && { ...numberOf('phone', at, phone[0]), digits: (phone.groups?.['phone'] ?? '').replace(/\D/g, '') };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

const numberOf = (kind: FoundNumber['kind'], at: number, typed: string): FoundNumber => ({
  kind,
  at,
  length: typed.length,
  digits: typed.replace(/[\s-]/g, ''),
});

/** The check of Luhn (ISO/IEC 7812-1); a card's number is not one digit over and over. */
function isCard(digits: string): boolean {
  if (new Set(digits).size < 4) return false;
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** So many characters may stand between the words. */
const APART = { toHaving: 3, toIllness: 4, ofFamily: 2 };

/** Whether a text says that whoever wrote it, or somebody of their family, has an illness. */
function illnessIn({ family, self, has, butNot, illnesses }: PersonalWords): (text: string) => boolean {
  if (illnesses.length === 0) return () => false;
  const oneOf = (words: readonly string[]) => `(?:${words.toSorted((a, b) => b.length - a.length).join('|')})`;
  const not = oneOf(butNot);
  /** Up to so many characters of the same sentence, none of which takes it back. */
  const gap = (most: number) => `(?:(?!${not})[\\p{L}\\p{N}\\s]){0,${most}}?`;
  const having = `${gap(APART.toHaving)}(?!${not})${oneOf(has)}${gap(APART.toIllness)}`;
  const pattern = new RegExp(
    `(?<!${not}[^,.!?;\\u3001\\u3002]{0,4})(?:${oneOf(family)}(?:${having}|${gap(APART.ofFamily)})|${oneOf(self)}(?!${not})${having})${oneOf(illnesses)}`,
    'iu',
  );
  return text => pattern.test(text);
}
