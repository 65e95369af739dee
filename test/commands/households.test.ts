import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anjia } from '../support/command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anjia-households-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string, content?: string) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

describe('anjia households', () => {
  it('writes a template that check reads without a word of complaint, and keeps a file that is there', async () => {
    const file = at('template.xlsx');
    expect(await anjia(['households', 'template', file])).toMatchObject({ status: 0 });
    expect((await anjia(['households', 'check', file])).out).toContain('共 0 户，0 行');
    expect(await anjia(['households', 'template', file])).toMatchObject({ status: 1 });
  });

  it('says row by row what an import would leave out, and why', async () => {
    const file = at('table.csv', '姓名,与户主关系,楼栋,性别,籍贯\n张三,户主,3,男,某地\n李四,配偶,,不知,某地\n,户主,4,,\n');
    const { out, status } = await anjia(['households', 'check', file]);
    expect(out.trim().split('\n')).toEqual([
      '这份表：读了，跳过 0 行（合计、说明、示例、空行）。',
      '这份表：不认识这些列，没有读：籍贯',
      '共 1 户，3 行：1 行没有问题，1 行收下了但有要看的，1 行没有收。',
      '这份表 第 3 行，收下了：“性别”填的“不知”认不出，没有采用。请改成常用的写法。',
      '这份表 第 4 行，没有收：没有姓名。请补上。',
    ]);
    expect(status).toBe(1);
  });

  it.each([
    ['a picture', '\x89PNG\x00\x00\x00\x00\x00', '这不是表格文件'],
    ['a table without a header', '米,2\n油,1\n', '缺少：姓名 与户主关系'],
  ])('says what is wrong with %s', async (_, content, words) => {
    const { out, status } = await anjia(['households', 'check', at('odd.xls', content)]);
    expect(out).toContain(words);
    expect(status).toBe(1);
  });
});
