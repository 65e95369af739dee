/**
 * What came with a message besides words: what is said about photos and files, and a table of households or a text opens its form.
 */
import type { Arrived } from '../attachments/index.ts';
import { rolesFor } from '../directory/access.ts';
import type { Guard } from '../directory/guard.ts';
import { refused } from '../directory/outcome.ts';
import type { Visitor } from '../directory/visitors.ts';
import type { Translate } from '../language/i18n.ts';
import type { Outgoing } from '../message/index.ts';
import { openFromFile } from './desk/bulletins/from-file.ts';
import type { Turn } from './desk/desk.ts';
import { openForm } from './desk/form.ts';
import { householdTable } from './desk/imports/household-table.ts';
import { photosAlone, withPhotos } from './grievances/photos.ts';
import type { TurnContext } from './turn-context.ts';

/** Whether somebody takes households in, wherever that is. */
export const mayImport = ({ actor }: Visitor): boolean =>
  actor.rights.some(({ role }) => rolesFor('household.import').includes(role));

/** Whether somebody writes to groups, wherever that is. */
const mayAnnounce = ({ actor }: Visitor): boolean => actor.rights.some(({ role }) => rolesFor('bulletin.write').includes(role));

/** A text file from whoever writes to no group is one of no use. */
const untaken = (one: Arrived): Arrived => (one.kind === 'text' ? { kind: 'refused', why: 'unknown-type' } : one);

/** What may have been sent to do harm. */
const HOSTILE: readonly string[] = ['too-large', 'too-many-pixels', 'unknown-type', 'damaged'];

/** Records what was refused of it, without a word of what it was. */
export async function recordRefused(guard: Guard, { actor }: Visitor, arrived: readonly Arrived[]): Promise<void> {
  for (const one of arrived) {
    if (one.kind !== 'refused' || !HOSTILE.includes(one.why)) continue;
    await guard.record(actor, { action: 'file.send', place: {}, reason: one.why }, refused('invalid', { field: 'file' }));
  }
}

/**
 * A turn about a message with photos or files: its words are answered too, danger first. A table is what its words are about.
 * @param answer the turn that the words alone would be, the photos remembered
 */
export function withArrivals(
  context: TurnContext,
  arrived: readonly Arrived[],
  text: string,
  answer: (context: TurnContext) => Turn,
): Turn {
  const { t, session, parts } = context;
  const seen = mayAnnounce(context.visitor) ? arrived : arrived.map(untaken);
  const words = wordsFor(seen, t);
  const isDanger = parts.danger(text) !== 'none';
  const file = arrived.find(({ kind }) => kind === 'text');
  if (file?.kind === 'text' && !isDanger && mayAnnounce(context.visitor))
    return { ...framed(openFromFile(context, file.text), words, []), said: text || t('attachments:said') };
  const table = arrived.find(({ kind }) => kind === 'table');
  if (table?.kind === 'table' && !isDanger) {
    const free = { ...context, session: { ...session, form: undefined, interview: undefined } };
    const opened = openForm(householdTable, free, { file: table.id });
    return { ...framed(opened, words, []), said: text || t('attachments:said') };
  }
  const photos = arrived.flatMap(one => (one.kind === 'photo' ? [one.id] : []));
  const holding = withPhotos(context, photos);
  if (text !== '') return isDanger ? framed(answer(holding), [], words) : framed(answer(holding), words, []);
  const refused = wordsFor(
    seen.filter(({ kind }) => kind !== 'photo'),
    t,
  );
  const alone = photosAlone(holding, photos);
  if (alone) return { ...framed(alone, refused, []), said: t('attachments:said') };
  const hint = photos.length > 0 && context.isPrivate ? [{ text: t('grievance:photo.before') }] : [];
  return { session: holding.session, outgoing: [...words, ...hint], said: t('attachments:said') };
}

/** A turn that says something more before or after, whether its words come at once or from an errand. */
function framed(turn: Turn, before: readonly Outgoing[], after: readonly Outgoing[]): Turn {
  const { errand } = turn;
  const more = <T extends { readonly outgoing: readonly Outgoing[] }>(outcome: T): T => ({
    ...outcome,
    outgoing: [...before, ...outcome.outgoing, ...after],
  });
  return { ...more(turn), ...(errand ? { errand: async desk => more(await errand(desk)) } : {}) };
}

/** One message about the photos, then each reason once why something was not kept. */
function wordsFor(arrived: readonly Arrived[], t: Translate): Outgoing[] {
  const photos = arrived.filter(one => one.kind === 'photo');
  const [photo] = photos;
  const refused = arrived.flatMap(one =>
    one.kind === 'refused' ? [t(`attachments:refused.${one.why}`, { most: one.most ?? 0 })] : [],
  );
  const told = photo ? [t('attachments:photo', { number: photos.length, days: photo.days })] : [];
  return [...told, ...new Set(refused)].map((text): Outgoing => ({ text }));
}
