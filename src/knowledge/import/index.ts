/**
 * Imports official documents as published: reads the file, takes it apart into clauses with their units, and lists what a person should look at.
 * What the knowledge base says about those clauses is not its business.
 */
import { asRead } from './characters.ts';
import { takeApart } from './clauses.ts';
import type { Import, Line } from './model.ts';
import type { PrintedForms } from './printed-forms.ts';
import { warningsOf } from './warnings.ts';

/**
 * Never throws: a text without numbered clauses gives none, and everything is in `dropped`.
 * @param document the id under which its clauses are known
 */
export function importLines(document: string, lines: readonly Line[], forms: PrintedForms): Import {
  const read = lines.map(line => ({ ...line, text: asRead(line.text, forms.radicals) }));
  const taken = takeApart(read, forms);
  const clauses = taken.clauses.map(({ path, label, heading, text, lead, supporting }) => ({
    path,
    label,
    heading,
    text,
    lead,
    supporting,
  }));
  return { document, clauses, dropped: taken.dropped, warnings: warningsOf(taken, forms) };
}
