/**
 * Joins the rooms that keep who is where, and what people ask of each other: the server and the command line work with the same.
 */
import { createAnswerWords, createCadreWords, type SessionOf } from './conversation/desk/answer-words.ts';
import { createGroupTest } from './conversation/desk/group-test.ts';
import { createDeliveries, type Deliveries } from './delivery/index.ts';
import { createDirectory, type Directory } from './directory/index.ts';
import { createInquiries, createLocalKnowledge, type Inquiries, type LocalKnowledge } from './inquiry/index.ts';
import type { Wordbook } from './language/i18n.ts';
import type { Clock } from './shared/clock.ts';
import type { Storage } from './storage/index.ts';

/** The rooms. */
export interface Rooms {
  readonly directory: Directory;
  readonly inquiries: Inquiries;
  readonly localKnowledge: LocalKnowledge;
  readonly deliveries: Deliveries;
}

/** A browser may be somebody else's after a while; an account on a platform looks after itself. */
const IDLE_DAYS = { web: 30 };

/** Joins the rooms on their stores. */
export function createRooms(storage: Storage, wordbook: Wordbook, clock: Clock): Rooms {
  const onErased = (household: string) => storage.conversation.endAbout(household);
  const deliveries = createDeliveries(storage.delivery, clock);
  const onTest = createGroupTest(deliveries, wordbook, clock);
  const directory = createDirectory({ store: storage.directory, clock, idleDays: IDLE_DAYS, onErased, onTest });
  const sessionOf: SessionOf = key => storage.conversation.session(key);
  const parts = { store: storage.inquiry, directory, clock, ids: directory.ids };
  return {
    directory,
    deliveries,
    inquiries: createInquiries({
      ...parts,
      deliveries,
      words: createAnswerWords(wordbook, sessionOf),
      cadreWords: createCadreWords(wordbook, sessionOf),
    }),
    localKnowledge: createLocalKnowledge(parts),
  };
}
