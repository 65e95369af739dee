import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const readme = readFileSync(at('README.md'), 'utf8');
const section = /\n## Security\n([\s\S]*?)(?=\n## |$)/.exec(readme)?.[1] ?? '';

/** What a line names and is not there: a source, a test, or words that no test below the file just named says. */
function missingIn(line: string): string[] {
  let test: string | undefined;
  return [...line.matchAll(/`([\w/.-]+\.test\.ts)`|`((?:src|\.deploy|test)\/[\w/.-]*)`|“([^”]+)”/g)].flatMap(
    ([, file, source, words]) => {
      if (source !== undefined) return existsSync(at(source)) ? [] : [source];
      if (file !== undefined) test = existsSync(at(`test/${file}`)) ? file : undefined;
      if (file !== undefined) return test === undefined ? [file] : [];
      if (test === undefined || words === undefined) return [];
      return readFileSync(at(`test/${test}`), 'utf8').includes(words) ? [] : [`${test} “${words}”`];
    },
  );
}

describe('what is said of security', () => {
  it('names sources and tests that are there', () => {
    expect(section.match(/\.test\.ts`/g)!.length).toBeGreaterThan(50);
    expect(section.split('\n').flatMap(missingIn)).toEqual([]);
  });

  it('would be noticed where it names what is not', () => {
    const line = '`src/app.ts` `src/none.ts` `none.test.ts` “x” `config.test.ts` “every bad key” “nobody says this”';
    expect(missingIn(line)).toEqual(['src/none.ts', 'none.test.ts', 'config.test.ts “nobody says this”']);
  });
});

describe('the program', () => {
  const sources = readdirSync(at('src/'), { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name));
  const using = (pattern: RegExp) => sources.filter(name => pattern.test(readFileSync(at(`src/${name}`), 'utf8')));

  it('runs no text as a program, writes no page around its renderer, and starts no process but its own reader', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(using(/\beval\(|new Function\(|node:vm|dangerouslySetInnerHTML|hono\/html/)).toEqual([]);
    expect(using(/child_process|node:cluster/)).toEqual(['spreadsheet/read-apart.ts']);
  });

  it('calls no server but its database, the platforms that it is joined to and the webhooks that were added; the doctor asks its own page whether it is well', () => {
    const calls = /(?<![.\w]|async )fetch\(|node:https|node:dns|node:tls|\b(?:request|get)\b.*from 'node:http'/;
    expect(using(calls).toSorted()).toEqual([
      'channels/telegram/files.ts',
      'channels/wecom/webhook.ts',
      'operations/doctor/machine.ts',
      'webhook/post.ts',
    ]);
  });
});
