/**
 * One written form for what people type: full and half width, traditional characters, letters, invisible characters.
 */
import { Converter } from 'opencc-js/t2cn';
import { rememberLast } from '../shared/remember-last.ts';

const simplify: (text: string) => string = Converter({ from: 'hk', to: 'cn' });

/** Longer messages are cut here: nobody asks a question in more characters, and work stays bounded. */
export const MAX_LENGTH = 2000;

/** NFKC, simplified, lower case, white space folded to single spaces, controls and invisible characters dropped. */
export const normalise: (text: string) => string = rememberLast(text => {
  const plain = text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu, match => (/\s/.test(match) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return /\p{Script=Han}/u.test(plain) ? simplify(plain).replaceAll('著火', '着火') : plain;
});

/** Letters and digits alone: what matching compares. */
export const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
