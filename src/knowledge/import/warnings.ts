/**
 * What a person should look at before trusting an import. These are suspicions; the text stays as it is.
 */
import { SPLIT, withoutLayout } from './characters.ts';
import type { TakenClause, TakenDocument } from './clauses.ts';
import type { ImportWarning } from './model.ts';
import { isFinished } from './outline.ts';
import type { PrintedForms, Slip } from './printed-forms.ts';
import { bracketWarnings } from './warnings-brackets.ts';
import { repeatsIn } from './warnings-repeats.ts';

const warning = (
  { path }: Pick<TakenClause, 'path'>,
  code: string,
  text: string,
  params: ImportWarning['params'] = {},
): ImportWarning => ({ path, text, code, params });

/** Clause by clause in printed order, then what concerns no clause. */
export function warningsOf({ clauses, otherRuns }: TakenDocument, forms: PrintedForms): ImportWarning[] {
  const mixed = bracketWarnings(clauses);
  const withUnits = new Set(clauses.filter(({ hasUnits }) => hasUnits).map(({ path }) => parentOf(path)));
  withUnits.delete('');
  const found = clauses.flatMap(clause => [
    ...numbering(clause),
    ...heading(clause),
    ...slips(clause, forms.slips),
    ...(mixed.get(clause.path) ?? []),
    ...repeatsIn(clause.text).map(text => warning(clause, 'repeated', text)),
    ...brokenLines(clause),
    ...splitWords(clause),
    ...missingUnits(clause, withUnits),
  ]);
  const runs = otherRuns.map(text => ({ path: null, text: text.slice(0, 20), code: 'numbering-again', params: {} }));
  return [...found, ...runs];
}

function numbering(clause: TakenClause): ImportWarning[] {
  const { head, heading } = clause;
  if (head.expected === undefined) return [];
  const code = head.number < head.expected ? 'numbering-back' : 'numbering-skip';
  return [warning(clause, code, `${head.mark}${heading}`, { expected: head.expected, printed: head.mark })];
}

function heading(clause: TakenClause): ImportWarning[] {
  if (clause.headingUnclear) return [warning(clause, 'heading-unclear', clause.text.slice(0, 20))];
  return clause.text.length <= clause.heading.length + 1 ? [warning(clause, 'empty', clause.heading)] : [];
}

function slips(clause: TakenClause, patterns: readonly Slip[]): ImportWarning[] {
  return patterns.flatMap(({ pattern, why, meant }) =>
    [...clause.text.matchAll(pattern)].map(([text]) => warning(clause, why, text, meant === undefined ? {} : { meant })),
  );
}

/** Line ends within a sentence, where the page was not full. */
function brokenLines(clause: TakenClause): ImportWarning[] {
  const lines = clause.lines.filter(({ text }) => text.trim() !== '');
  const headingFillsLine = withoutLayout(lines[0]?.text ?? '') === clause.heading;
  return lines.slice(0, -1).flatMap(({ text, wrapped }, i) => {
    if (wrapped || isFinished(text) || (i === 0 && headingFillsLine)) return [];
    const next = lines[i + 1]?.text ?? '';
    return [warning(clause, 'broken-line', withoutLayout(text).slice(-6) + withoutLayout(next).slice(0, 6))];
  });
}

/** One warning a clause: a scan splits words by the dozen. */
function splitWords(clause: TakenClause): ImportWarning[] {
  const places = clause.lines.flatMap(({ text }) => {
    const line = text.trim();
    return [...line.matchAll(SPLIT)].map(
      ({ 0: gap, index }) =>
        `${line.slice(Math.max(0, index - 2), index)} ${line.slice(index + gap.length, index + gap.length + 2)}`,
    );
  });
  const first = places[0];
  return first === undefined ? [] : [warning(clause, 'split', first, { times: places.length })];
}

const parentOf = (path: string): string => path.replace(/\.?\d+$/, '');

/** The clause has no unit tail, and some of its siblings have one. */
function missingUnits(clause: TakenClause, withUnits: ReadonlySet<string>): ImportWarning[] {
  if (clause.hasUnits || !withUnits.has(parentOf(clause.path))) return [];
  return [warning(clause, 'no-units', clause.text.slice(-12))];
}
