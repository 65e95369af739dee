/**
 * What was filled in of a report, as the case that comes of it.
 */
import type { GrievanceDraft } from '../../grievance/model.ts';
import type { Reporter } from '../../grievance/service.ts';
import type { Values } from '../desk/state.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Reported } from './place-fields.ts';
import { isNear } from './state.ts';
import { isAllTold, type Said } from './told-danger.ts';

/** So many photos go with a case at once. */
const MOST_PHOTOS = 9;

/** Stands for all kinds, a page at a time. */
export const ALL_KINDS = 'all';
/** Stands for a case of its own. */
export const NEW = 'new';

/** Who reports, and where they are told of it. */
export const reporterOf = ({ sender, visitor }: Pick<TurnContext, 'sender' | 'visitor'>): Reporter => ({
  at: { channel: sender.channel, account: sender.account, chat: sender.chat.id, person: sender.person },
  visitor,
});

/** The kind that was chosen. */
export const kindIn = ({ kind = '', any_kind: any }: Values): string => any ?? kind;

/** Photos that were sent shortly before and belong to no case yet. */
export const photosIn = ({ session: { grievances }, at }: Pick<TurnContext, 'session' | 'at'>): readonly string[] =>
  isNear(grievances?.photos, at) ? (grievances?.photos?.ids.slice(-MOST_PHOTOS) ?? []) : [];

/** Photos that were sent before belong to a case now, or are not to go along. */
export const withoutPhotos = (context: TurnContext): TurnContext => ({
  ...context,
  session: { ...context.session, grievances: { ...context.session.grievances, photos: undefined } },
});

/** Where it is: as it was added, or as the text says. What the household's file says is for those who handle it. */
export const whereIn = ({ parts }: TurnContext, { where, text = '' }: Values): string | undefined =>
  where ?? parts.speech.addressIn(text);

const PHONE = /(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d){8}|0\d{2,3}[\s-]?\d{7,8}/;

/** Name and telephone number in whatever order somebody wrote them. */
export function contactIn(text: string): Pick<GrievanceDraft, 'name' | 'phone'> {
  const plain = text.normalize('NFKC');
  const phone = PHONE.exec(plain)?.[0];
  const name = plain
    .replace(phone ?? '', ' ')
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
  return { name: name === '' ? undefined : name, phone };
}

/** The case as it is reported. */
export function draftFrom(context: TurnContext, values: Values, { region, settlement }: Reported): GrievanceDraft {
  const { text = '', act, contact = '' } = values;
  const where = whereIn(context, values);
  const isAnonymous = act === 'anonymous';
  const photos = photosIn(context);
  return {
    place: settlement ? { region, county: settlement.county, settlement: settlement.id } : { region },
    kind: kindIn(values),
    text,
    where,
    isAnonymous,
    ...(photos.length > 0 ? { photos } : {}),
    ...(isAnonymous ? {} : contactIn(contact)),
    isPassedOn: isPassedOn(context, { text, where }, settlement),
  };
}

/** Whether those of the same settlement were told all of it shortly before. */
function isPassedOn({ session, at }: TurnContext, said: Said, settlement: Reported['settlement']): boolean {
  const { alarm } = session.grievances ?? {};
  return alarm !== undefined && alarm.settlement === settlement?.id && isNear(alarm, at) && isAllTold(alarm, said);
}
