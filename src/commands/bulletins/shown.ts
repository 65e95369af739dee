/** Bulletins as they are named and shown in a terminal. */

import type { Bulletin } from '../../bulletin/model.ts';
import { shortTitle, stateWords } from '../../conversation/desk/bulletins/words.ts';
import type { Translate } from '../../language/i18n.ts';
import { idNamed } from '../directory/named.ts';

/** The argument that names one. */
export const id = { type: 'positional', required: true, description: 'The bulletin: b_…' } as const;

/** The id that was typed. @throws {UsageError} */
export const bulletinNamed = (text: string, t: Translate): string =>
  idNamed(text, typed => (/^b_[0-9a-hjkmnp-tv-z]{20}$/.test(typed) ? typed : undefined), 'bulletin', t);

/** One in a line: its id, where it stands, what it is called. */
export const bulletinLine = (bulletin: Bulletin, t: Translate): readonly string[] => [
  bulletin.id,
  t(`bulletin-desk:kind.${bulletin.kind}`),
  stateWords(bulletin, t),
  bulletin.at.toISOString(),
  shortTitle(bulletin.content.title),
];
