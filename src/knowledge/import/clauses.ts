/**
 * Takes the lines of a document apart: what belongs to which clause, and what belongs to none.
 */
import { inkOf, withoutLayout, withSingleSpaces } from './characters.ts';
import type { ImportedClause, Line } from './model.ts';
import { findMarkers, type Heading, isFinished, outlineOf, runsOf } from './outline.ts';
import type { PrintedForms } from './printed-forms.ts';
import { unitsAtEnd } from './units.ts';

/** A clause with what its warnings are found in. */
export interface TakenClause extends ImportedClause {
  readonly head: Heading;
  /** Its lines as read, the number taken off the first. */
  readonly lines: readonly Line[];
  /** Where no heading was set apart, the words up to the first stop stand for it. */
  readonly headingUnclear: boolean;
  readonly hasUnits: boolean;
}

/** A document taken apart; nothing of it is lost. */
export interface TakenDocument {
  readonly clauses: readonly TakenClause[];
  readonly dropped: readonly string[];
  /** First lines of other numberings that were left out, because a longer one was taken for the document. */
  readonly otherRuns: readonly string[];
}

/** Longer than any heading: what is longer is a sentence. */
const LONGEST_HEADING = 60;

/** Of several numberings the one with the most text is taken for the document. */
export function takeApart(lines: readonly Line[], forms: PrintedForms): TakenDocument {
  const runs = runsOf(findMarkers(lines));
  const startOf = (i: number) => runs[i]?.[0]?.line ?? lines.length;
  const ink = (i: number) => lines.slice(startOf(i), startOf(i + 1)).reduce((sum, { text }) => sum + inkOf(text).length, 0);
  const sizes = runs.map((_, i) => ink(i));
  const chosen = sizes.reduce((best, size, i) => (size > (sizes[best] ?? 0) ? i : best), 0);
  const headings = outlineOf(runs[chosen] ?? []);
  const [start, end] = [startOf(chosen), startOf(chosen + 1)];

  const clauses: TakenClause[] = [];
  const dropped: string[] = [];
  const drop = (...texts: string[]) => dropped.push(...texts.map(withSingleSpaces).filter(Boolean));
  const dropLines = (from: number, to: number) => drop(...lines.slice(from, to).map(({ text }) => text));

  dropLines(0, start);
  for (const [i, head] of headings.entries()) {
    const next = headings[i + 1]?.line ?? end;
    if (head.hasChildren) {
      drop(head.mark + head.rest);
      dropLines(head.line + 1, next);
      continue;
    }
    drop(head.mark);
    const own: Line[] = [];
    const last = i === headings.length - 1 ? endOfText(lines, head, next, forms) : next;
    for (const [at, line] of lines.slice(head.line, last).entries()) {
      if (line.furniture) drop(line.text);
      else own.push(at === 0 ? { ...line, text: head.rest } : line);
    }
    dropLines(last, next);
    clauses.push(clauseOf(head, own, forms));
  }
  dropLines(end, lines.length);
  const otherRuns = runs.flatMap((run, i) => (i === chosen || !run[0] ? [] : [withoutLayout(run[0].mark + run[0].rest)]));
  return { clauses, dropped, otherRuns };
}

function clauseOf(head: Heading, lines: readonly Line[], forms: PrintedForms): TakenClause {
  const text = withoutLayout(lines.map(line => line.text).join('\n'));
  const { heading, unclear } = headingOf(lines);
  const units = unitsAtEnd(text, forms);
  return {
    path: head.path.join('.'),
    label: head.label,
    heading,
    text,
    lead: units?.lead ?? [],
    supporting: units?.supporting ?? [],
    head,
    lines,
    headingUnclear: unclear,
    hasUnits: units !== undefined,
  };
}

/** A heading goes to the first full stop of its line, or fills the line. */
function headingOf(lines: readonly Line[]): { heading: string; unclear: boolean } {
  const open = lines.findIndex(({ text, wrapped }) => !wrapped || text.includes('。'));
  const first = withoutLayout(
    lines
      .slice(0, open === -1 ? lines.length : open + 1)
      .map(({ text }) => text)
      .join('\n'),
  );
  const stop = first.indexOf('。');
  if (stop > 0 && stop <= LONGEST_HEADING) return { heading: first.slice(0, stop), unclear: false };
  if (stop === -1 && first.length <= LONGEST_HEADING) return { heading: first.replace(/[：:]$/u, ''), unclear: first === '' };
  return { heading: /^[^。！？；：:;，,、]*/u.exec(first.slice(0, LONGEST_HEADING))?.[0] ?? '', unclear: true };
}

/** Where the last clause is over: signature, date, notes, and the feet of web pages come after it. */
function endOfText(lines: readonly Line[], head: Heading, end: number, { ends }: PrintedForms): number {
  let lastProse = end - 1;
  while (lastProse > head.line && (lines[lastProse]?.furniture || !isFinished(lines[lastProse]?.text ?? ''))) lastProse--;
  let finished = false;
  for (let at = head.line; at < end; at++) {
    const line = lines[at];
    if (!line || line.furniture) continue;
    const text = inkOf(line.text);
    const over = at > lastProse || ends.some(pattern => pattern.test(text));
    if (at > head.line && finished && over) return at;
    finished = isFinished(text);
  }
  return end;
}
