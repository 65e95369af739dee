import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import { openedText } from '../support/opened.ts';

const at = new Date('2026-11-22T08:00:00Z');

describe('leaving a browser to others', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
  let core: Core;
  beforeAll(async () => {
    core = await openCore(config({ DATA_DIR: dataDir }), { clock: { now: () => at } });
  });
  afterAll(async () => {
    await core.stop();
    rmSync(dataDir, { recursive: true });
  });

  const key = { channel: 'web', account: 'web', chat: 'b1', person: 'b1' };
  let sent = 0;
  const say = async (text: string): Promise<string> => {
    const chat = { id: key.chat, kind: 'private' } as const;
    const outgoing = await core.conversation.handle({ ...key, chat, platformId: `${sent++}`, text, mentioned: true, at });
    return JSON.stringify(outgoing);
  };
  const enter = async (): Promise<void> => {
    const code = await core.rooms.directory.people.invite(OPERATOR, { role: 'cadre', scope: { kind: 'all' }, name: '罗主任' });
    expect(await say(code.ok ? code.value.letters : '')).toContain('社区干部');
  };

  it('is offered at the desk and where somebody asks who they are, to those who are somebody', async () => {
    expect(await say('我的身份')).not.toContain('desk=sign_out');
    await enter();
    expect(await say('工作台')).toContain('desk=sign_out');
    expect(await say('我的身份')).toContain('desk=sign_out');
  });

  it.each(['退出登录', 'Sign out', 'desk=sign_out'])('takes the role away and clears what was said (%s)', async words => {
    await enter();
    await say('罗世珍家三口人的低保怎么办');
    await core.rooms.deliveries.post(`test:${words}`, key, { text: '给罗世珍的回音' });
    expect(await openedText({ dataDir })).toContain('罗世珍家三口人');
    await say('工作台');
    expect(await say(words)).toContain('退出了');
    expect(await say('工作台')).not.toContain('desk=bind_group');
    expect(await openedText({ dataDir })).not.toMatch(/罗世珍/);
    const history = await core.conversation.history(key, 20);
    expect(history.map(({ text }) => text)).toEqual([words === 'desk=sign_out' ? '退出登录' : words, '工作台']);
  });

  it('ends an interview with the word that always ended one, and leaves the role', async () => {
    await enter();
    await say('广西');
    await say('查临时低保');
    await say('退出');
    expect(await say('我的身份')).toContain('社区干部');
  });
});
