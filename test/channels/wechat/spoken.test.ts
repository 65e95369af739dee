import { describe, expect, it } from 'vitest';
import { spokenIn } from '../../../src/channels/wechat/spoken.ts';

const STROKES = '- - - - - - - - - - - - - - -';

describe('what somebody said in a WeChat group', () => {
  it.each([
    ['a name with WeChat’s space', '@安家助手\u2005医保怎么交', false, '医保怎么交', true],
    ['a name with an ordinary space', '@安家助手 医保怎么交', false, '医保怎么交', true],
    ['a name at the end', '医保怎么交 @安家助手', false, '医保怎么交', true],
    ['a name alone', '@安家助手\u2005', false, '', true],
    ['the name that it has in the group', '@小安(社区)\u20052', false, '2', true],
    ['a name twice', '@安家助手\u2005@安家助手\u2005在吗', false, '在吗', true],
    ['a longer name of somebody else', '@安家助手二号\u2005在吗', false, '@安家助手二号\u2005在吗', false],
    ['somebody else', '@李四\u2005你来', false, '@李四\u2005你来', false],
    ['somebody else beside us', '@安家助手\u2005问问@李四\u2005的低保', false, '问问@李四\u2005的低保', true],
    ['nobody', '今天赶场不', false, '今天赶场不', false],
    ['a name without its sign', '安家助手 在吗', false, '安家助手 在吗', false],
    ['the puppet’s word, with a name that we do not know', '@小助手\u2005低保', true, '低保', true],
    ['everybody', '@所有人 明天停水', true, '@所有人 明天停水', false],
    ['everybody and us', '@所有人 @安家助手\u2005明天停水吗', true, '@所有人  明天停水吗', true],
    ['an answer to our message', `「安家助手：1. 说详细些   2. 看原文」\n${STROKES}\n2`, false, '2', true],
    ['an answer to our message of several lines', `「小安(社区)：第一行\n第二行」\n${STROKES}\n还有呢`, false, '还有呢', true],
    ['an answer to somebody else', `「李四：去不去」\n${STROKES}\n去`, false, '去', false],
    [
      'an answer to somebody else that calls us',
      `「李四：去不去」\n${STROKES}\n@安家助手\u2005他能去吗`,
      false,
      '他能去吗',
      true,
    ],
    ['an answer to what quoted us', `「李四：安家助手：好」\n${STROKES}\n哦`, false, '哦', false],
    ['brackets without strokes', '「安家助手：好」\n好', false, '「安家助手：好」\n好', false],
    ['nothing', '', false, '', false],
    ['signs that mean something elsewhere', '@安家助手\u2005(a+b)*[c]$ \\', false, '(a+b)*[c]$ \\', true],
  ])('reads %s', (_, text, isNamed, said, mentioned) => {
    expect(spokenIn({ text, names: ['安家助手', '小安(社区)'], isNamed })).toMatchObject({ text: said, mentioned });
  });

  it.each([
    [`「安家助手：通知」\n${STROKES}\n收到`, undefined],
    [`「李四：通知」\n${STROKES}\n收到`, true],
    ['收到', undefined],
  ])('knows whether “%s” answers somebody else', (text, answersOther) => {
    expect(spokenIn({ text, names: ['安家助手'], isNamed: false }).answersOther).toBe(answersOther);
  });

  it('does not take long over what was made to be slow', () => {
    const long = `「${'「安家：'.repeat(3000)}${'- '.repeat(3000)}${'@'.repeat(3000)}${'」\n- '.repeat(3000)}`;
    const start = performance.now();
    spokenIn({ text: long, names: ['安家助手'], isNamed: true });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
