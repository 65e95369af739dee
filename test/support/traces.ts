/**
 * Looks for words in places where they must not stand, also where they are written in another way.
 */

/** Texts by the name of the place where they stand. */
export type Places = Readonly<Record<string, string>>;

/** The words that stand in a place, each with the place and the way it is written: `log: 罗世珍 (base64)`. */
export function tracesOf(words: readonly string[], places: Places): string[] {
  return Object.entries(places).flatMap(([place, text]) => {
    const lower = text.toLowerCase();
    return words.flatMap(word =>
      Object.entries(spellingsOf(word))
        .filter(([, spelling]) => spelling !== '' && lower.includes(spelling.toLowerCase()))
        .map(([way]) => `${place}: ${word} (${way})`),
    );
  });
}

function spellingsOf(word: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(word);
  const escaped = [...word].map(character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return {
    plain: word,
    'without hyphens': word.includes('-') ? word.replaceAll('-', '') : '',
    'in an address': encodeURIComponent(word) === word ? '' : encodeURIComponent(word),
    escaped,
    hexadecimal: bytes.toString('hex'),
    base64: insideBase64(bytes, 0),
    'base64, one on': insideBase64(bytes, 1),
    'base64, two on': insideBase64(bytes, 2),
  };
}

/** The letters that only depend on the word, where so many bytes stand before it. */
function insideBase64(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  return whole.slice(before === 0 ? 0 : before + 1, -1);
}
