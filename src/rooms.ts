/**
 * Joins the rooms that keep who is where, and what people ask of each other: the server and the command line work with the same.
 */
import { type Attachments, createAttachments } from './attachments/index.ts';
import { folders } from './config.ts';
import { createAnswerWords, createCadreWords, type SessionOf } from './conversation/desk/answer-words.ts';
import { createGroupTest } from './conversation/desk/group-test.ts';
import { createTableImports } from './conversation/desk/imports/table-imports.ts';
import type { TableImports } from './conversation/desk/imports/tables.ts';
import { createDeliveries, type Deliveries } from './delivery/index.ts';
import { createPack, type Pack } from './delivery/pack.ts';
import { householdTemplate } from './directory/household-sheet/index.ts';
import { createDirectory, type Directory } from './directory/index.ts';
import type { Group } from './directory/model.ts';
import { createInquiries, createLocalKnowledge, type Inquiries, type LocalKnowledge } from './inquiry/index.ts';
import { type HouseholdWords, loadHouseholdWords } from './knowledge/household-words.ts';
import type { Wordbook } from './language/i18n.ts';
import { RETENTION } from './operations/retention.ts';
import { faultless } from './rules.ts';
import type { Clock } from './shared/clock.ts';
import type { Storage } from './storage/index.ts';

/** The rooms. */
export interface Rooms {
  readonly directory: Directory;
  readonly inquiries: Inquiries;
  readonly localKnowledge: LocalKnowledge;
  readonly deliveries: Deliveries;
  /** What is to be passed on by hand. */
  readonly pack: Pack;
  readonly attachments: Attachments;
  readonly tables: TableImports;
}

/** How the rooms are joined. */
export interface RoomOptions {
  /** So many days what people send is kept. Default: as `RETENTION` says. */
  readonly fileDays?: number;
  /** Told where work beside the conversation failed. Default: nobody is. */
  readonly onFault?: (error: unknown) => void;
}

/** A browser may be somebody else's after a while; an account on a platform looks after itself. */
const IDLE_DAYS = { web: 30 };

/** Joins the rooms on their stores. */
export function createRooms(
  storage: Storage,
  wordbook: Wordbook,
  clock: Clock,
  { fileDays = RETENTION.attachments, onFault = () => {} }: RoomOptions = {},
): Rooms {
  const attachments = createAttachments({ store: storage.attachments, clock, days: fileDays });
  const onErased = async (household: string) => {
    await storage.conversation.endAbout(household);
    // It may stand in a table that was sent and not taken in.
    await attachments.eraseTables();
    tables.forget();
  };
  const deliveries = createDeliveries(storage.delivery, clock);
  const onRebound = ({ chat: from }: Group, { chat: to, ...group }: Group) => deliveries.follow(group, from, to);
  const onTest = createGroupTest(deliveries, wordbook, clock);
  const directory = createDirectory({ store: storage.directory, clock, idleDays: IDLE_DAYS, onErased, onTest, onRebound });
  const wording = () => faultless(loadHouseholdWords(folders.knowledge)) as HouseholdWords;
  const tables = createTableImports({
    attachments,
    directory,
    deliveries,
    wordbook,
    wording,
    makeTemplate: () => householdTemplate(wording()),
    clock,
    whenCommitted: work => storage.delivery.whenCommitted(work),
    onFault,
  });
  const sessionOf: SessionOf = key => storage.conversation.session(key);
  const parts = { store: storage.inquiry, directory, clock, ids: directory.ids };
  return {
    directory,
    deliveries,
    attachments,
    tables,
    pack: createPack(deliveries, directory),
    inquiries: createInquiries({
      ...parts,
      deliveries,
      words: createAnswerWords(wordbook, sessionOf),
      cadreWords: createCadreWords(wordbook, sessionOf),
    }),
    localKnowledge: createLocalKnowledge(parts),
  };
}
