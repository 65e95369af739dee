/**
 * The tables as both databases hold them. Instants are ISO text in UTC, booleans 0 or 1, documents JSON text.
 */
import type { Generated } from 'kysely';

/** Every table by its name. */
export interface Tables {
  message: MessageTable;
  session: SessionTable;
  gap: GapTable;
  feedback: FeedbackTable;
}

/** The inbox: what came in, and what was said to it once it was done. */
interface MessageTable {
  id: Generated<number>;
  channel: string;
  account: string;
  platform_id: string;
  chat: string;
  chat_kind: 'private' | 'group';
  person: string;
  text: string;
  mentioned: number;
  received_at: string;
  done_at: string | null;
  outgoing: string | null;
  /** 1 where it holds facts that an interview asked for. */
  private: Generated<number>;
}

interface SessionTable {
  key: string;
  state: string;
  updated_at: string;
  /** 1 where a question of an interview is open, 2 where its result was told and is still to be blanked. */
  interviewing: Generated<number>;
}

interface GapTable {
  id: Generated<number>;
  region: string;
  reason: string;
  key: string;
  question: string;
  nearest: string | null;
  at: string;
}

interface FeedbackTable {
  id: Generated<number>;
  region: string;
  target: string;
  useful: number;
  at: string;
}
