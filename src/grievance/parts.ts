/**
 * What the room is made of.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import type { ClockId, Clocks } from '../knowledge/clocks.ts';
import type { Outgoing } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { ClauseId, RegionId, UnitId } from '../shared/ids.ts';
import type { Random } from '../shared/random.ts';
import type { MoveName } from './life.ts';
import type { Alarm, Grievance } from './model.ts';
import type { Suggestion } from './service.ts';
import type { GrievanceStore } from './store.ts';

/** Puts what goes out of itself into words. Nothing of it holds who reported, and nothing for a group is ever made here. */
export interface GrievanceVoice {
  /**
   * To whoever reported it, or has it too: that it moved, and what was said; nothing where they need not hear of it.
   * @param own where cases are handled together: the number of their own one, somebody else having made the move
   */
  moved(to: Address, grievance: Grievance, move: MoveName, own?: number): Promise<Outgoing | undefined>;
  /** To whoever has it in hand, or had until now: what somebody else did with it; nothing where they need not hear of it. */
  held(to: Address, grievance: Grievance, move: MoveName): Promise<Outgoing | undefined>;
  /** To whoever looks after it: that it is late, or will be. */
  late(to: Address, grievance: Grievance, alarm: Exclude<Alarm, 'none'>): Promise<Outgoing>;
  /** To whoever looks after it: that nobody took it in hand, or called, within the time for that. */
  waits(to: Address, grievance: Grievance): Promise<Outgoing>;
  /** To those on the spot: that somebody is in danger now. @param words as they were written @param who name and door, where they are known */
  danger(to: Address, grievance: Grievance, words: string, who: string): Promise<Outgoing>;
  /** To a supervisor: that a case waits for their decision. */
  undecided(to: Address, grievance: Grievance): Promise<Outgoing>;
  /** To an administrator: that a case waits for a decision where no supervisor can be told. */
  unsupervised(to: Address, grievance: Grievance): Promise<Outgoing>;
}

/** What the room needs of a kind of grievance. */
export interface Kind {
  readonly id: string;
  readonly clock: ClockId;
  readonly isSafety: boolean;
  /** Whether everybody in the settlement may see that there is one: lift, water, rubbish; never a household's own matter. */
  readonly isShared: boolean;
  /** The share that somebody else calls about before it is closed, in percent. */
  readonly callShare: number;
  /** How long what is personal of it is kept once it ended, in days. */
  readonly keepDays: number;
  /** Which unit settles it in a region; nothing where its documents name none. */
  unitIn(region: RegionId): UnitId | undefined;
}

/** What the room is made of. */
export interface GrievanceParts {
  readonly store: GrievanceStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly voice: GrievanceVoice;
  /** A kind by its id; read when it is first needed. */
  readonly kindOf: (id: string) => Kind | undefined;
  /** All of them. */
  readonly kinds: () => readonly Kind[];
  /** Whether a region's documents have it. */
  readonly hasUnit: (unit: UnitId, region: RegionId) => boolean;
  readonly hasClause: (clause: ClauseId, region: RegionId) => boolean;
  readonly clocks: () => Clocks;
  readonly suggest: (text: string, region: RegionId) => Suggestion;
  /** The words of a text that a grievance is found by. */
  readonly wordsOf: (text: string) => readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  /** Told in the transaction that moves a case, once its link is made. Default: nobody is told. */
  readonly onMoved?: (grievance: Grievance, move: MoveName | 'report') => Promise<void>;
}
