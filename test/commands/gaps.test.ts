import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gap } from '../../src/conversation/store.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { openStorage } from '../../src/storage/index.ts';
import { anjia } from '../support/command.ts';

const PERSON = 'person-of-the-test';

describe('anjia gaps', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-gaps-'));
  const gaps = (args: readonly string[] = [], dir = dataDir) => anjia(['gaps', ...args], '', { DATA_DIR: dir, DATABASE_URL: '' });

  beforeAll(async () => {
    const { conversation, close } = await openStorage({ dataDir });
    const gap = (question: string, key: string, reason: Gap['reason'], nearest?: string): Gap => ({
      region: 'guizhou' as RegionId,
      question,
      key,
      reason,
      nearest,
    });
    const asked = [
      gap('低保多少钱', '低保多少钱', 'no_answer', 'guizhou:3.1.4'),
      gap('能不能养狗', '能不能养狗', 'no_answer'),
      gap('低保多少钱?', '低保多少钱', 'no_answer', 'guizhou:3.1.4'),
      gap('转学', '转学', 'useless', 'guizhou:3.1.2'),
    ];
    for (const [i, one] of asked.entries()) {
      const { id } = await conversation.receive({
        channel: 'web',
        account: 'anjia',
        chat: { id: PERSON, kind: 'private' },
        person: PERSON,
        platformId: String(i),
        text: one.question,
        mentioned: true,
        at: new Date('2026-11-22T08:00:00Z'),
      });
      const key = { channel: 'web', account: 'anjia', chat: PERSON, person: PERSON };
      await conversation.complete(id, key, { session: {}, outgoing: [], gap: one }, new Date('2026-11-22T08:00:00Z'));
    }
    await close();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('lists like questions as one, the most frequent first, and names nobody', async () => {
    const { out, status } = await gaps();
    const lines = out.trim().split('\n');
    expect(status).toBe(0);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/2.*guizhou.*低保多少钱.*guizhou:3\.1\.4.*2026-11-22/);
    expect(out).not.toContain(PERSON);
  });

  it('prints one JSON object a line with nothing of who asked', async () => {
    const { out, status } = await gaps(['--json']);
    const groups = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(0);
    expect(groups[0]).toMatchObject({ region: 'guizhou', reason: 'no_answer', nearest: 'guizhou:3.1.4', times: 2 });
    const fields = ['region', 'reason', 'question', 'nearest', 'times', 'lastAt'];
    for (const group of groups) expect(fields).toEqual(expect.arrayContaining(Object.keys(group)));
    expect(out).not.toContain(PERSON);
  });

  it('lists no more than asked for', async () => {
    const { out } = await gaps(['--limit', '1', '--json']);
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('says that there is nothing where there is nothing', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'anjia-gaps-'));
    const { out, status } = await gaps([], empty);
    rmSync(empty, { recursive: true, force: true });
    expect([status, out.trim().split('\n').length]).toEqual([0, 1]);
    expect((await gaps(['--json'], empty)).out).toBe('');
    rmSync(empty, { recursive: true, force: true });
  });

  it.each(['0', '-3', '1.5', 'viele', '', 'NaN', 'Infinity'])(
    'refuses the limit “%s” with exit status 2, and quotes it',
    async limit => {
      const { out, error, status } = await gaps([`--limit=${limit}`]);
      expect([status, out]).toEqual([2, '']);
      expect(error).toContain(`“${limit}”`);
      expect(error).not.toContain(' at ');
    },
  );

  it('refuses an option that it does not know with exit status 2', async () => {
    const { error, status } = await gaps(['--who']);
    expect(status).toBe(2);
    expect(error).toContain('--limit');
  });
});
