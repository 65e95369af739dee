import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);

const source = readdirSync(at('src/'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(ts|tsx)$/.test(name))
  .map(name => readFileSync(at(`src/${name}`), 'utf8'))
  .join('\n');

/** Every key of the interface words, as `room:path.of.key`. */
const keys = readdirSync(at('locales/zh-CN/')).flatMap(file => {
  const found: string[] = [];
  const walk = (key: string, value: unknown): void => {
    if (typeof value === 'string') found.push(key);
    else for (const [name, inner] of Object.entries(value as object)) walk(`${key}${key.endsWith(':') ? '' : '.'}${name}`, inner);
  };
  walk(`${file.replace(/\.json$/, '')}:`, JSON.parse(readFileSync(at(`locales/zh-CN/${file}`), 'utf8')));
  return found;
});
const rooms = [...new Set(keys.map(key => key.slice(0, key.indexOf(':'))))].join('|');

/** Keys that the source writes out. */
const written = new Set([...source.matchAll(new RegExp(`'((?:${rooms}):[\\w.-]+)'`, 'g'))].map(([, key = '']) => key));

/** Keys that the source composes, as patterns of what they may be: `web:problem.([\w-]+)` of `web:problem.${problem}`. */
const composed = [
  ...new Set(
    [...source.matchAll(new RegExp(`\`((?:${rooms}):(?:[\\w.-]|\\$\\{[^}\`]*\\})*)\``, 'g'))].map(([, key = '']) => key),
  ),
]
  .filter(key => key.includes('${'))
  .map(key => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '([\\w-]+)')}$`));

/** What the source ends a composed word in: `-differs` of `${field}-differs`. */
const endings = ['', ...new Set([...source.matchAll(/`\$\{[^`}]*\}(-[\w-]+)`/g)].map(([, ending = '']) => ending))];

/** Whether a word, or what is left of it without an ending, is a value of the program: it stands somewhere in the source. */
const isValue = (word: string): boolean =>
  endings
    .filter(ending => word.endsWith(ending))
    .some(ending => new RegExp(`(?<![\\w-])${word.slice(0, word.length - ending.length)}(?![\\w-])`).test(source));

/** Whether a composed key is made of values of the program. */
const isComposed = (key: string): boolean => composed.some(pattern => pattern.exec(key)?.slice(1).every(isValue) ?? false);

describe('interface words and the source', () => {
  it('finds the words and the places where they are used', () => {
    expect(keys.length).toBeGreaterThan(100);
    expect(written.size).toBeGreaterThan(50);
    expect(composed.length).toBeGreaterThan(5);
  });

  it('holds no sentence that nothing says', () => {
    expect(keys.filter(key => !written.has(key) && !isComposed(key))).toEqual([]);
  });

  it('says nothing that has no sentence', () => {
    expect([...written].filter(key => !keys.includes(key))).toEqual([]);
    expect(composed.filter(pattern => !keys.some(key => pattern.test(key)))).toEqual([]);
  });
});
