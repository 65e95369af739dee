/**
 * A bulletin in a text file: lines `key: value` between two lines `---` say what it is and where it goes, the first heading or line is its title,
 * the rest is its text. What the command line says goes before what the file says.
 */

/** What a file says. */
export interface DraftFile {
  readonly title: string;
  readonly text: string;
  /** `kind`, `to`, `building`, `tag`, `except`, `clauses`, `receipts`, `at`, `every`, `on` */
  readonly fields: Readonly<Record<string, string>>;
}

/** What may stand above the text. */
export const FIELDS = ['kind', 'to', 'building', 'tag', 'except', 'clauses', 'receipts', 'at', 'every', 'on'] as const;

/** Reads such a file, or says which line above the text is none. */
export function readDraftFile(file: string): DraftFile | { readonly wrong: string } {
  const lines = file.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, i) => i > 0 && line.trim() === '---') : 0;
  if (end < 0) return { wrong: '---' };
  const fields: Record<string, string> = {};
  for (const line of lines.slice(1, end).filter(one => one.trim() !== '')) {
    const [, name = '', value = ''] = /^\s*(\w+)\s*[:：]\s*(.*?)\s*$/.exec(line) ?? [];
    if (!FIELDS.some(field => field === name) || value === '') return { wrong: line.trim() };
    fields[name] = value;
  }
  const body = lines.slice(end > 0 ? end + 1 : 0);
  const first = body.findIndex(line => line.trim() !== '');
  const title = (body[first] ?? '').replace(/^#+\s*/, '').trim();
  return {
    title,
    text: body
      .slice(first + 1)
      .join('\n')
      .trim(),
    fields,
  };
}
