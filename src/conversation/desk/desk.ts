/**
 * What lies behind the desk: the rooms that a turn may ask for something, once it has understood what somebody wants.
 */
import type { Attachments } from '../../attachments/index.ts';
import type { Bulletins } from '../../bulletin/index.ts';
import type { Deliveries } from '../../delivery/index.ts';
import type { Pack } from '../../delivery/pack.ts';
import type { Directory } from '../../directory/index.ts';
import type { Outcome } from '../../directory/outcome.ts';
import type { Sender, Visitor } from '../../directory/visitors.ts';
import type { Employment } from '../../employment/index.ts';
import type { EarlySigns } from '../../grievance/early-signs.ts';
import type { Hardships } from '../../grievance/hardship/service.ts';
import type { Ledgers } from '../../grievance/ledgers.ts';
import type { Grievances } from '../../grievance/service.ts';
import type { Inquiries, LocalKnowledge } from '../../inquiry/index.ts';
import type { Alarm } from '../grievances/alarm.ts';
import type { TurnOutcome } from '../store.ts';
import type { Links } from '../way.ts';
import type { TableImports } from './imports/tables.ts';

/** The rooms behind the desk. */
export interface Desk {
  readonly directory: Directory;
  readonly inquiries: Inquiries;
  readonly localKnowledge: LocalKnowledge;
  readonly bulletins: Bulletins;
  readonly deliveries: Deliveries;
  readonly attachments: Attachments;
  readonly tables: TableImports;
  readonly employment: Employment;
  readonly grievances: Grievances;
  readonly earlySigns: EarlySigns;
  readonly caseLedgers: Ledgers;
  readonly alarm: Alarm;
  /** Reports of hardship. */
  readonly hardships: Hardships;
  /** The number of the message at hand. */
  readonly message: number;
  /** The addresses of the assistant itself. */
  readonly links: Links;
  readonly pack: Pack;
  /** Erases all that is known of who wrote, in every room; the message at hand is left to be answered. */
  erase(visitor: Visitor, sender: Sender): Promise<Outcome<void>>;
  /** Makes who wrote nobody here, and clears what was said here, for whoever comes next. */
  signOut(visitor: Visitor, sender: Sender): Promise<Outcome<void>>;
}

/** What remains to be done of a turn; it is committed together with the answer. */
export type Errand = (desk: Desk) => Promise<TurnOutcome>;

/** A turn: said at once, or after an errand, whose outcome then counts. */
export interface Turn extends TurnOutcome {
  readonly errand?: Errand;
}
