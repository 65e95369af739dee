import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { filledIn, loadAnswerTemplates, templatesFor } from '../../src/knowledge/answer-templates.ts';
import { CATEGORY_IDS } from '../../src/knowledge/categories.ts';
import { loadSpeech } from '../../src/knowledge/load-language.ts';

const shipped = readFileSync(join(folders.knowledge, 'answers.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'anjia-answers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const faultsOf = (text: string) => {
  writeFileSync(join(folder, 'answers.yaml'), text);
  return loadAnswerTemplates(folder).faults.map(({ code }) => code);
};

describe('the templates of answers', () => {
  const { value: templates, faults } = loadAnswerTemplates(folders.knowledge);

  it('ship without a fault, with some of its own for every kind but “other”', () => {
    expect(faults).toEqual([]);
    for (const kind of CATEGORY_IDS) {
      const offered = templatesFor(templates, kind, true);
      expect(offered.length, kind).toBeGreaterThanOrEqual(kind === 'other' ? 4 : 5);
      expect(offered[0]?.kinds?.includes(kind) ?? false, kind).toBe(kind !== 'other');
    }
  });

  it('rest on a clause only where there is one', () => {
    const ids = (hasClause: boolean) => templatesFor(templates, 'school', hasClause).map(({ id }) => id);
    expect(ids(true)).toContain('rule');
    expect(ids(false)).not.toContain('rule');
  });

  it('are filled in once, whatever braces the handler writes', () => {
    const [template] = templates;
    const values = { blank: '{date}{blank}', clause: '', says: '', unit: '', date: '2026-11-30' };
    expect(filledIn(template!, values)).toContain('{date}{blank}');
  });

  it.each([
    ['a slot that is unknown', '办好了：{blank}', '{blank}{when}', 'unknown-slot'],
    ['no blank', '办好了：{blank}', '办了', 'blank-lacking'],
    ['two blanks', '办好了：{blank}', '{blank}{blank}', 'blank-lacking'],
    ['an id that is there twice', 'id: will-do', 'id: done', 'duplicate-id'],
    ['a kind that is unknown', 'kinds: [utilities]', 'kinds: [water]', 'not-allowed'],
    ['no English name', ', en: It is done', '', 'missing'],
  ])('say where there is %s', (_, from, to, code) => {
    expect(shipped).toContain(from);
    expect(faultsOf(shipped.replace(from, to))).toContain(code);
  });
});

describe('the words that staff type', () => {
  it('stand for one deed each, and are no command of residents, but for the ledgers that others know too', () => {
    const { value, faults } = loadSpeech(folders.knowledge);
    expect(faults).toEqual([]);
    expect(value.caseWords.get('领')).toBe('case_next');
    expect([...value.caseWords.keys()].filter(word => value.commands.has(word))).toEqual(['看台账', '台账']);
  });
});
