/**
 * The words that people use and their standard forms; the data stand in `knowledge/language/`.
 */

/** Everything that reading a message needs to know of the language. */
export interface Lexicon {
  /** Every other form of a word → its standard form: synonyms, dialect, usual typos. */
  readonly standard: ReadonlyMap<string, string>;
  /** Words that the segmenter should know. */
  readonly dictionary: readonly string[];
  /** Words that carry no meaning for finding a clause. */
  readonly stopwords: ReadonlySet<string>;
  /** Sentence particles, dropped where they stand as words of their own. */
  readonly particles: ReadonlySet<string>;
}

/** Knows no words: text is segmented by the general dictionary alone. */
export const EMPTY_LEXICON: Lexicon = {
  standard: new Map(),
  dictionary: [],
  stopwords: new Set(),
  particles: new Set(),
};

/** Follows a form to the end of its chain (a typo of a dialect word of …), at most eight steps. */
export function resolveChains(forms: ReadonlyMap<string, string>): Map<string, string> {
  const resolved = new Map<string, string>();
  for (const [form, first] of forms) {
    let target = first;
    for (let step = 0; step < 8; step++) {
      const next = forms.get(target);
      if (next === undefined || next === target) break;
      target = next;
    }
    if (form !== target) resolved.set(form, target);
  }
  return resolved;
}
