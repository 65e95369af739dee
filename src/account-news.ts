/**
 * Tells people how the accounts on platforms are: administrators, on their other platforms, that one is away, limited or back; cadres, that a group
 * of theirs is no longer where it was. Nobody is told of what passes within a minute.
 */
import { formChoice } from './conversation/desk/form.ts';
import { instantWords } from './conversation/desk/when.ts';
import type { Session, SessionKey } from './conversation/store.ts';
import type { Deliveries } from './delivery/index.ts';
import type { AccountKey } from './delivery/store.ts';
import type { Directory } from './directory/index.ts';
import type { Wordbook } from './language/i18n.ts';
import type { AccountState } from './message/channel.ts';
import type { Clock } from './shared/clock.ts';

/** Tells people. */
export interface AccountNews {
  /** What is known of accounts already is no news. */
  begin(): Promise<void>;
  /** How an account is, each time that it is heard of. */
  heard(account: AccountKey, state: AccountState): void;
  /** The account is in these groups, and in no others. */
  groups(account: AccountKey, chats: readonly string[]): Promise<void>;
  /** Tells nothing more. */
  stop(): Promise<void>;
}

/** What it is made of. */
export interface AccountNewsParts {
  readonly deliveries: Deliveries;
  readonly directory: Pick<Directory, 'adminsOf' | 'cadresOf' | 'groupsOn'>;
  readonly wordbook: Wordbook;
  /** In which language somebody is spoken to. */
  readonly sessionOf: (key: SessionKey) => Promise<Session | undefined>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  /** A state that lasts no longer is told to nobody. Default a minute. */
  readonly lastsMs?: number;
}

const MINUTE_MS = 60_000;

export function createAccountNews(parts: AccountNewsParts): AccountNews {
  const { deliveries, directory, wordbook, sessionOf, clock, onFault, lastsMs = MINUTE_MS } = parts;
  /** What waits to be told of each account, if it lasts. */
  const waiting = new Map<string, { state: AccountState; readonly timer: NodeJS.Timeout }>();
  /** What was told last, or known before. An account of which nothing is known counts as being there. */
  const told = new Map<string, AccountState['kind']>();
  let telling: Promise<void> = Promise.resolve();

  const wordsFor = async (key: SessionKey) => wordbook.in((await sessionOf(key))?.language ?? 'zh-CN');

  async function tellAdmins({ channel, account }: AccountKey, state: AccountState): Promise<void> {
    const at = clock.now();
    for (const admin of await directory.adminsOf()) {
      if (admin.channel === channel && admin.account === account) continue;
      const t = await wordsFor(admin);
      const until = state.kind === 'limited' ? instantWords(state.until, t) : '';
      const login = state.kind === 'offline' && state.login !== undefined ? t('account:scan') : '';
      const text = [t(`account:news.${state.kind}`, { channel: t(`account:channel.${channel}`), until }), login]
        .filter(Boolean)
        .join('\n');
      await deliveries.post(`account:${channel}:${account}:${state.kind}:${at.toISOString()}`, admin, { text });
    }
  }

  return {
    async begin() {
      for (const { channel, account, state } of await deliveries.accounts()) told.set(keyOf({ channel, account }), state.kind);
    },
    heard(account, state) {
      const key = keyOf(account);
      const pending = waiting.get(key);
      // Repeated signs of the same state do not put it off; the newest says most.
      if (pending?.state.kind === state.kind) {
        pending.state = state;
        return;
      }
      clearTimeout(pending?.timer);
      waiting.delete(key);
      if ((told.get(key) ?? 'online') === state.kind) return;
      const timer = setTimeout(() => {
        const lasting = waiting.get(key)?.state ?? state;
        waiting.delete(key);
        told.set(key, lasting.kind);
        telling = telling.then(() => tellAdmins(account, lasting)).catch(onFault);
      }, lastsMs);
      timer.unref();
      waiting.set(key, { state, timer });
    },
    async groups({ channel, account }, chats) {
      const there = new Set(chats);
      const lost = (await directory.groupsOn(channel, account)).filter(({ chat }) => !there.has(chat));
      for (const { id, chat, settlement, name, building } of lost)
        for (const cadre of await directory.cadresOf(settlement)) {
          const t = await wordsFor(cadre);
          const group = name ?? building ?? t('desk:form.bind_group.unnamed');
          const choices = [formChoice('bind_group', { t })];
          const text = t('account:group_lost', { group, channel: t(`account:channel.${channel}`) });
          // The same group is told once for each place that it was lost from.
          await deliveries.post(`group-lost:${id}:${chat}`, cadre, { text, choices });
        }
    },
    async stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await telling;
    },
  };
}

const keyOf = ({ channel, account }: AccountKey): string => JSON.stringify([channel, account]);
