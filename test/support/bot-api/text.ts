/**
 * Texts as the Bot API reads them: HTML to plain text with its entities, and what people type with theirs.
 */
import { badRequest } from './refusal.ts';
import type { ApiEntity } from './shapes.ts';

export interface ReadText {
  readonly text: string;
  readonly entities: readonly ApiEntity[];
}

/** Elements that may stand in HTML, and the entity that each becomes. */
const ELEMENTS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
};

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const TOKEN = /<(\/?)([a-z-]*)([^>]*)>|<|&(lt|gt|amp|quot);|&#(\d+);/gi;

/** @throws {Refusal} where it cannot be parsed */
export function readText(text: string, parseMode: unknown): ReadText {
  if (parseMode === undefined || parseMode === '') return trimmed({ text, entities: typedEntities(text) });
  if (typeof parseMode !== 'string' || parseMode.toUpperCase() !== 'HTML') throw badRequest('unsupported parse_mode');
  const open: { readonly name: string; readonly offset: number; readonly url: string | undefined }[] = [];
  const entities: ApiEntity[] = [];
  let plain = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, slash, element = '', attributes = '', named, numbered] = match;
    plain += text.slice(at, match.index);
    at = match.index + token.length;
    const offset = Buffer.byteLength(text.slice(0, match.index));
    if (named) plain += CHARACTERS[named.toLowerCase()]!;
    else if (numbered) plain += String.fromCodePoint(Number(numbered));
    else if (slash) {
      const last = open.pop();
      if (last?.name !== element.toLowerCase())
        throw badRequest(`can't parse entities: Unmatched end tag at byte offset ${offset}`);
      const length = plain.length - last.offset;
      if (length > 0) entities.push({ type: ELEMENTS[last.name]!, offset: last.offset, length, url: last.url });
    } else if (!Object.hasOwn(ELEMENTS, element.toLowerCase()))
      throw badRequest(`can't parse entities: Unsupported start tag "${element}" at byte offset ${offset}`);
    else open.push({ name: element.toLowerCase(), offset: plain.length, url: /href="([^"]*)"/.exec(attributes)?.[1] });
  }
  const left = open.at(-1);
  if (left) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.name}"`);
  return trimmed({ text: plain + text.slice(at), entities });
}

/** Blanks around a text are not kept. */
function trimmed({ text, entities }: ReadText): ReadText {
  const before = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities
    .map(entity => ({ ...entity, offset: entity.offset - before }))
    .filter(({ offset, length }) => offset >= 0 && offset + length <= kept.length);
  return { text: kept, entities: moved };
}

/** Commands, names and addresses that Telegram sees in what somebody types. */
export function typedEntities(text: string): readonly ApiEntity[] {
  const kinds: readonly (readonly [string, RegExp])[] = [
    ['bot_command', /(?<![\w/@])\/[a-zA-Z0-9_]{1,32}(@\w{3,32})?/g],
    ['mention', /(?<![\w/])@\w{3,32}/g],
    ['url', /https?:\/\/\S+/g],
  ];
  return kinds.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(match => ({ type, offset: match.index, length: match[0].length })),
  );
}
