/**
 * What a question about a settlement's own affairs is about: what it asks (hours, price, whom to call) and of what. Questions that ask the same of
 * the same are alike, and a topic that a cadre wrote down answers a question that asks it.
 */
import type { LocalQuestions } from '../knowledge/local-questions.ts';
import type { Chinese } from '../language/chinese.ts';
import { bare, normalise } from '../language/normalise.ts';
import type { LocalInfo } from './store.ts';

/** A question or a topic, taken apart. */
export interface About {
  /** What is asked, by the names of the kinds. */
  readonly asks: ReadonlySet<string>;
  /** The words of what it is asked of. */
  readonly of: ReadonlySet<string>;
}

/** Takes questions and topics apart, and finds what is known. */
export interface LocalReader {
  about(text: string): About;
  /** What is known of what a question asks; of several the one that speaks of most of it, then the newest. */
  infoFor(question: string, infos: readonly LocalInfo[]): LocalInfo | undefined;
}

/** Makes the reader; it keeps nothing between two questions. */
export function createLocalReader(chinese: Chinese, { asks: kinds, saysNothing, covers }: LocalQuestions): LocalReader {
  const about = (text: string): About => {
    let rest = chinese.read(text).standard;
    const asks = new Set<string>();
    for (const { asks: kind, patterns } of kinds)
      for (const pattern of patterns) {
        const left = rest.replaceAll(pattern, ' ');
        if (left !== rest) asks.add(kind);
        rest = left;
      }
    return { asks, of: new Set(chinese.read(rest).words.filter(word => !saysNothing.has(word))) };
  };
  /** A topic that names no kind answers what its text gives. */
  const asksTheSame = (topic: About, question: About, says: string): boolean => {
    if (question.asks.size === 0) return true;
    if (topic.asks.size > 0) return named(topic, question);
    return kinds.some(({ asks, givenBy }) => question.asks.has(asks) && givenBy?.test(says));
  };
  const covered = (word: string, { of }: About): string[] => [word, ...(covers.get(word) ?? [])].filter(one => of.has(one));

  return {
    about,
    infoFor(text, infos) {
      const question = about(text);
      const { standard } = chinese.read(text);
      let [best, most] = [undefined as LocalInfo | undefined, 0];
      for (const info of infos) {
        const topic = about(info.topic);
        const words = [...topic.of].map(word => covered(word, question));
        const known = new Set(words.flat());
        const strange = [...question.of].filter(word => !known.has(word) && !info.says.includes(word));
        const fits = words.every(found => found.length > 0) && asksTheSame(topic, question, info.says);
        const allowed = named(topic, question) && !strange.some(word => follows(word, known, standard)) ? MOST_STRANGE : 0;
        if (fits && strange.length <= allowed && known.size > 0 && known.size >= most) [best, most] = [info, known.size];
      }
      return best;
    },
  };
}

/** What like questions share; a question that is about nothing known is like none but itself. */
export function likenessOf({ asks, of }: About, question: string): string {
  if (of.size === 0) return bare(normalise(question));
  return [[...asks].toSorted().join(' '), [...of].toSorted().join(' ')].join('|');
}

/** So many words that neither topic nor text knows may stand in a question that asks just what the topic names. */
const MOST_STRANGE = 1;

const named = (topic: About, question: About): boolean => [...topic.asks].some(kind => question.asks.has(kind));

/** Right after a known word a strange one makes another thing of it: 社区 and 社区工厂. */
const follows = (strange: string, known: ReadonlySet<string>, text: string): boolean =>
  [...known].some(word => text.includes(`${word}${strange}`));
