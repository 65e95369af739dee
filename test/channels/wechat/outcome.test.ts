import { describe, expect, it } from 'vitest';
import { isLineLost, LateError, LIMITED_MS, outcomeOf } from '../../../src/channels/wechat/outcome.ts';

const grpc = (code: number, details: string) => Object.assign(new Error(`${code} X: ${details}`), { code, details });

const wait = (reason: string, ms: number) => ({ kind: 'wait', ms, whose: 'account', reason });
const closed = (reason: string) => ({ kind: 'refused', reason, closes: true });
const unfit = (reason: string) => ({ kind: 'refused', reason, closes: false });

describe('what became of a message that WeChat did not take', () => {
  it.each([
    ['操作过于频繁，请稍后再试', wait('limited', LIMITED_MS)],
    ['您的操作太频繁', wait('limited', LIMITED_MS)],
    ['你的账号已被限制使用部分功能', wait('limited', LIMITED_MS)],
    ['Too many requests', wait('limited', LIMITED_MS)],
    ['张三开启了朋友验证，你还不是他（她）朋友。', closed('blocked')],
    ['消息已发出，但被对方拒收了。', closed('blocked')],
    ['你已被移出群聊', closed('kicked')],
    ['你不在群聊中', closed('kicked')],
    ['not in the room', closed('kicked')],
    ['你已被禁言', closed('restricted')],
    ['MockContact.load(): nobody not exist.', closed('gone')],
    ['contact not found', closed('gone')],
    ['not logged in', wait('offline', 5000)],
    ['NO CLIENT', wait('offline', 5000)],
    ['unsupported method', unfit('unable')],
    ['内容违规', unfit('unfit')],
    ['something else', { kind: 'again', reason: 'server', perhaps: false }],
  ])('%s', (words, outcome) => {
    expect(outcomeOf(new Error(words))).toEqual(outcome);
    expect(outcomeOf(grpc(2, `Error: ${words}\n    at notFound.frequently (/not exist/too many.ts:1:1)`))).toEqual(outcome);
  });

  it.each([
    ['a line that broke', grpc(14, 'Connection dropped'), { kind: 'again', reason: 'network', perhaps: true }, true],
    [
      'no line',
      grpc(14, 'No connection established. Last error: ECONNREFUSED'),
      { kind: 'again', reason: 'network', perhaps: false },
      true,
    ],
    ['no answer', grpc(4, 'Deadline exceeded'), { kind: 'again', reason: 'network', perhaps: true }, false],
    ['our own patience', new LateError(), { kind: 'again', reason: 'network', perhaps: true }, false],
    ['a wrong token', grpc(16, 'Invalid Wechaty TOKEN'), wait('unauthorised', 60_000), true],
    ['a method that is not there', grpc(12, 'x'), unfit('unable'), false],
    ['too much', grpc(8, 'x'), wait('limited', LIMITED_MS), false],
    ['nothing at all', undefined, { kind: 'again', reason: 'server', perhaps: false }, false],
    ['a text', '你已被移出群聊', closed('kicked'), false],
    ['odd fields', { code: 'x', message: 7, details: {} }, { kind: 'again', reason: 'server', perhaps: false }, false],
  ])('%s', (_, error, outcome, lost) => {
    expect(outcomeOf(error)).toEqual(outcome);
    expect(isLineLost(error)).toBe(lost);
  });
});
