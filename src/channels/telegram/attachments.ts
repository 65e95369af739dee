/**
 * What comes besides words, named so that it can be fetched later.
 */
import type { Attachment } from '../../message/index.ts';
import type { Message } from './update.ts';

/** Photos and files of a message; at most one, as Telegram sends them. */
export function attachmentsOf(message: Message): readonly Attachment[] {
  const photo = message.photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (photo) return [of('photo', photo)];
  // A moving picture comes as a document too.
  if (message.animation) return [of('other', message.animation)];
  if (message.document) return [of('file', message.document)];
  if (message.voice) return [of('voice', message.voice)];
  const other = message.audio ?? message.video ?? message.video_note ?? message.sticker;
  if (other) return [of('other', other)];
  const isPlain = [message.contact, message.location, message.poll, message.dice].some(one => one !== undefined);
  return isPlain ? [{ kind: 'other', ref: NO_FILE }] : [];
}

/** Places, contacts and the like are no files: there is nothing to fetch. */
export const NO_FILE = '-';

const of = (
  kind: Attachment['kind'],
  {
    file_id,
    file_size,
    ...rest
  }: { readonly file_id: string; readonly file_size?: number | undefined; readonly file_name?: string | undefined },
): Attachment => ({
  kind,
  ref: file_id,
  ...(rest.file_name === undefined ? {} : { name: rest.file_name }),
  ...(file_size === undefined ? {} : { size: file_size }),
});
