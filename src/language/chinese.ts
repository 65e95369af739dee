/**
 * Reads a message: normalised, rewritten into standard words, segmented, and taken apart into the features that matching compares.
 */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { rememberLast } from '../shared/remember-last.ts';
import type { Lexicon } from './lexicon.ts';
import { bare, normalise } from './normalise.ts';
import { soundOf } from './sound.ts';

/** A message as the assistant understands it. */
export interface Reading {
  /** Normalised, in the sender's own words. */
  readonly text: string;
  /** In standard words: dialect, typos and synonyms rewritten, particles dropped. */
  readonly standard: string;
  /** The words of `standard` that carry meaning. */
  readonly words: readonly string[];
}

/** Reads Chinese, and leaves other writing as it is. */
export interface Chinese {
  read(text: string): Reading;
}

/** Forms are looked up over at most so many neighbouring words. */
const LONGEST_FORM = 6;

/** Telephone, identity and account numbers say nothing of what is meant. */
const LONG_NUMBER = /\d{6,}x?/g;

/** Rewriting stops after so many rounds at the latest. */
const ROUNDS = 3;

/** @param lexicon its words are taught to the segmenter */
export function createChinese(lexicon: Lexicon): Chinese {
  const jieba = Jieba.withDict(dict);
  const known = new Set([...lexicon.dictionary, ...lexicon.standard.keys(), ...lexicon.standard.values()]);
  const isNew = (word: string) => word.length > 1 && !/\s/.test(word) && jieba.cut(word, false).length > 1;
  const entries = [...known].filter(isNew).map(word => `${word} ${3000 * word.length} n`);
  if (entries.length > 0) jieba.loadDict(Buffer.from(entries.join('\n')));

  /** The words of a text with each known form replaced by its standard, and without particles. */
  const standardWords = (words: readonly string[]): string[] => {
    const out: string[] = [];
    for (let i = 0; i < words.length; ) {
      let taken = 1;
      let word = words[i] ?? '';
      for (let span = Math.min(LONGEST_FORM, words.length - i); span > 0; span--) {
        const standard = lexicon.standard.get(span === 1 ? word : words.slice(i, i + span).join(''));
        if (standard === undefined) continue;
        word = standard;
        taken = span;
        break;
      }
      if (!(taken === 1 && lexicon.particles.has(word))) out.push(word);
      i += taken;
    }
    return out;
  };
  /** A corrected typo may make a dialect word, and that a synonym: rewritten until nothing changes. */
  const rewrite = (text: string): { standard: string; words: string[] } => {
    let standard = text;
    let words = jieba.cut(standard, false);
    for (let round = 0; round < ROUNDS; round++) {
      const next = standardWords(words).join('').trim();
      if (next === standard) break;
      standard = next;
      words = jieba.cut(standard, false);
    }
    return { standard, words };
  };

  return {
    read: rememberLast(text => {
      const plain = normalise(text);
      const { standard, words } = rewrite(plain.replace(LONG_NUMBER, ' '));
      return { text: plain, standard, words: words.filter(word => bare(word) !== '' && !lexicon.stopwords.has(word)) };
    }),
  };
}

/** The features of a reading, each as `<kind>:<content>` (w a word, g two neighbouring characters, s how they sound), once for each
 * occurrence; `sounds` may be left out where spelling is enough. */
export function featuresOf({ standard, words }: Reading, { sounds = true } = {}): string[] {
  const features = words.map(word => `w:${word}`);
  for (const run of standard.split(/[^\p{L}\p{N}]+/u)) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i++) {
      const [a, b] = [characters[i] ?? '', characters[i + 1] ?? ''];
      features.push(`g:${a}${b}`);
      if (sounds && HAN.test(a) && HAN.test(b)) features.push(`s:${soundOf(a)} ${soundOf(b)}`);
    }
  }
  return features;
}

const HAN = /\p{Script=Han}/u;
