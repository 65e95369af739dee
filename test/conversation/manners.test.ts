import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GROUP, openTown, type Town, wordsOf } from '../support/town.ts';

const QUESTION = '没有固定单位的搬迁群众怎么参加养老保险？';
const ANSWER = '养老保险';

describe('the assistant in a group', () => {
  let town: Town;
  beforeEach(async () => {
    town = await openTown();
  });
  afterEach(() => town.close());

  it('speaks where it is called, and not otherwise', async () => {
    expect(await town.posts('罗', QUESTION)).toEqual([]);
    expect(wordsOf(await town.posts('罗', `安家 ${QUESTION}`))).toContain(ANSWER);
    expect(wordsOf(await town.posts('罗', QUESTION, { mentioned: true }))).toContain(ANSWER);
  });

  it('answers clear questions about policy too where that is set, and nothing else', async () => {
    await town.set({ manner: 'questions' });
    const [answer] = await town.posts('罗', QUESTION);
    expect(answer?.text).toContain(ANSWER);
    expect(answer?.note).toContain('依据');
    const others = [
      '你好',
      '在吗',
      '老张你家户口迁了没',
      '今天赶场不',
      '物业费多少',
      '帮我找个活干',
      '5号楼电梯又坏了',
      '更多',
      '1',
      '工作台',
    ];
    for (const text of others) expect(await town.posts('罗', text), text).toEqual([]);
  });

  it.each([
    ['to somebody else', { about: ['9'] }, QUESTION],
    ['to somebody named', {}, `@王芳 ${QUESTION}`],
    ['in an unbound group', { chat: '-1002' }, QUESTION],
  ])('leaves a clear question %s alone', async (_, over, text) => {
    await town.set({ manner: 'questions' });
    expect(await town.posts('罗', text, over)).toEqual([]);
  });

  it('answers nothing uncalled within quiet hours, but whoever calls it', async () => {
    await town.set({ manner: 'questions', quiet: '11:30-13:00' });
    expect(await town.posts('罗', QUESTION)).toEqual([]);
    expect(wordsOf(await town.posts('罗', `安家 ${QUESTION}`))).toContain(ANSWER);
    town.clock.pass(3600_000);
    expect(wordsOf(await town.posts('罗', QUESTION))).toContain(ANSWER);
  });

  it('does not answer danger out of the documents to nobody in particular', async () => {
    await town.set({ manner: 'questions' });
    expect(await town.posts('罗', `着火了！${QUESTION}`)).toEqual([]);
  });

  it('is silent where it is off, but for danger, codes and who looks after the group', async () => {
    await town.staff('王芳');
    await town.set({ manner: 'off' });
    expect(await town.posts('罗', `安家 ${QUESTION}`)).toEqual([]);
    expect(await town.posts('罗', '安家 叫了才答')).toEqual([]);
    expect(wordsOf(await town.posts('罗', '安家 着火了，三楼着火了'))).toContain('119');
    const { letters } = await code();
    expect(wordsOf(await town.posts('王芳', letters))).toContain('锦绣社区');
    expect(wordsOf(await town.posts('王芳', '安家 叫了才答'))).toContain('叫我我才答');
    expect(wordsOf(await town.posts('罗', `安家 ${QUESTION}`))).toContain(ANSWER);
  });

  it.each([
    ['别说话', 'off'],
    ['有问就答', 'questions'],
    ['叫了才答', 'called'],
  ])('is told %j by a cadre who calls it, and by nobody else', async (words, manner) => {
    const other = manner === 'called' ? 'questions' : 'called';
    await town.set({ manner: other });
    await town.staff('王芳');
    await town.staff('办事员', 'handler');
    expect(await town.posts('王芳', words)).toEqual([]);
    for (const person of ['罗', '办事员', 'anonymous'])
      expect(wordsOf(await town.posts(person, `安家 ${words}`))).toContain('您的身份不能做这件事');
    expect(await mannerNow()).toBe(other);
    expect(await town.posts('王芳', `安家，${words}！`)).toHaveLength(1);
    expect(await mannerNow()).toBe(manner);
  });

  it('says where such words are said, in private and in an unbound group', async () => {
    await town.staff('王芳');
    expect(wordsOf(await town.says('王芳', '别说话'))).toContain('要在群里说');
    expect(wordsOf(await town.posts('王芳', '安家 别说话', { chat: '-1002' }))).toContain('还没有绑定');
    expect(await mannerNow()).toBe('called');
  });

  it('is set at the desk, with its quiet hours', async () => {
    await town.staff('王芳');
    await town.says('王芳', '群里怎么说话');
    await town.says('王芳', '1');
    await town.says('王芳', '有问就答');
    expect(wordsOf(await town.says('王芳', '半夜'))).toContain('22:00-07:00');
    expect(wordsOf(await town.says('王芳', '21:00到8:00'))).toContain('安静时间：21:00-08:00');
    const set = await town.core.storage.directory.groups.get(town.group.id);
    expect(set).toMatchObject({ manner: 'questions', quiet: '21:00-08:00' });
    await town.says('王芳', '群里怎么说话');
    await town.says('王芳', '1');
    await town.says('王芳', '叫了才答');
    expect(wordsOf(await town.says('王芳', '没有'))).toContain('安静时间：不设');
    expect(await town.core.storage.directory.groups.get(town.group.id)).toMatchObject({ manner: 'called', quiet: 'none' });
  });

  const mannerNow = async () => (await town.core.storage.directory.groups.get(town.group.id))?.manner;
  const code = async () => {
    const issued = await town.core.rooms.directory.groups.codeAgain(
      (
        await town.core.rooms.directory.visitors.behind({
          channel: 'telegram',
          account: '100',
          chat: { id: GROUP, kind: 'group' },
          person: '王芳',
        })
      ).actor,
      town.group.id,
    );
    if (!issued.ok) throw new Error(issued.refusal.code);
    return issued.value;
  };
});
