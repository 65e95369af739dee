/**
 * Words that stand twice in a row: what a scan or a page break printed again.
 */
const SHORTEST = 12;
const LONGEST = 200;
/** A run of dots or dashes repeats itself too, and means nothing. */
const FEWEST_KINDS = 4;

/** Each run of 12 to 200 characters that is at once followed by itself; at most its first 40 characters. */
export function repeatsIn(text: string): string[] {
  const found: { start: number; end: number }[] = [];
  for (let length = SHORTEST; length <= Math.min(LONGEST, text.length / 2); length++) {
    let run = 0;
    for (let i = 0; i + length < text.length; i++) {
      run = text[i] === text[i + length] ? run + 1 : 0;
      if (run !== length) continue;
      const start = i - length + 1;
      const overlaps = found.some(other => start < other.end && other.start < i + length + 1);
      const kinds = new Set(text.slice(start, start + length)).size;
      if (!overlaps && kinds >= FEWEST_KINDS) found.push({ start, end: start + 2 * length });
      run = 0;
    }
  }
  return found.map(({ start, end }) => text.slice(start, Math.min(start + 40, (start + end) / 2)));
}
