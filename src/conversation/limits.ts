/**
 * How much is answered, so that nobody keeps the assistant busy and no group is filled by it. In private it says once that it cannot keep up; in
 * a group it says nothing. Danger is never counted.
 */
import type { Incoming } from '../message/index.ts';
import { createBuckets, type Rate } from '../shared/buckets.ts';
import type { Clock } from '../shared/clock.ts';

/** How much is answered to whom. */
export interface ChatLimits {
  /** Messages of one person in private. Default: 20 at once, then one in three seconds; nobody who reads the answers gets there. */
  readonly person: Rate;
  /** What staff, who work there, have beside that. Default: 100 at once, then two a second. */
  readonly staff: Rate;
  /** Answers in one group. Default: 20 at once, then one in three seconds. */
  readonly group: Rate;
}

/** What holds unless an operator says otherwise. */
export const DEFAULT_CHAT_LIMITS: ChatLimits = {
  person: { burst: 20, perSecond: 1 / 3 },
  staff: { burst: 100, perSecond: 2 },
  group: { burst: 20, perSecond: 1 / 3 },
};

/** What becomes of a message: it is answered, it is told that it was too much, or nothing is said. */
export type Admission = 'answered' | 'told' | 'silent';

/** Counts what is answered. */
export interface ChatLimiter {
  /**
   * Counts a message in private, and looks whether there is an answer left for one in a group.
   * @param isStaff asked only of those who write much
   */
  admit(message: Limited, isStaff: () => Promise<boolean>): Promise<Admission>;
  /** Something was said in a group. */
  answered(message: Limited): void;
}

/** As much of a message as is counted. */
export type Limited = Pick<Incoming, 'channel' | 'account' | 'chat' | 'person'>;

/** Whoever goes on after this long without a message too many is told again. */
const SPELL_MS = 5 * 60_000;
/** So many of those who wrote too much are remembered. */
const MOST_TOLD = 10_000;

export function createChatLimiter(limits: ChatLimits, clock: Clock): ChatLimiter {
  const [persons, staff, groups] = [limits.person, limits.staff, limits.group].map(rate => createBuckets(rate, clock));
  /** When those who wrote too much last did. */
  const over = new Map<string, number>();

  function isNewSpell(key: string): boolean {
    const now = clock.now().getTime();
    const last = over.get(key);
    over.delete(key);
    over.set(key, now);
    if (over.size > MOST_TOLD) over.delete(over.keys().next().value as string);
    return last === undefined || now - last >= SPELL_MS;
  }

  return {
    async admit(message, isStaff) {
      if (message.chat.kind === 'group') return groups!.has(groupOf(message)) ? 'answered' : 'silent';
      const key = personOf(message);
      if (persons!.take(key) === 0 || ((await isStaff()) && staff!.take(key) === 0)) return 'answered';
      return isNewSpell(key) ? 'told' : 'silent';
    },
    answered(message) {
      if (message.chat.kind === 'group') groups!.take(groupOf(message));
    },
  };
}

const personOf = ({ channel, account, person }: Limited): string => JSON.stringify([channel, account, person]);
const groupOf = ({ channel, account, chat }: Limited): string => JSON.stringify([channel, account, chat.id]);
