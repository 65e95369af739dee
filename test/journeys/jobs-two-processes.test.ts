import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { asPlainText } from '../../src/message/index.ts';
import { clockAt } from '../support/clock.ts';

describe('somebody whose messages reach two processes in turn', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-two-'));
  let cores: readonly Core[] = [];
  let said = 0;
  beforeAll(async () => {
    const open = () => openCore(config({ DATA_DIR: dataDir }), { clock: clockAt('2026-11-22T08:00:00Z') });
    cores = [await open(), await open()];
  });
  afterAll(async () => {
    for (const core of cores) await core.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const sayTo = async (core: Core, text: string, platformId: string): Promise<string> => {
    const outgoing = await core.conversation.handle({
      channel: 'web',
      account: 'anjia',
      chat: { id: 'luo', kind: 'private' },
      person: 'luo',
      platformId,
      text,
      mentioned: true,
      at: core.clock.now(),
    });
    return outgoing.map(asPlainText).join('\n');
  };
  /** To one process after the other. */
  const say = (text: string) => sayTo(cores[said % 2]!, text, String(said++));

  it('is registered once, though the last button comes to both', async () => {
    await say('贵州');
    expect(await say('登记找活')).toContain('您会什么');
    expect(await say('3')).toContain('想在哪里做');
    expect(await say('1')).toContain('什么样的活');
    expect(await say('1')).toContain('一个月最少');
    expect(await say('3')).toMatch(/我听到的是：缝纫[\s\S]*3000元以上/);
    const heard = await Promise.all(cores.map(core => sayTo(core, '1', 'last')));
    expect(heard[0]).toBe(heard[1]);
    expect(heard[0]).toContain('登记好了');
    expect(await cores[0]!.storage.employment.wishes.list({ limit: 9 })).toHaveLength(1);
  });

  it('rests, changes and erases what the other process registered', async () => {
    expect(await say('别发了')).toContain('先不给您发');
    expect(await say('我的求职')).toContain('先不给您发');
    expect(await say('3')).toContain('删掉了');
    expect(await say('我的求职')).toContain('还没有登记过');
  });
});
