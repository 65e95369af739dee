/**
 * What became of a message that WeChat, its puppet or the line to it did not take: every error is an outcome.
 */
import type { Reason, Sent } from '../../message/channel.ts';

/** So long nothing is sent after WeChat has limited the account. */
export const LIMITED_MS = 12 * 3600 * 1000;
/** An account that is away is looked after so often. */
export const AWAY_MS = 5_000;

/** What an error says in words, and what that means: the first that fits. */
const SIGNALS: readonly (readonly [RegExp, Signal])[] = [
  [
    /频繁|操作过快|账号.{0,6}(?:限制|异常|封)|帐号.{0,6}(?:限制|异常|封)|功能.{0,6}限制|too (?:often|frequent|many|fast)|frequen|rate.?limit/i,
    'limited',
  ],
  [
    /朋友验证|好友验证|不是(?:他|她|它|对方|你的).{0,6}(?:朋友|好友)|拒收|拉黑|黑名单|not (?:a |your )?friend|blocked|blacklist/i,
    'blocked',
  ],
  [
    /移出(?:了)?群|不在群|退出(?:了)?群|群聊(?:已|不)|not (?:in|a member of) (?:the )?(?:room|group|chatroom)|no longer in/i,
    'kicked',
  ],
  [/禁言|muted|forbidden to speak/i, 'restricted'],
  [/已注销|注销|deactivated/i, 'deactivated'],
  [/未登录|没有登录|not logged ?in|logged ?out|no client|not login/i, 'offline'],
  [/违规|敏感|太长|过长|too (?:long|large)|invalid (?:content|text)/i, 'unfit'],
  [/unsupported|not supported|not implement|unimplemented|不支持/i, 'unable'],
  [/does ?n[o']t exist|not exist|not found|no such|不存在|找不到/i, 'gone'],
];
type Signal = Exclude<Reason, 'rate' | 'server' | 'network' | 'unauthorised' | 'conflict' | 'past'>;

/** Codes of gRPC, as far as they say more than that something is wrong. */
const CODE = {
  cancelled: 1,
  deadline: 4,
  exists: 6,
  denied: 7,
  exhausted: 8,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
};

/** Codes that tell of a line that is broken, or was not let in: nothing comes by it any more. */
const BROKEN: readonly number[] = [CODE.cancelled, CODE.exists, CODE.denied, CODE.unavailable, CODE.unauthenticated];

/** Whether an error means that the line to the puppet is gone. */
export const isLineLost = (error: unknown): boolean => BROKEN.includes(codeOf(error));

/** What an error of sending means. */
export function outcomeOf(error: unknown): Sent {
  const code = codeOf(error);
  if (error instanceof LateError) return { kind: 'again', reason: 'network', perhaps: true };
  if (code === CODE.unauthenticated || code === CODE.denied)
    return { kind: 'wait', ms: 12 * AWAY_MS, whose: 'account', reason: 'unauthorised' };
  const words = wordsOf(error);
  if (code === CODE.unavailable || code === CODE.cancelled || code === CODE.deadline)
    return { kind: 'again', reason: 'network', perhaps: !/no connection established|ECONNREFUSED/i.test(words) };
  if (code === CODE.unimplemented) return { kind: 'refused', reason: 'unable', closes: false };
  if (code === CODE.exhausted) return limited;
  const signal = SIGNALS.find(([pattern]) => pattern.test(words))?.[1];
  switch (signal) {
    case 'limited':
      return limited;
    case 'offline':
      return { kind: 'wait', ms: AWAY_MS, whose: 'account', reason: 'offline' };
    case 'blocked':
    case 'kicked':
    case 'restricted':
    case 'deactivated':
    case 'gone':
      return { kind: 'refused', reason: signal, closes: true };
    case 'unfit':
    case 'unable':
      return { kind: 'refused', reason: signal, closes: false };
    case undefined:
      return { kind: 'again', reason: 'server', perhaps: false };
  }
}

const limited: Sent = { kind: 'wait', ms: LIMITED_MS, whose: 'account', reason: 'limited' };

/** Nothing came back in time. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

const codeOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : -1;

/** The words of an error without where it came from: paths and names of functions are no signal. */
function wordsOf(error: unknown): string {
  if (typeof error === 'string') return firstLine(error);
  if (typeof error !== 'object' || error === null) return '';
  const { message, details } = error as { message?: unknown; details?: unknown };
  return [message, details].map(one => (typeof one === 'string' ? firstLine(one) : '')).join(' ');
}

const firstLine = (text: string): string => text.split(/\n\s+at /, 1)[0]!.slice(0, 500);
