import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anjia } from '../../support/command.ts';
import { jsonLines } from '../../support/directory-command.ts';

describe('anjia directory in a process of its own', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-directory-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const directory = (words: readonly string[], token = '', input = '') =>
    anjia(['directory', ...words], input, { DATA_DIR: dataDir, DATABASE_URL: '', ANJIA_TOKEN: token });

  it('acts as the operator, or as far as its token reaches, and records who it was', async () => {
    const place = ['--region', 'guizhou', '--county', '黔西市'];
    expect(await directory(['settlements', 'add', ...place, '--name', '惠民社区'])).toMatchObject({ status: 0, error: '' });
    const scope = 'settlement:惠民社区';
    const words = ['tokens', 'issue', '--role', 'cadre', '--scope', scope, '--label', '报表', '--days', '1', '--json'];
    const [token, { secret } = {}] = jsonLines((await directory(words)).out);

    const refused = await directory(['settlements', 'add', ...place, '--name', '二期'], String(secret));
    expect([refused.status, refused.out, refused.error]).toEqual([
      1,
      '',
      expect.stringMatching(/^ANJIA_TOKEN 这个令牌的身份不能做这件事.*\n$/),
    ]);
    const wrong = await directory(['settlements', 'list', '--json'], 'anjia_wrong');
    expect([wrong.status, wrong.out, jsonLines(wrong.error)]).toEqual([
      1,
      '',
      [{ error: expect.objectContaining({ code: 'unknown' }) }],
    ]);

    const entries = jsonLines((await directory(['audit', '--json'])).out);
    expect(entries.map(({ actor, via, action, outcome }) => [actor, via, action, outcome])).toEqual([
      [expect.stringMatching(/^nobody:/), 'command', 'token.use', 'unknown'],
      [token?.['id'], 'command', 'settlement.add', 'not-allowed'],
      ['operator', 'command', 'token.issue', 'done'],
      ['operator', 'command', 'settlement.add', 'done'],
    ]);
  });

  it('reads from standard input what is not written', async () => {
    const { status, out, error } = await directory(['inquiries', 'answer', '1', '--name', '王'], '', '每月五毛');
    expect([status, out, error]).toEqual([1, '', expect.stringMatching(/^没有找到问题/)]);
  });

  it.each([
    ['no command', []],
    ['what cannot be taken back', ['settlements', 'remove', '惠民社区']],
  ])('exits with 2 for %s', async (_, words) => {
    const { status, out, error } = await directory(words);
    expect([status, out]).toEqual([2, '']);
    expect(error).not.toContain('    at ');
  });
});
