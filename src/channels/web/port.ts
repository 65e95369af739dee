/**
 * What the chat page needs of the rooms behind it.
 */
import type { Language, Wordbook } from '../../language/i18n.ts';
import type { Incoming, Outgoing } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';

/** A region to choose from. */
export interface WebRegion {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
}

/** A message and what was said to it; nothing yet where the answer is still being worked out. */
export interface WebExchange {
  readonly id: string;
  /** Absent where the assistant spoke of itself. */
  readonly text?: string | undefined;
  readonly outgoing: readonly Outgoing[];
}

/** What a person has settled in the conversation. */
export interface WebSettings {
  readonly region?: string | undefined;
  readonly language?: Language | undefined;
}

/** Names one browser's conversation to the rooms that keep it. */
export interface WebKey {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly person: string;
}

/** What the chat page is made of. */
export interface WebChatParts {
  readonly wordbook: Wordbook;
  /** In the order in which they are offered. */
  readonly regions: readonly WebRegion[];
  readonly clock: Clock;
  /** What comes in is handed to this; the page then shows what `history` holds. */
  readonly handle: (incoming: Incoming) => Promise<unknown>;
  /** The last exchanges, oldest first. */
  readonly history: (key: WebKey, limit: number) => Promise<readonly WebExchange[]>;
  readonly settings: (key: WebKey) => Promise<WebSettings | undefined>;
}
