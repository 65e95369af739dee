/**
 * When the assistant may speak: always in private; in a group only when it is mentioned, replied to, or called by the prefix.
 */
import type { Incoming } from '../message/index.ts';

/** The words meant for the assistant, in a group without the prefix; `undefined` where it was not called. */
export function addressed(
  { chat, mentioned, text }: Pick<Incoming, 'chat' | 'mentioned' | 'text'>,
  prefix: string,
): string | undefined {
  const trimmed = text.trim();
  if (chat.kind === 'private') return trimmed;
  const called = prefix !== '' && trimmed.startsWith(prefix);
  if (!mentioned && !called) return undefined;
  return called ? trimmed.slice(prefix.length).replace(/^(?:(?!@)[\s\p{P}])+/u, '') : trimmed;
}
