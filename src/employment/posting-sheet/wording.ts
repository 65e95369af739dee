/**
 * How offices write tables of job postings: the shape of the data that the reader is given, and looking words up in it.
 */

import { plain } from '../../directory/household-sheet/wording.ts';
import type { PostingField } from '../../knowledge/posting-sheet-words.ts';
import type { Template } from '../../spreadsheet/index.ts';
import type { JobKind, Suit, WageForm } from '../model.ts';

/** What a column can hold. */
export type Field = PostingField;

type Texts = readonly string[];
type Spelled<T extends string> = Readonly<Record<T, Texts>>;

/** How tables of postings are written, as `knowledge/spreadsheets/postings.yaml` says it. */
export interface PostingWording {
  readonly columns: readonly { readonly field: Field; readonly names: Texts }[];
  readonly apart: Texts;
  /** A text means a value where it holds one of its words; the first one of those that are listed. */
  readonly values: {
    readonly wage_form: Spelled<WageForm>;
    readonly kind: Spelled<JobKind>;
    readonly suits: Spelled<Suit>;
  };
  /** What is written where the wage is not fixed. */
  readonly open_wages: Texts;
  /** What may follow a figure, with how many it stands for. */
  readonly figures: Readonly<Record<string, number>>;
  /** Nought to ten. */
  readonly numerals: Texts;
  readonly least: Texts;
  readonly most: Texts;
  readonly ranges: Texts;
  readonly until: { readonly long: Texts; readonly until_full: Texts };
  /** What stands for an employer that is not named. */
  readonly nameless: Texts;
  readonly blanks: Texts;
  readonly rows: { readonly totals: Texts; readonly notes: Texts; readonly examples: Texts };
  readonly template: Template<Field>;
}

/** The words of a wording, ready to be looked up. */
export interface Words {
  readonly wageForm: (text: string) => WageForm | undefined;
  readonly kind: (text: string) => JobKind | undefined;
  readonly suits: (text: string) => readonly Suit[];
  readonly isBlank: (text: string) => boolean;
  readonly has: (words: Texts, text: string) => boolean;
}

/** Made once for a file. */
export function wordsOf({ values, blanks }: PostingWording): Words {
  const empty = new Set(blanks.map(plain));
  const plainOf = new Map<Texts, Texts>();
  const plainWords = (words: Texts): Texts => {
    const known = plainOf.get(words) ?? words.map(plain);
    plainOf.set(words, known);
    return known;
  };
  const has = (words: Texts, text: string) => {
    const said = plain(text);
    return plainWords(words).some(word => said.includes(word));
  };
  const all =
    <T extends string>(spelled: Spelled<T>) =>
    (text: string): T[] => {
      if (text === '') return [];
      const said = plain(text);
      return (Object.entries(spelled) as [T, Texts][]).flatMap(([value, words]) =>
        plainWords(words).some(word => said.includes(word)) ? [value] : [],
      );
    };
  const [wageForm, kind, suits] = [all(values.wage_form), all(values.kind), all(values.suits)];
  return {
    wageForm: text => wageForm(text)[0],
    kind: text => kind(text)[0],
    suits,
    isBlank: text => empty.has(plain(text)),
    has,
  };
}

export { plain };
