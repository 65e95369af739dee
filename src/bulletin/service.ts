/**
 * What the room of bulletins does for others.
 */
import type { Address } from '../delivery/store.ts';
import type { Actor, Page } from '../directory/model.ts';
import type { Outcome } from '../directory/outcome.ts';
import type { Sender, Visitor } from '../directory/visitors.ts';
import type { HouseholdId, SettlementId } from '../shared/ids.ts';
import type {
  Announced,
  Audience,
  Bulletin,
  BulletinDraft,
  LedgerFilter,
  LedgerLine,
  Preview,
  Progress,
  Receipts,
  When,
} from './model.ts';
import type { BulletinFilter } from './store.ts';

/** What may be done with bulletins. Each is held against the table of rights at every place of the audience, and recorded. */
export interface Bulletins {
  /** Keeps a draft. */
  write(actor: Actor, draft: BulletinDraft): Promise<Outcome<Bulletin>>;
  /** Changes a draft, or one that was sent back. What it announces stays, and what is pressed below it unless that is said anew. */
  change(actor: Actor, id: string, draft: BulletinDraft, version: number): Promise<Outcome<Bulletin>>;
  /** How it will look, to whom it goes, and how long that takes. */
  preview(actor: Actor, id: string, when?: When): Promise<Outcome<Preview>>;
  /** To whom an audience leads, before anything is written. */
  reach(
    actor: Actor,
    audience: Audience,
  ): Promise<Outcome<Pick<Preview, 'groups' | 'unreachable' | 'settlements' | 'unreached' | 'digest'>>>;
  /**
   * Sends it, or has it wait for its time, or, an official notice, for a second person.
   * @param seen `Preview.digest`; `changed` is refused where the audience is another by now. Default: whoever it leads to
   */
  submit(actor: Actor, id: string, when?: When, seen?: string): Promise<Outcome<Bulletin>>;
  /** Lets a colleague's notice go; never one's own. */
  approve(actor: Actor, id: string, version: number): Promise<Outcome<Bulletin>>;
  sendBack(actor: Actor, id: string, why: string): Promise<Outcome<Bulletin>>;
  pause(actor: Actor, id: string): Promise<Outcome<Bulletin>>;
  resume(actor: Actor, id: string): Promise<Outcome<Bulletin>>;
  /** Sends nothing more of it; a repeating one comes no more. What was sent stays. */
  stop(actor: Actor, id: string): Promise<Outcome<Bulletin>>;
  /** Takes it away wherever it went, or says there that it is void; what was not sent yet is not. */
  recall(actor: Actor, id: string): Promise<Outcome<Bulletin>>;
  /** Words it anew wherever it went, or says there what is right; what was not sent yet goes as it is right. */
  correct(actor: Actor, id: string, text: string): Promise<Outcome<Bulletin>>;
  /**
   * Tries again what failed: copies, and what was to take them back or put them right.
   * @param delivery one line of the ledger; default all of them @returns how many deliveries
   */
  retry(actor: Actor, id: string, delivery?: number): Promise<Outcome<number>>;

  get(actor: Actor, id: string): Promise<Outcome<Bulletin>>;
  /** Newest first. */
  list(actor: Actor, filter: BulletinFilter): Promise<Outcome<readonly Bulletin[]>>;
  progress(actor: Actor, id: string): Promise<Outcome<Progress>>;
  /** What became of it in each group that the actor may see, oldest first. */
  ledger(actor: Actor, id: string, filter: LedgerFilter): Promise<Outcome<readonly LedgerLine[]>>;
  receipts(actor: Actor, id: string, settlement: SettlementId): Promise<Outcome<Receipts>>;
  /** Bulletins that went to the groups of a settlement, newest first. */
  inSettlement(actor: Actor, settlement: SettlementId, page: Page): Promise<Outcome<readonly Bulletin[]>>;

  /** Keeps a chat told of how far it is, until it is over. */
  watch(id: string, to: Address, language: string): Promise<void>;
  /**
   * Somebody in a group says that they have read.
   * @param what the bulletin's id, or the platform's id of the message that they answer; without it the last one that asked there
   * @returns whether it was meant for a bulletin
   */
  confirm(visitor: Visitor, sender: Sender, what?: string, name?: string): Promise<boolean>;
  /** Forgets who somebody was: that they confirmed still counts. */
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  /** Forgets which household confirmed. */
  eraseHousehold(household: HouseholdId): Promise<void>;

  /** What is announced is over: what was not sent of it is not, and what waits for its time goes no more. */
  withdraw(announced: Announced): Promise<void>;
  /** Begins what is due; once where its time was missed. */
  tick(): Promise<void>;
  /** Notes what is over, and tells those who watch. */
  tellWatchers(): Promise<void>;
}
