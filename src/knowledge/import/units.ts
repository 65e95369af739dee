/**
 * Reads the units from the last bracket of a clause.
 */
import type { PrintedForms } from './printed-forms.ts';

/** Units as printed. */
export interface NamedUnits {
  readonly lead: readonly string[];
  readonly supporting: readonly string[];
}

const OPEN = '(（〈<《[［【〔';
const CLOSE = ')）〉>》]］】〕';

/** The units that the text ends with, or `undefined` where it ends with none. */
export function unitsAtEnd(text: string, forms: PrintedForms): NamedUnits | undefined {
  const inside = lastBracket(text);
  if (inside === undefined) return undefined;
  for (const tail of forms.unitTails) {
    const groups = tail.exec(inside)?.groups;
    if (!groups) continue;
    const listed = splitUnits(groups['listed'] ?? '', forms);
    return {
      lead: [...splitUnits(groups['lead'] ?? '', forms), ...listed.slice(0, 1)],
      supporting: [...listed.slice(1), ...splitUnits(groups['supporting'] ?? '', forms)],
    };
  }
  return undefined;
}

/** What the bracket at the very end holds. Brackets of unlike shape pair too: scans mix them. */
function lastBracket(text: string): string | undefined {
  const end = text.replace(/[。.]$/u, '');
  if (!CLOSE.includes(end.at(-1) ?? ' ')) return undefined;
  let depth = 0;
  for (let i = end.length - 1; i >= 0; i--) {
    const character = end[i] ?? '';
    if (CLOSE.includes(character)) depth++;
    else if (OPEN.includes(character) && --depth === 0) return end.slice(i + 1, -1);
  }
  return undefined;
}

function splitUnits(list: string, { beforeUnits, afterUnits }: PrintedForms): string[] {
  const units: string[] = [];
  let depth = 0;
  let unit = '';
  for (const character of list) {
    if (OPEN.includes(character)) depth++;
    if (CLOSE.includes(character)) depth--;
    if (depth <= 0 && '、，,；;'.includes(character)) {
      units.push(unit);
      unit = '';
    } else unit += character;
  }
  return [...units, unit].map(name => name.replace(beforeUnits, '').replace(afterUnits, '')).filter(Boolean);
}
