import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { filesOf, openedText } from '../support/opened.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = new Date(at.getTime() + 1);

describe('what is told in an interview', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
  let core: Core;
  beforeAll(async () => {
    core = await openCore(config({ DATA_DIR: dataDir }), { clock: { now: () => at } });
  });
  afterAll(async () => {
    await core.stop();
    rmSync(dataDir, { recursive: true });
  });

  let sent = 0;
  const say = async (person: string, ...said: string[]): Promise<void> => {
    for (const text of said) {
      await core.conversation.handle({
        channel: 'terminal',
        account: 'terminal',
        chat: { id: person, kind: 'private' },
        person,
        platformId: `${person} ${sent++}`,
        text,
        mentioned: true,
        at,
      });
    }
  };
  /** Everything that the keys give access to; words that somebody said stand in none of the files as they are. */
  const kept = async (): Promise<string> => {
    expect(filesOf(dataDir)).not.toMatch(/屋头|尿毒症|没有工作|揭不开锅|厂里上班|广西/);
    return openedText({ dataDir });
  };

  it('is kept as long as a question is open, and is gone once it ended', async () => {
    await say('p1', '广西', '查临时低保', '在屋头耍起的');
    for (const words of ['在屋头耍起的', '没有工作']) expect(await kept()).toContain(words);
    await say('p1', '我老公尿毒症能不能报销多少钱呢?');
    expect(await kept()).toContain('尿毒症');
    await say('p1', '停');
    await core.storage.conversation.endInterviews(later, later);
    for (const words of ['在屋头耍起的', '尿毒症', '没有工作']) expect(await kept()).not.toContain(words);
    expect(await kept()).toContain('广西');
  });

  it('is gone when it was told before the region was asked', async () => {
    await say('p2', '查临时低保，我家揭不开锅', '广西');
    expect(await kept()).toContain('揭不开锅');
    await say('p2', '停');
    await core.storage.conversation.endInterviews(later, later);
    expect(await kept()).not.toContain('揭不开锅');
  });

  it('is gone a day after somebody walked away, and their next message begins anew', async () => {
    await say('p3', '广西', '查养老保险', '我在厂里上班');
    expect(await kept()).toContain('厂里上班');
    await core.storage.conversation.endInterviews(later, later);
    expect(await kept()).not.toContain('厂里上班');
    const history = await core.conversation.history({ channel: 'terminal', account: 'terminal', chat: 'p3', person: 'p3' }, 10);
    expect(history.map(({ text }) => text)).toEqual(['广西']);
  });

  it('goes to no list of questions', async () => {
    await say('p4', '广西', '查临时低保', '我今年68岁得了癌症一个月能拿好多钱呢?', '停');
    expect(JSON.stringify(await core.storage.conversation.gaps(100))).not.toContain('癌症');
  });
});
