/**
 * How something goes out, as its row says it.
 */
import { URGENCIES, type Way } from '../delivery/store.ts';

/** The columns of a way. */
export const columnsOf = ({ urgency, kind, thread, replyTo, message, evenWhenQuiet }: Way) => ({
  urgency: URGENCIES.indexOf(urgency),
  chat_kind: kind,
  thread: thread ?? null,
  reply_to: replyTo ?? null,
  message: message ?? null,
  even_quiet: evenWhenQuiet === true ? 1 : 0,
});
