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
  announcing(served),
  tellingOfJobs(served),
  askingAfter(served),
  expiringPostings(served),
  watchingCases(served),
  watchingHardships(served),
  anchoringCases(served),
  tellingOfSigns(served),
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
    await rooms.grievances.forget();
    await rooms.hardships.forget();
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

/** Bulletins whose time has come, or came while nothing ran. */
const announcing = ({ rooms }: Served): Job => ({
  name: 'bulletins',
  cron: '* * * * *',
  isFrequent: true,
  run: () => rooms.bulletins.tick(),
});

/** Postings are shown no more soon after their last day, nor is what announces them; what was missed is caught up within the hour. */
const expiringPostings = ({ rooms }: Served): Job => ({
  name: 'expire-postings',
  cron: '2 * * * *',
  run: async () => {
    await rooms.employment.postings.expire();
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

/** New postings find people, and people are told what was found for them. */
const tellingOfJobs = ({ rooms }: Served) => ({
  name: 'tell-jobs',
  cron: '*/3 * * * *',
  run: () => rooms.employment.matching.tell(),
});

/** Whom a job was found for is asked what became of it, in the daytime. */
const askingAfter = ({ rooms }: Served) => ({
  name: 'ask-after',
  cron: '20 9 * * *',
  run: () => rooms.employment.placements.ask(),
});

/** Cases that were held too long go back to the queue, and who looks after them hears what is late. */
const watchingCases = ({ rooms }: Served): Job => ({
  name: 'cases',
  cron: '* * * * *',
  isFrequent: true,
  run: () => rooms.grievances.tick(),
});

/** How the histories of cases ended is fixed once a day is over. */
const anchoringCases = ({ rooms }: Served) => ({
  name: 'anchor-cases',
  cron: '20 0 * * *',
  run: () => rooms.grievances.anchor(),
});

/** What gathers in a settlement is told in the daytime. */
const tellingOfSigns = ({ rooms }: Served) => ({
  name: 'early-signs',
  cron: '40 8-18 * * *',
  run: () => rooms.earlySigns.tell(),
});

/** Reports of hardship that are late, or will be. */
const watchingHardships = ({ rooms }: Served): Job => ({
  name: 'hardships',
  cron: '*/10 * * * *',
  run: () => rooms.hardships.tick(),
});
