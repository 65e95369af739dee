import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';

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
  /** Everything that the database holds on disk, as text. */
  const onDisk = () =>
    readdirSync(dataDir)
      .filter(name => name.startsWith('anjia.sqlite'))
      .map(name => readFileSync(join(dataDir, name), 'utf8'))
      .join('');

  it('is on disk as long as a question is open, and in none of the files once it ended', async () => {
    await say('p1', '广西', '查临时低保', '在屋头耍起的');
    expect(onDisk()).toContain('在屋头耍起的');
    await say('p1', '我老公尿毒症能不能报销多少钱呢?', '停');
    await core.storage.conversation.endInterviews(later, later);
    for (const words of ['在屋头耍起的', '尿毒症', '没有工作']) expect(onDisk()).not.toContain(words);
  });

  it('is gone when it was told before the region was asked', async () => {
    await say('p2', '查临时低保，我家揭不开锅', '广西', '停');
    await core.storage.conversation.endInterviews(later, later);
    expect(onDisk()).not.toContain('揭不开锅');
  });

  it('is gone a day after somebody walked away, and their next message begins anew', async () => {
    await say('p3', '广西', '查养老保险', '我在厂里上班');
    await core.storage.conversation.endInterviews(later, later);
    expect(onDisk()).not.toContain('厂里上班');
    const history = await core.conversation.history({ channel: 'terminal', account: 'terminal', chat: 'p3', person: 'p3' }, 10);
    expect(history.map(({ text }) => text)).toEqual(['广西']);
  });

  it('goes to no list of questions', async () => {
    await say('p4', '广西', '查临时低保', '我今年68岁得了癌症一个月能拿好多钱呢?', '停');
    expect(JSON.stringify(await core.storage.conversation.gaps(100))).not.toContain('癌症');
  });
});
