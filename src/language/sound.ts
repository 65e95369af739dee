/**
 * How a text sounds, so that a wrong character that sounds right still finds its word.
 */
import { pinyin } from 'pinyin-pro';

const sounds = new Map<string, string>();

/** The syllable of one character without tone, with the sounds merged that southern and Shanxi speakers do not part (zh/z, n/l, ng/n). */
export function soundOf(character: string): string {
  let sound = sounds.get(character);
  if (sound === undefined) {
    sound = merge(pinyin(character, { toneType: 'none' }));
    sounds.set(character, sound);
  }
  return sound;
}

const merge = (syllable: string): string =>
  syllable
    .toLowerCase()
    .replace(/^([zcs])h/, '$1')
    .replace(/^[nr](?=[a-zü])/, 'l')
    .replace(/(?<=[aeiou])ng$/, 'n');
