/**
 * What is done by the clock.
 */
import type { Config } from './config.ts';
import type { Conversation } from './conversation/index.ts';
import { type ByKind, endsAt } from './operations/index.ts';
import type { Rooms } from './rooms.ts';
import type { Job } from './schedule/index.ts';
import { dayAt } from './shared/calendar.ts';
import type { Clock } from './shared/clock.ts';
import { backUpDaily } from './storage/backup/index.ts';
import type { Storage } from './storage/index.ts';

/** What the jobs work on. */
interface Served {
  readonly storage: Storage;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly conversation: Conversation;
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Every job of the server. */
export const jobsOf = (served: Served, config: Config): readonly Job[] => [
  forgetting(served, config.keepDays),
  endingRetention(served, config.keep),
  endingInterviews(served),
  reminding(served, config.keep),
  backingUp(served, config),
  answeringLeft(served),
];

/** What people said is kept for so many days after they said it, and no longer. */
const forgetting = ({ storage, clock }: Served, keepDays: number) => ({
  name: 'forget',
  cron: '30 3 * * *',
  run: () => storage.conversation.forget(new Date(clock.now().getTime() - keepDays * DAY_MS)),
});

/** Other records go when they have served long enough. */
const endingRetention = ({ storage, rooms, clock }: Served, keep: ByKind<number>) => ({
  name: 'retention',
  cron: '50 3 * * *',
  run: async () => {
    await storage.retention.forget(endsAt(keep, clock.now()));
    await rooms.directory.mutes.forget();
  },
});

/** Cadres are reminded of a question once: not again when it is forgotten that they were. */
const reminding = ({ rooms, clock }: Served, keep: ByKind<number>) => ({
  name: 'remind',
  cron: '30 8 * * *',
  run: () => rooms.inquiries.remind(dayAt(endsAt(keep, clock.now()).deliveries)),
});

/** What was told in an interview goes an hour after its result, and a day after somebody walked away from a question. */
const endingInterviews = ({ storage, clock }: Served) => ({
  name: 'end-interviews',
  cron: '*/15 * * * *',
  run: () => {
    const now = clock.now().getTime();
    return storage.conversation.endInterviews(new Date(now - DAY_MS), new Date(now - HOUR_MS));
  },
});

/** What could not be answered at once, or was left by another process that was killed. */
const answeringLeft = ({ conversation }: Served) => ({
  name: 'answer-left',
  cron: '*/5 * * * *',
  run: async () => {
    const [fault, ...more] = await conversation.resume();
    if (fault !== undefined) throw new Error(`${more.length + 1} messages left unanswered`, { cause: fault });
  },
});

/** A backup a day; a machine that is off at night takes it when it starts. */
const backingUp = ({ clock }: Served, config: Config) => ({
  name: 'backup',
  cron: '10 2 * * *',
  run: async () => {
    await backUpDaily(config, config.backups, clock.now());
  },
});
