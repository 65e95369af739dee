/**
 * Files in and out: fetched from the puppet piece by piece, never more than is wanted.
 */
import { FileBox, type FileBoxInterface } from 'file-box';
import { FetchError, type FetchedFile } from '../../message/channel.ts';
import type { OutgoingFile } from '../../message/index.ts';
import { inTime, type Puppet } from './session.ts';

/** Some puppets never say that there is no such file. */
const FETCH_WITHIN_MS = 30_000;

/** The file that came with a message. @param most bytes @throws {FetchError} */
export async function fetchFile(puppet: Puppet, message: string, most: number, withinMs = FETCH_WITHIN_MS): Promise<FetchedFile> {
  let box: FileBoxInterface;
  try {
    box = await inTime(puppet.messageFile(message), withinMs);
  } catch (cause) {
    throw new FetchError(puppet.isLoggedIn ? 'gone' : 'network', cause);
  }
  if (box.size > most) throw new FetchError('too-large');
  try {
    return { bytes: await inTime(bytesOf(box, most), withinMs), name: box.name };
  } catch (cause) {
    throw cause instanceof FetchError ? cause : new FetchError('network', cause);
  }
}

/** What was said of its size need not be true. */
async function bytesOf(box: FileBoxInterface, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await box.toStream()) {
    const piece = Buffer.from(chunk as Uint8Array);
    size += piece.length;
    if (size > most) throw new FetchError('too-large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/** A file as puppets send it. */
export const boxOf = ({ name, content }: OutgoingFile): FileBoxInterface => FileBox.fromBase64(content, name);
