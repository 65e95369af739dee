/**
 * Files out and in: what is shown in the chat goes as a photo, anything else as a document; what people sent is fetched up to a size.
 */
import { GrammyError, InputFile, type RawApi } from 'grammy';
import { FetchError, type FetchedFile } from '../../message/channel.ts';
import type { Attachment, OutgoingFile } from '../../message/index.ts';
import { NO_FILE } from './attachments.ts';
import { LARGEST_PHOTO } from './limits.ts';
import { outcomeOf } from './outcome.ts';
import type { Where, Words } from './render.ts';

/** What Telegram shows as a photo. */
const PHOTOS = ['image/jpeg', 'image/png', 'image/webp'];

/** Sends a file with words as its caption. @returns what Telegram calls the message @throws as the Bot API */
export async function sendFile(
  api: RawApi,
  where: Where,
  { text, ...below }: Words,
  { name, type, content }: OutgoingFile,
): Promise<number> {
  const bytes = Buffer.from(content, 'base64');
  const rest = () => ({ ...where, ...(text === '' ? {} : { caption: text }), ...below });
  if (PHOTOS.includes(type) && bytes.length <= LARGEST_PHOTO) {
    try {
      return (await api.sendPhoto({ ...rest(), photo: new InputFile(bytes, name) })).message_id;
    } catch (error) {
      // Too long, too narrow, not quite an image: it still is a file.
      const outcome = outcomeOf(error);
      if (outcome.kind !== 'refused' || outcome.reason !== 'unfit') throw error;
    }
  }
  return (await api.sendDocument({ ...rest(), document: new InputFile(bytes, name) })).message_id;
}

/** Where files are. */
export interface FileSource {
  readonly api: RawApi;
  /** The Bot API's address. */
  readonly root: string;
  readonly token: string;
}

/** @param most bytes @throws {FetchError} */
export async function fetchFile(
  { api, root, token }: FileSource,
  { ref, name, size }: Attachment,
  most: number,
): Promise<FetchedFile> {
  if (ref === NO_FILE) throw new FetchError('gone');
  if (size !== undefined && size > most) throw new FetchError('too-large');
  const { file_path, file_size } = await api.getFile({ file_id: ref }).catch((error: unknown) => {
    throw new FetchError(faultOf(error));
  });
  if (file_size !== undefined && file_size > most) throw new FetchError('too-large');
  if (file_path === undefined) throw new FetchError('gone');
  const bytes = await download(`${root}/file/bot${token}/${file_path}`, most);
  return { bytes, ...(name === undefined ? {} : { name }) };
}

function faultOf(error: unknown): FetchError['reason'] {
  if (!(error instanceof GrammyError) || error.error_code >= 500) return 'network';
  return /too big/i.test(error.description) ? 'too-large' : 'gone';
}

/** A file that takes longer is not fetched. */
const WITHIN_MS = 60_000;

/** Errors of the connection are not passed on: they hold the address, and so the token. */
async function download(url: string, most: number): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'error' }).catch(() => undefined);
  if (!response) throw new FetchError('network');
  if (!response.ok) throw new FetchError(response.status < 500 ? 'gone' : 'network');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > most) throw new FetchError('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof FetchError ? error : new FetchError('network');
  }
  return Buffer.concat(chunks);
}
