/**
 * What the track of hardship reports is made of.
 */
import type { Deliveries } from '../../delivery/index.ts';
import type { Address } from '../../delivery/store.ts';
import type { Directory } from '../../directory/index.ts';
import type { HardshipKnowledge } from '../../knowledge/hardship.ts';
import type { Outgoing } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Random } from '../../shared/random.ts';
import type { Alarm } from '../model.ts';
import type { HistoryStore } from '../store.ts';
import type { HardshipMove } from './life.ts';
import type { Hardship } from './model.ts';
import type { NoticeFacts } from './notice.ts';
import type { HardshipStore } from './store.ts';

/** Puts what goes out of itself into words. Nothing of it says who reported, but the notice, which says it by halves. */
export interface HardshipVoice {
  /** To whoever reported it: that it moved; nothing where they need not hear of it. */
  moved(to: Address, report: Hardship, move: HardshipMove): Promise<Outgoing | undefined>;
  /** To the cadres of the settlement: that one came in. */
  arrived(to: Address, report: Hardship): Promise<Outgoing>;
  /** To those who look after it: that it is late, or will be. */
  late(to: Address, report: Hardship, alarm: Exclude<Alarm, 'none'>): Promise<Outgoing>;
  /** To those who decide: that its notice hung long enough. */
  hung(to: Address, report: Hardship): Promise<Outgoing>;
  /** The public notice (公示), in Chinese. */
  notice(facts: NoticeFacts): string;
}

/** What the track is made of. */
export interface HardshipParts {
  readonly store: HardshipStore;
  /** Numbers and chains are those of all cases. */
  readonly history: HistoryStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly voice: HardshipVoice;
  /** Read when it is first needed. */
  readonly knowledge: () => HardshipKnowledge;
  /** Words that name an illness, of which a notice holds none; read when they are first needed. */
  readonly illnesses: () => readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  /** Told in the transaction that moves a report, once its link is made. Default: nobody is told. */
  readonly onMoved?: (report: Hardship, move: HardshipMove | 'report') => Promise<void>;
}
