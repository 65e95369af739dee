/**
 * A bulletin to very many groups on a clock that only passes while everything waits: the real sender on a real database, before a platform that
 * keeps to Telegram's limits to the millisecond, asks to wait, and is out of order.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS, PACE } from '../../src/channels/telegram/limits.ts';
import { createSender } from '../../src/delivery/sender.ts';
import type { Target } from '../../src/delivery/store.ts';
import type { Channel, Sent } from '../../src/message/channel.ts';
import { openStorage } from '../../src/storage/index.ts';
import { createRates, DOCUMENTED } from '../support/bot-api/limits.ts';
import { countStatements, type Statements } from '../support/counted-statements.ts';
import { createRandom, type Random } from '../support/random.ts';
import { type VirtualTime, virtualTime } from '../support/virtual-time.ts';
import { type Duration, finishedInTime, type Reached, reachedOnce } from './bulletin-laws.ts';
import type { Broken } from './laws.ts';

export interface SimulatedOptions {
  readonly seed: number;
  readonly groups: number;
  readonly longestWait: number;
  readonly factor: number;
  /** More memory than so much MiB breaks a law. */
  readonly mostMib: number;
}

export interface SimulatedReport {
  readonly broken: Broken;
  readonly duration: Duration;
  /** Groups that received it. */
  readonly received: number;
  /** Attempts that the platform answered, by how. */
  readonly answers: ReadonlyMap<string, number>;
  /** What the database was asked from the first message to the last, for each delivery. */
  readonly statements: Statements;
  /** The most that this process held, and what it held before it began, in MiB. */
  readonly memory: { readonly before: number; readonly most: number };
  /** By the clock on the wall. */
  readonly tookSeconds: number;
}

const account = { channel: 'telegram', account: '1' };
const ORIGIN = 'bulletin:simulated';
const TEXT = '【通知】明天上午九点在社区广场办招聘会，请带身份证。看到请回“收到”。';
const SHARES = { kicked: 0.01, migrated: 0.02, tooMany: 0.05, error: 0.02 };
const SAMPLE_EACH = 100;

export async function simulatedBulletin({
  seed,
  groups,
  longestWait,
  factor,
  mostMib,
}: SimulatedOptions): Promise<SimulatedReport> {
  const began = performance.now();
  const random = createRandom(seed);
  const time = virtualTime('2026-11-30T01:00:00Z');
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-simulated-'));
  const storage = await openStorage({ dataDir });
  const memory = { before: mib(), most: 0 };
  const sample = () => {
    memory.most = Math.max(memory.most, mib());
  };
  try {
    const town = platformOf(time, random, longestWait, sample);
    const start = time.clock.now();
    await storage.delivery.lease(account, 'us', new Date(start.getTime() + 24 * 3600_000), start, () => true);
    await storage.delivery.addAll(ORIGIN, targetsOf(groups), { text: TEXT }, { urgency: 'bulletin', kind: 'group' }, start);
    const asked = countStatements();
    let open = groups;
    const sender = createSender({
      channel: town.channel,
      store: time.watched(storage.delivery),
      clock: time.clock,
      pause: time.pause,
      holder: 'us',
      quietUntil: async () => undefined,
      chance: () => 0,
      onAttempt: (_, { state }) => {
        if (state !== 'waiting') open--;
      },
      onFault: error => {
        throw error;
      },
    });
    const started = sender.start();
    await time.passUntil(() => open === 0);
    await started;
    const { reads, writes, commits } = asked();
    const stopped = sender.stop();
    await stopped;
    sample();

    const ledger = await storage.delivery.copies(ORIGIN, { limit: groups });
    const reached = ledger.map(
      ({ target = '', to, state, reason, doubtful }): Reached => ({
        name: target,
        isReachable: !town.kicked.has(target),
        times: town.shown.get(to.chat) ?? 0,
        state,
        reason,
        isDoubtful: doubtful,
        wasInFlight: false,
        wasBroken: town.broken.has(target),
      }),
    );
    const duration: Duration = {
      seconds: (town.lastAt() - start.getTime()) / 1_000,
      messages: groups,
      limit: DOCUMENTED.overall!,
      factor,
      longestWait,
      down: 0,
    };
    return {
      broken: [
        ...(ledger.length === groups ? [] : [`the ledger has ${ledger.length} copies instead of ${groups}`]),
        ...reachedOnce(reached),
        ...finishedInTime(duration),
        ...(memory.most <= mostMib ? [] : [`it held ${memory.most.toFixed(0)} MiB`]),
      ],
      duration,
      received: reached.filter(({ times }) => times > 0).length,
      answers: town.answers,
      statements: { reads: reads / groups, writes: writes / groups, commits: commits / groups },
      memory,
      tookSeconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const targetsOf = (groups: number): readonly Target[] =>
  Array.from({ length: groups }, (_, n) => ({ to: { ...account, chat: String(-1 - n), person: '' }, name: String(-1 - n) }));

/** Telegram, as far as messages to groups go. */
function platformOf(time: VirtualTime, random: Random, longestWait: number, sample: () => void) {
  const now = () => time.clock.now().getTime();
  const rate = createRates(() => DOCUMENTED, now);
  const shown = new Map<string, number>();
  const answers = new Map<string, number>();
  const [kicked, broken] = [new Set<string>(), new Set<string>()];
  /** What is wrong with a group, drawn when it is first written to. */
  const fates = new Map<string, 'kicked' | 'migrated' | 'well'>();
  let lastAt = 0;
  let calls = 0;
  /** The group that a chat is, or was. */
  const groupOf = (chat: string) => (chat.endsWith('00000000') ? chat.slice(0, -8) : chat);
  const fateOf = (group: string) => {
    const drawn = random.below(100);
    const fate =
      fates.get(group) ??
      (drawn < SHARES.kicked * 100 ? 'kicked' : drawn < (SHARES.kicked + SHARES.migrated) * 100 ? 'migrated' : 'well');
    fates.set(group, fate);
    return fate;
  };

  const answer = (chat: string): Sent => {
    const group = groupOf(chat);
    const drawn = random.below(1_000) / 1_000;
    if (drawn < SHARES.tooMany)
      return { kind: 'wait', ms: 1_000 * (1 + random.below(longestWait)), whose: 'chat', reason: 'rate' };
    if (drawn < SHARES.tooMany + SHARES.error) {
      broken.add(group);
      return { kind: 'again', reason: 'server', perhaps: true };
    }
    const fate = fateOf(group);
    if (fate === 'kicked') {
      kicked.add(group);
      return { kind: 'refused', reason: 'kicked', closes: true };
    }
    if (fate === 'migrated' && group === chat) return { kind: 'moved', chat: `${chat}00000000` };
    const wait = rate({ chat: { id: Number(chat), type: 'group' } });
    if (wait > 0) {
      answers.set('too fast', (answers.get('too fast') ?? 0) + 1);
      return { kind: 'wait', ms: 1_000 * Math.ceil(wait / 1_000), whose: 'chat', reason: 'rate' };
    }
    shown.set(chat, (shown.get(chat) ?? 0) + 1);
    lastAt = now();
    return { kind: 'sent', id: String(calls) };
  };

  const channel: Channel = {
    name: account.channel,
    account: account.account,
    limits: LIMITS,
    pace: PACE,
    start: async () => {},
    stop: async () => {},
    async send({ chat }) {
      // On its way there, and back.
      await time.pause(10 + random.below(30));
      if (++calls % SAMPLE_EACH === 0) sample();
      const sent = answer(chat);
      answers.set(sent.kind, (answers.get(sent.kind) ?? 0) + 1);
      await time.pause(10 + random.below(30));
      return sent;
    },
  };
  return { channel, shown, answers, kicked, broken, lastAt: () => lastAt };
}

const mib = (): number => process.memoryUsage.rss() / 2 ** 20;
