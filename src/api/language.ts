/** In which language a program wants its words. */
import { LANGUAGES, type Language } from '../language/i18n.ts';

/** The most wanted of our languages in a header `Accept-Language`; Chinese where it names none. */
export function languageOf(accepts: string | undefined): Language {
  const wanted = (accepts ?? '').split(',').map(part => {
    const [, tag = '', weight] = /^\s*([a-z*-]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(part) ?? [];
    return { language: ours(tag.toLowerCase()), weight: Number(weight ?? 1) };
  });
  const [first] = wanted.filter(({ language, weight }) => language && weight > 0).sort((one, other) => other.weight - one.weight);
  return first?.language ?? LANGUAGES[0];
}

/** `en-GB` is served by `en`, `zh` and `zh-Hans` by `zh-CN`. */
const ours = (tag: string): Language | undefined => LANGUAGES.find(language => language.split('-')[0] === tag.split('-')[0]);
