/**
 * Programs talk to a command line by line: one JSON object in, one out, in order; a bad line is answered in its place.
 */
import type { Translate } from '../language/i18n.ts';

/** What is wrong with a line: the code is a sentence of `locales/<language>/commands.json` below `line`. */
export interface LineFault {
  readonly id: string | number | null;
  readonly fault: { readonly code: string; readonly params: Readonly<Record<string, string>> };
}

/** Answers standard input to standard output; exit status 1 where a line was bad. */
export async function answerLines(answer: (json: unknown) => object | LineFault, t: Translate): Promise<void> {
  let line = 0;
  for await (const text of linesOf(process.stdin.setEncoding('utf8'))) {
    line++;
    if (text.trim() === '') continue;
    const answered = answerText(line === 1 ? text.replace(/^\ufeff/, '') : text, answer);
    if (isFault(answered)) {
      const { id, fault } = answered;
      const message = t(`commands:line.${fault.code}`, fault.params);
      console.log(JSON.stringify({ id, error: { line, code: fault.code, message } }));
      process.exitCode = 1;
    } else console.log(JSON.stringify(answered));
  }
}

/** Only a line feed ends a line: JSON may hold the other characters that some readers take for one. */
async function* linesOf(input: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

const isFault = (answered: object): answered is LineFault => 'fault' in answered;

function answerText(text: string, answer: (json: unknown) => object | LineFault): object | LineFault {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { id: null, fault: { code: 'not-json', params: {} } };
  }
  return answer(json);
}

/** The id of a line, as far as it has one. */
export const idOf = (json: unknown): string | number | null => {
  const id: unknown = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
};
