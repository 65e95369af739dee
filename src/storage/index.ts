/**
 * Keeps what the rooms ask to be kept: one set of stores on SQLite (the default) or PostgreSQL. What a store means is said by the room's port.
 */
import type { AttachmentStore } from '../attachments/store.ts';
import type { BulletinStore } from '../bulletin/store.ts';
import type { ConversationStore } from '../conversation/store.ts';
import type { DeliveryStore } from '../delivery/store.ts';
import type { DirectoryStore } from '../directory/store.ts';
import type { EarlySignStore } from '../grievance/early-signs.ts';
import type { HardshipStore } from '../grievance/hardship/store.ts';
import type { GrievanceStore } from '../grievance/store.ts';
import type { InquiryStore } from '../inquiry/store.ts';
import type { DatabaseFigures } from '../operations/index.ts';
import { StartError } from '../shared/start-error.ts';
import type { WebhookStore } from '../webhook/store.ts';
import { createAttachmentStore } from './attachment-store.ts';
import { createBulletinStore } from './bulletin-store.ts';
import { createConversationStore } from './conversation-store.ts';
import { openDatabase, type StorageOptions } from './database.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createDirectoryStore } from './directory/index.ts';
import { createEmploymentStore } from './employment/index.ts';
import { figuresOf } from './figures.ts';
import { earlySignStore } from './grievances/early-signs.ts';
import { createGrievanceStore } from './grievances/index.ts';
import { createHardshipStore } from './hardship-store.ts';
import { createInquiryStore } from './inquiry-store.ts';
import { createRetention, type RetentionStore } from './retention.ts';
import { KeyError } from './sealing/keys.ts';
import { createWebhookStore } from './webhook-store.ts';

/** The stores of all rooms on one database. */
export interface Storage {
  readonly conversation: ConversationStore;
  readonly delivery: DeliveryStore;
  readonly inquiry: InquiryStore;
  readonly directory: DirectoryStore;
  readonly attachments: AttachmentStore;
  readonly employment: ReturnType<typeof createEmploymentStore>;
  readonly bulletins: BulletinStore;
  readonly grievances: GrievanceStore;
  readonly earlySigns: EarlySignStore;
  readonly hardships: HardshipStore;
  readonly webhooks: WebhookStore;
  readonly retention: RetentionStore;
  figures(): Promise<DatabaseFigures>;
  /** Commits all that the work did in any of the stores, or nothing where it throws. */
  transact<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type { StorageOptions } from './database.ts';

/**
 * Opens the database and brings its schema up to date.
 * @throws {StartError} where it or its keys cannot be used; nothing stays open then
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  try {
    const database = await openDatabase(options);
    return {
      conversation: createConversationStore(database),
      delivery: createDeliveryStore(database),
      inquiry: createInquiryStore(database),
      directory: createDirectoryStore(database),
      attachments: createAttachmentStore(database),
      employment: createEmploymentStore(database),
      bulletins: createBulletinStore(database),
      grievances: createGrievanceStore(database),
      earlySigns: earlySignStore(database),
      hardships: createHardshipStore(database),
      webhooks: createWebhookStore(database),
      retention: createRetention(database),
      figures: () => figuresOf(database),
      transact: database.transact,
      close: database.close,
    };
  } catch (cause) {
    throw new StartError(cause instanceof KeyError ? 'keys' : 'storage', cause);
  }
}
