/**
 * Figures about the running program for Prometheus: counts and durations, no label says anything of a person.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../shared/clock.ts';

/** What the database says when it is asked. */
export interface DatabaseFigures {
  /** Messages that were received and not answered. */
  readonly unfinished: number;
  readonly bytes: number;
  /** Keys that its values are sealed with. */
  readonly keys: number;
}

/** How far a rule is used up by which an account may send only so much. */
export interface BudgetFigure {
  readonly channel: string;
  readonly counts: string;
  readonly withinMs: number;
  readonly most: number;
  readonly used: number;
}

/** A request to the web server; nothing for `path` where it was to no address of ours. */
interface Answered {
  readonly method: string;
  readonly path?: string | undefined;
  readonly status: number;
  readonly ms: number;
}

/** Told of what happens; asked for the figures. */
export interface Metrics {
  answered(request: Answered): void;
  /** A message came in by a channel. */
  received(channel: string): void;
  /** A turn of a conversation was worked out in so many milliseconds. */
  turned(ms: number): void;
  /** A message was understood, and this is what is done about it. */
  understood(action: string): void;
  /** Something was sent, or could not be: what became of it, and why. */
  attempted(channel: string, urgency: string, outcome: string, reason?: string): void;
  /** What accounts may send is asked for with the figures from now on. */
  watchBudgets(look: () => Promise<readonly BudgetFigure[]>): void;
  /** A job of the schedule ended. */
  ran(job: string, outcome: 'done' | 'failed'): void;
  /** All figures in the text form of Prometheus, and its media type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** Others are whatever somebody makes up. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** @param look asks the database; where it fails, the figures say that it does not answer */
export function createMetrics(look: () => Promise<DatabaseFigures>, clock: Clock): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'anjia_request_seconds',
    help: 'How long requests took',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const turns = new Histogram({
    name: 'anjia_turn_seconds',
    help: 'How long it took to work out what to say',
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
    registers,
  });
  const count = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const received = count('anjia_messages_total', 'Messages that came in', 'channel');
  const understood = count(
    'anjia_understood_total',
    'What is done about messages, also about those weighed in an interview',
    'action',
  );
  const attempts = count('anjia_deliveries_total', 'Attempts to send something', 'channel', 'urgency', 'outcome', 'reason');
  const runs = count('anjia_job_runs_total', 'Runs of jobs', 'job', 'outcome');
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const lastDone = gauge('anjia_job_last_done_seconds', 'When a job was last done, in seconds since 1970', 'job');
  const up = gauge('anjia_database_up', 'Whether the database answers');
  const unfinished = gauge('anjia_inbox_unfinished', 'Messages that were received and not answered');
  const bytes = gauge('anjia_database_bytes', 'Size of the database');
  const keys = gauge('anjia_sealing_keys', 'Keys that values are sealed with; more than one while a key is changed');
  const budgetUsed = gauge(
    'anjia_budget_used',
    'Messages that an account sent within a rule’s seconds',
    'channel',
    'counts',
    'seconds',
  );
  const budgetMost = gauge(
    'anjia_budget_most',
    'Messages that an account may send within a rule’s seconds',
    'channel',
    'counts',
    'seconds',
  );
  let lookAtBudgets: () => Promise<readonly BudgetFigure[]> = () => Promise.resolve([]);

  return {
    watchBudgets(budgets) {
      lookAtBudgets = budgets;
    },
    answered({ method, path = 'other', status, ms }) {
      requests.observe({ route: path, method: METHODS.includes(method) ? method : 'other', status }, ms / 1000);
    },
    received: channel => received.inc({ channel }),
    turned: ms => turns.observe(ms / 1000),
    understood: action => understood.inc({ action }),
    attempted: (channel, urgency, outcome, reason = '') => attempts.inc({ channel, urgency, outcome, reason }),
    ran(job, outcome) {
      runs.inc({ job, outcome });
      if (outcome === 'done') lastDone.set({ job }, clock.now().getTime() / 1000);
    },
    async text() {
      const figures = await look().catch(() => undefined);
      up.set(figures ? 1 : 0);
      unfinished.set(figures?.unfinished ?? Number.NaN);
      bytes.set(figures?.bytes ?? Number.NaN);
      keys.set(figures?.keys ?? Number.NaN);
      for (const { channel, counts, withinMs, most, used } of await lookAtBudgets().catch(() => [])) {
        const labels = { channel, counts, seconds: withinMs / 1000 };
        budgetUsed.set(labels, used);
        budgetMost.set(labels, most);
      }
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
