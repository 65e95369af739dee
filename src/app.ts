/**
 * The composition root: builds every room and joins them.
 */
import { type Assistant, createAssistant } from './assistant.ts';
import type { Config } from './config.ts';
import { type Conversation, createConversation } from './conversation/index.ts';
import { createTurns, type Originals } from './conversation/turn.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import { openStorage, type Storage } from './storage/index.ts';

/** What the app is built of besides its configuration; tests put their own clock here. */
export interface AppParts {
  readonly clock?: Clock;
  readonly assistant?: Assistant;
}

/** The assistant with its memory, before any channel is open. */
export interface Core {
  readonly assistant: Assistant;
  readonly conversation: Conversation;
  readonly storage: Storage;
  readonly clock: Clock;
  /** Waits for the turns in hand and closes the database. */
  stop(): Promise<void>;
}

/** Opens the storage and answers what an earlier process left unanswered. */
export async function openCore(
  config: Config,
  { clock = systemClock, assistant = createAssistant() }: AppParts = {},
): Promise<Core> {
  const { policy, wordbook, respond, speech } = assistant;
  const originals: Originals = () => undefined;
  const takeTurn = createTurns({
    policy,
    wordbook,
    respond,
    originals,
    commands: speech.commands,
    callPrefix: config.callPrefix,
  });
  const storage = await openStorage(config);
  const conversation = createConversation({ store: storage.conversation, takeTurn, clock });
  await conversation.resume();
  return {
    assistant,
    conversation,
    storage,
    clock,
    async stop() {
      await conversation.stop();
      await storage.close();
    },
  };
}
