import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { CATEGORY_IDS } from '../../src/knowledge/categories.ts';
import { loadGrievanceExamples } from '../../src/knowledge/grievance-examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'anjia-examples-'));
const file = join(folder, 'grievances/school.yaml');
beforeEach(() => cpSync(join(folders.knowledge, 'grievances'), join(folder, 'grievances'), { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('how residents report', () => {
  it('ships without a fault, a hundred examples and more for every kind', () => {
    const { value, faults } = loadGrievanceExamples(folders.knowledge);
    expect(faults).toEqual([]);
    expect([...value.keys()].sort()).toEqual([...CATEGORY_IDS].sort());
    for (const [id, examples] of value) expect(examples.length, id).toBeGreaterThanOrEqual(100);
  });

  it('never teaches one report as two kinds', () => {
    const all = [...loadGrievanceExamples(folders.knowledge).value.values()].flat();
    expect(all.filter((example, nth) => all.indexOf(example) !== nth)).toEqual([]);
  });

  it.each([
    ['a kind that is unknown', 'category: schools\nexamples: [没学上]\n', 'not-allowed', 1],
    ['a file under the name of another kind', 'category: medical\nexamples: [没学上]\n', 'kind-in-other-file', 1],
    ['an example that is there twice', 'category: school\nexamples:\n  - 没学上\n  - 没学上\n', 'example-twice', 4],
    ['no example at all', 'category: school\nexamples: []\n', 'too-few', 2],
    ['an example without words', "category: school\nexamples: ['  ']\n", 'too-few', 2],
  ])('says where %s stands', (_, content, code, line) => {
    writeFileSync(file, content);
    expect(loadGrievanceExamples(folder).faults).toContainEqual(
      expect.objectContaining({ code, line, file: 'grievances/school.yaml' }),
    );
  });

  it('says which kind has no file, and refuses one that is not UTF-8', () => {
    rmSync(file);
    expect(loadGrievanceExamples(folder).faults).toMatchObject([{ code: 'file-missing', file: 'grievances/school.yaml' }]);
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x66]));
    expect(loadGrievanceExamples(folder).faults[0]).toMatchObject({ code: 'not-utf8' });
  });
});
