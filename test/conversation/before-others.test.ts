import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Outgoing } from '../../src/message/index.ts';
import { fakePlatform, GROUP, openTown, type Town, wordsOf } from '../support/town.ts';

const NUMBER = '11010519491231002X';
const MINUTE = 60_000;

describe('something personal in a group', () => {
  let town: Town;
  beforeEach(async () => {
    town = await openTown();
  });
  afterEach(() => town.close());

  const removes = (outgoing: readonly Outgoing[]) => outgoing.flatMap(one => one.removes ?? []);
  const key = (person: string) => ({ channel: 'telegram', account: '100', chat: GROUP, person });
  const exchanges = (person: string) => town.core.storage.conversation.exchanges(key(person), 50);

  it.each([
    [`我身份证${NUMBER}`, '身份证号'],
    ['卡号6222 0212 3456 7890 128', '银行卡号'],
    ['打我电话 138-0013-8000', '手机号'],
    ['我妈得了癌症', '病情'],
  ])('is warned of uncalled, without naming it: %s', async (text, what) => {
    const [said, ...more] = await town.posts('罗', text);
    expect(more).toEqual([]);
    expect(said?.text).toContain(what);
    expect(said?.text).toContain('私下');
    expect(JSON.stringify(said)).not.toMatch(/\d{6}|癌|138/);
    expect(said?.choices?.map(({ label }) => label)).toEqual(['删掉那一条']);
  });

  it('is warned of once in ten minutes for a person', async () => {
    expect(await town.posts('罗', `我身份证${NUMBER}`)).toHaveLength(1);
    expect(await town.posts('罗', '电话13800138000')).toEqual([]);
    expect(await town.posts('吴', '电话13800138000')).toHaveLength(1);
    town.clock.pass(10 * MINUTE - 1);
    expect(await town.posts('罗', '电话13800138000')).toEqual([]);
    town.clock.pass(1);
    expect(await town.posts('罗', '电话13800138000')).toHaveLength(1);
  });

  it('is answered all the same where the assistant was called, and reaches no list', async () => {
    const said = await town.posts('罗', `安家 我身份证${NUMBER}，没有固定单位怎么参加养老保险`);
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toMatch(/^您刚才那条消息里有身份证号.*\n\n/);
    expect(said[0]?.text).toContain('养老保险');
    expect(said[0]?.choices?.at(-1)?.label).toBe('删掉那一条');
    await town.posts('吴', `安家 我身份证${NUMBER}，我家的鸡飞了找哪个赔`);
    expect(await town.core.storage.conversation.gaps(10)).toEqual([]);
    for (const person of ['罗', '吴'])
      expect(JSON.stringify(await town.core.storage.conversation.session(key(person)))).not.toContain('110105');
  });

  it('is not warned of where it is everybody’s, or of staff', async () => {
    expect(await town.posts('罗', '值班室电话 139-0013-9000')).toEqual([]);
    const { localKnowledge } = town.core.rooms;
    await localKnowledge.add(OPERATOR, town.settlement.id, { topic: '物业电话', says: '打 13700137000', source: '物业' });
    expect(await town.posts('罗', '物业13700137000')).toEqual([]);
    await town.staff('王芳');
    expect(await town.posts('王芳', '有事打我13600136000')).toEqual([]);
    expect(await town.posts('王芳', `这户的身份证${NUMBER}`)).toHaveLength(1);
    expect(await town.posts('罗', '有事打我13600136000')).toHaveLength(1);
  });

  it('comes with the way into private, which goes on there', async () => {
    const [said] = await town.posts('罗', '我妈得了癌症');
    expect(said?.text).toContain('单独发给我：“怎么用”');
    expect(wordsOf(await town.says('罗', '怎么用'))).toContain('我是安家助手');
  });

  it('is left alone in private', async () => {
    expect(wordsOf(await town.says('罗', `我身份证${NUMBER}`))).not.toContain('群里人多');
  });

  it('is not warned of where the assistant is off, but is private there too', async () => {
    await town.set({ manner: 'off' });
    expect(await town.posts('罗', `我身份证${NUMBER}`)).toEqual([]);
    expect(await exchanges('罗')).toHaveLength(1);
    town.clock.pass(61 * MINUTE);
    await endInterviews();
    expect(await exchanges('罗')).toEqual([]);
  });

  const endInterviews = () => {
    const now = town.clock.now().getTime();
    return town.core.storage.conversation.endInterviews(new Date(now - 24 * 60 * MINUTE), new Date(now - 60 * MINUTE));
  };

  it('is gone from the inbox with the person’s next message, or within an hour', async () => {
    await town.posts('罗', `我身份证${NUMBER}`);
    await town.posts('吴', '我妈得了癌症');
    expect(await exchanges('罗')).toMatchObject([{ text: `我身份证${NUMBER}` }]);
    await town.posts('罗', '晓得了');
    expect(await exchanges('罗')).toMatchObject([{ text: '晓得了' }]);
    town.clock.pass(61 * MINUTE);
    await endInterviews();
    expect(await exchanges('吴')).toEqual([]);
  });

  it('is taken away for whoever wrote it, once', async () => {
    await town.posts('罗', `我身份证${NUMBER}`, { replyable: '55' });
    const pressed = await town.posts('罗', 'remove=55', { mentioned: true });
    expect(removes(pressed)).toEqual(['55']);
    expect(wordsOf(pressed)).toContain('正在删');
    expect(await town.posts('罗', 'remove=55', { mentioned: true })).toEqual([]);
  });

  it('is taken away for a cadre of the settlement, which is recorded', async () => {
    await town.staff('王芳');
    await town.posts('罗', `我身份证${NUMBER}`, { replyable: '55' });
    expect(removes(await town.posts('王芳', 'remove=55', { mentioned: true }))).toEqual(['55']);
    const [entry] = await town.core.storage.directory.audit.list({ action: 'group.edit', scopes: [{ kind: 'all' }], limit: 5 });
    expect(entry).toMatchObject({ outcome: 'done', reason: 'remove-message', subject: town.group.id });
  });

  it.each(['remove=55', 'remove=', 'remove=56', 'remove==', 'remove=55\u0000'])(
    'is not taken away for others: %j',
    async press => {
      await town.posts('罗', `我身份证${NUMBER}`, { replyable: '55' });
      await town.staff('办事员', 'handler');
      for (const person of ['吴', '办事员', 'anonymous'])
        expect(await town.posts(person, press, { mentioned: true })).toEqual([]);
      // Whoever wrote one may not take away another.
      await town.posts('吴', `我身份证${NUMBER}`, { replyable: '57' });
      expect(await town.posts('吴', 'remove=55', { mentioned: true })).toEqual([]);
      expect(await town.core.storage.directory.audit.list({ action: 'group.edit', scopes: [{ kind: 'all' }], limit: 5 })).toEqual(
        [],
      );
    },
  );

  it('cannot be taken away where the platform cannot, and people are told how to themselves', async () => {
    const other = await openTown({ channels: [fakePlatform(false)] });
    const [said] = await other.posts('罗', `我身份证${NUMBER}`, { replyable: '55' });
    expect(said?.choices ?? []).toEqual([]);
    expect(said?.text).toContain('长按');
    expect(await other.posts('罗', 'remove=55', { mentioned: true })).toEqual([]);
    await other.close();
  });
});
