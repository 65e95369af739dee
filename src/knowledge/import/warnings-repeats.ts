/**
 * Words that stand twice in a row: what a scan or a page break printed again.
 */
const SHORTEST = 12;
const LONGEST = 200;
/** A run of dots or dashes repeats itself too, and means nothing. */
const FEWEST_KINDS = 4;
const SHOWN = 40;

/** Each run of 12 to 200 characters that is at once followed by itself; at most its first 40 characters. */
export function repeatsIn(text: string): string[] {
  const found: string[] = [];
  const seen = new Uint8Array(text.length);
  for (let length = SHORTEST; length <= Math.min(LONGEST, text.length / 2); length++) {
    let run = 0;
    for (let i = 0; i + length < text.length; i++) {
      run = text.charCodeAt(i) === text.charCodeAt(i + length) ? run + 1 : 0;
      if (run < length) continue;
      const start = i - length + 1;
      const isNew = run === length && seen[start] === 0 && seen[i + length] === 0;
      if (isNew && new Set(text.slice(start, i + 1)).size >= FEWEST_KINDS) {
        found.push(text.slice(start, Math.min(start + SHOWN, i + 1)));
        seen.fill(1, start, i + length + 1);
      }
      seen[i + length] = 1;
    }
  }
  return found;
}
