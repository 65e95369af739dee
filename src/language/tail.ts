/**
 * Words that only end what was said, one after another (有的呢谢谢).
 */

/**
 * Where the longest run of such words begins that reaches the end of the text; the text's length where there is none. Not a pattern: where words
 * are parts of each other (的, 呢, 的呢), it would try every way to part the run, which takes for ever.
 */
export function tailOf(text: string, words: readonly string[]): number {
  const starts = new Set([text.length]);
  for (let at = text.length - 1; at >= 0; at--)
    if (words.some(word => text.startsWith(word, at) && starts.has(at + word.length))) starts.add(at);
  return Math.min(...starts);
}
