import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';

const to = { channel: 'wechat', account: 'wechat', chat: 'luo', person: 'luo' };
const NEWS = { text: '群找不到了。', choices: [{ id: 'help', label: '怎么用' }] };

describe('a number that is typed', () => {
  let core: Core;
  let dataDir: string;
  let count: number;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
    core = await openCore(config({ DATA_DIR: dataDir }));
    count = 0;
  });
  afterEach(async () => {
    await core.stop();
    rmSync(dataDir, { recursive: true });
  });

  /** What is answered to somebody in private, where answers are sent by the channel. */
  const say = async (text: string): Promise<string> => {
    const { deliveries } = core.rooms;
    const incoming = { ...to, chat: { id: to.chat, kind: 'private' as const }, text, mentioned: true, at: new Date() };
    await core.conversation.take([{ ...incoming, platformId: `${count++}` }]);
    await expect.poll(async () => (await deliveries.collect(to)).length).toBeGreaterThan(0);
    return (await deliveries.list(to, 1))[0]!.outgoing.text;
  };
  const tell = async (outgoing: typeof NEWS, isSent = true) => {
    await core.rooms.deliveries.post(`news:${count++}`, to, outgoing);
    if (isSent) await core.rooms.deliveries.collect(to);
  };

  it('takes what a message offers that came of itself, since it stands last', async () => {
    expect(await say('换地区')).toContain('哪里的安置点');
    await tell(NEWS);
    expect(await say('1')).toContain('我是安家助手');
  });

  it('takes what the last answer offers where nothing came since', async () => {
    await tell(NEWS);
    expect(await say('换地区')).toContain('哪里的安置点');
    expect(await say('1')).toContain('按广西的文件');
  });

  it('takes what the last answer offers where what came since offers nothing', async () => {
    await say('换地区');
    await tell({ text: '通知', choices: [] });
    expect(await say('2')).toContain('按贵州的文件');
  });
});
