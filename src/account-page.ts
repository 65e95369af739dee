/**
 * Joins the page of WeChat's account to the rooms that know who looks, how the account is, and what it sent.
 */
import { WEB } from './channels/web/decode.ts';
import { rulesOf, WECHAT } from './channels/wechat/account.ts';
import { wechatPage } from './channels/wechat/page.tsx';
import type { WechatConfig } from './config.ts';
import { instantWords } from './conversation/desk/when.ts';
import { usedOf } from './delivery/budget.ts';
import type { Route } from './http/index.ts';
import type { Wordbook } from './language/i18n.ts';
import type { Rooms } from './rooms.ts';
import type { Clock } from './shared/clock.ts';
import type { Storage } from './storage/index.ts';

/** What the page is joined to. */
interface Behind {
  readonly assistant: { readonly wordbook: Wordbook };
  readonly storage: Storage;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/** The page of WeChat's account, for administrators of everything. */
export function wechatRoute({ budget }: WechatConfig, { assistant, storage, rooms, clock }: Behind, style: string): Route {
  const { deliveries, directory } = rooms;
  return wechatPage({
    wordbook: assistant.wordbook,
    style,
    instant: instantWords,
    async adminAt(session) {
      const key = { ...WEB, chat: session, person: session };
      const { actor } = await directory.visitors.behind({ ...key, chat: { id: session, kind: 'private' } });
      if (!actor.rights.some(({ role, scope }) => role === 'admin' && scope.kind === 'all')) return undefined;
      return (await storage.conversation.session(key))?.language ?? 'zh-CN';
    },
    async look() {
      const known = (await deliveries.accounts()).find(({ channel }) => channel === WECHAT.channel);
      const [minute, day] = await usedOf(WECHAT, rulesOf(budget), deliveries, clock.now());
      const counted = (await deliveries.count()).filter(({ channel }) => channel === WECHAT.channel);
      const times = (...states: readonly string[]) =>
        counted.reduce((sum, one) => (states.includes(one.state) ? sum + one.times : sum), 0);
      return {
        state: known?.state,
        since: known?.since,
        used: { minute: minute?.used ?? 0, day: day?.used ?? 0 },
        most: { minute: budget.perMinute, day: budget.pushesPerDay },
        waiting: times('waiting', 'sending'),
        failed: times('failed'),
      };
    },
  });
}
