import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTown, type Town, wordsOf } from '../support/town.ts';

const QUESTION = '没有固定单位的搬迁群众怎么参加养老保险？';
const DAY = 24 * 3600_000;

describe('an abusive sender', () => {
  let town: Town;
  beforeEach(async () => {
    town = await openTown();
    await town.staff('王芳');
  });
  afterEach(() => town.close());

  const mute = (words = '安家 禁言', about: readonly string[] = ['闹']) => town.posts('王芳', words, { about });

  it.each(['安家 禁言', '安家 禁言 @闹 闹\u2005', '安家 @闹 禁言！', '安家，别理他'])(
    'is muted for a week by a cadre who answers them: %s',
    async words => {
      expect(wordsOf(await mute(words))).toContain('一个星期');
      expect(await town.posts('闹', `安家 ${QUESTION}`)).toEqual([]);
      expect(await town.posts('闹', '我身份证11010519491231002X')).toEqual([]);
      expect(wordsOf(await town.posts('罗', `安家 ${QUESTION}`))).toContain('养老保险');
      town.clock.pass(7 * DAY);
      expect(wordsOf(await town.posts('闹', `安家 ${QUESTION}`))).toContain('养老保险');
    },
  );

  it('is helped in danger all the same', async () => {
    await mute();
    expect(wordsOf(await town.posts('闹', '安家 着火了，三楼着火了'))).toContain('119');
    expect(wordsOf(await town.says('闹', '着火了，三楼着火了'))).toContain('119');
  });

  it('is told in private once a day where else to go, and nothing else', async () => {
    await mute();
    const [first, ...more] = await town.says('闹', QUESTION);
    expect(first?.text).toContain('社区办公室');
    expect(more).toEqual([]);
    for (const text of [QUESTION, '你好', '工作台', '1', '']) expect(await town.says('闹', text), text).toEqual([]);
    town.clock.pass(DAY);
    expect(wordsOf(await town.says('闹', '你好'))).toContain('社区办公室');
  });

  it('may have their data erased, which does not lift it', async () => {
    await mute();
    expect(wordsOf(await town.says('闹', '删掉我的全部资料'))).toContain('确定要删吗');
    expect(wordsOf(await town.says('闹', '2'))).toContain('都删掉了');
    expect(await town.posts('闹', `安家 ${QUESTION}`)).toEqual([]);
    const { db } = await rows();
    expect(db).not.toContain('闹');
  });

  const rows = async () => {
    const mutes = await town.core.storage.directory.mutes.list(town.settlement.id, town.clock.now(), { limit: 10 });
    expect(mutes).toHaveLength(1);
    return { db: JSON.stringify(mutes) };
  };

  it('is nobody whom somebody else than a cadre calls one', async () => {
    await town.staff('办事员', 'handler');
    for (const person of ['罗', '办事员', 'anonymous'])
      expect(wordsOf(await town.posts(person, '安家 禁言', { about: ['吴'] }))).toContain('您的身份不能');
    expect(wordsOf(await town.posts('吴', `安家 ${QUESTION}`))).toContain('养老保险');
  });

  it('is no member of staff, nor everybody who speaks in a group’s name', async () => {
    await town.staff('办事员', 'handler');
    expect(wordsOf(await mute('安家 禁言', ['办事员']))).toContain('工作人员');
    expect(wordsOf(await mute('安家 禁言', ['anonymous']))).toContain('没有找到');
    expect(wordsOf(await town.posts('办事员', `安家 ${QUESTION}`))).toContain('养老保险');
  });

  it('has to be answered or named', async () => {
    expect(wordsOf(await mute('安家 禁言', []))).toContain('请回复那个人的消息');
    expect(wordsOf(await mute('安家 解除禁言', []))).toContain('请回复那个人的消息');
  });

  it('is listened to again when a cadre says so in the group', async () => {
    await mute();
    expect(wordsOf(await mute('安家 解除禁言'))).toContain('解除了');
    expect(wordsOf(await town.posts('闹', `安家 ${QUESTION}`))).toContain('养老保险');
    expect(wordsOf(await mute('安家 解除禁言'))).toContain('没有找到禁言');
  });

  it('is muted for good, and listened to again, at the desk', async () => {
    await mute();
    await town.says('王芳', '禁言的人');
    expect(wordsOf(await town.says('王芳', '1'))).toContain('要怎么办');
    expect(wordsOf(await town.says('王芳', '一直不回应'))).toContain('记下了');
    town.clock.pass(100 * DAY);
    expect(await town.posts('闹', `安家 ${QUESTION}`)).toEqual([]);
    const [list] = await town.says('王芳', '禁言的人');
    expect(list?.choices?.[0]?.label).toContain('一直');
    await town.says('王芳', '1');
    expect(wordsOf(await town.says('王芳', '解除禁言'))).toContain('解除了');
    expect(wordsOf(await town.posts('闹', `安家 ${QUESTION}`))).toContain('养老保险');
  });
});
