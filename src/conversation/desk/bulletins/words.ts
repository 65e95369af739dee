/**
 * Bulletins in the words of those who write and watch them: to whom, when, how it will look, how far it is, what became of it.
 */
import { progressText } from '../../../bulletin/index.ts';
import type { Bulletin, ChannelPreview, LedgerLine, Preview, Progress, Repeat, When } from '../../../bulletin/model.ts';
import type { Translate } from '../../../language/i18n.ts';
import { instantWords } from '../when.ts';

/** So many names are said; of the others, how many they are. */
const MOST_NAMES = 6;
/** So much of a title stands in a list. */
const LONGEST_TITLE = 16;

/** A title as lists show it. */
export const shortTitle = (title: string): string => {
  const letters = [...title];
  return letters.length > LONGEST_TITLE ? `${letters.slice(0, LONGEST_TITLE).join('')}…` : title;
};

/** Names one after the other; of many the first ones, and how many they are. */
export const namesWords = (names: readonly string[], t: Translate): string => {
  const list = names.slice(0, MOST_NAMES).join(t('bulletin-desk:and'));
  return names.length > MOST_NAMES ? t('bulletin-desk:and_more', { list, total: names.length }) : list;
};

/** When it goes. */
export function whenWords({ at, repeat }: When, t: Translate): string {
  if (repeat) return repeatWords(repeat, t);
  return at ? t('bulletin-desk:when.at', { at: instantWords(at, t) }) : t('bulletin-desk:when.now');
}

function repeatWords(repeat: Repeat, t: Translate): string {
  const { every, at } = repeat;
  if (every === 'day') return t('bulletin-desk:when.day', { at });
  return every === 'week'
    ? t('bulletin-desk:when.week', { on: t(`bulletin-desk:weekday.${repeat.on}`), at })
    : t('bulletin-desk:when.month', { on: repeat.on, at });
}

/** Where it stands, in a word. */
export const stateWords = ({ state }: Pick<Bulletin, 'state'>, t: Translate): string => t(`bulletin-desk:state.${state}`);

/**
 * All that somebody looks at before it goes: as it looks on each channel, to how many, whom it does not reach, and when it is done.
 * @param sees whether the accounts can be seen from here; a command beside the server does not see them
 */
export function previewWords(
  { channels, groups, unreachable, settlements, unreached, approvers, finish, bulletin }: Preview,
  when: When,
  t: Translate,
  sees = true,
): string {
  const names = unreached.map(({ name }) => name);
  return [
    ...channels.map(one => channelWords(one, t, sees)),
    groups === 0 ? t('bulletin-desk:preview.nobody') : t('bulletin-desk:preview.reach', { groups, settlements }),
    unreachable > 0 ? t('bulletin-desk:preview.unreachable', { total: unreachable }) : '',
    names.length > 0 ? t('bulletin-desk:preview.unreached', { total: names.length, list: namesWords(names, t) }) : '',
    t('bulletin-desk:preview.when', { when: whenWords(when, t) }),
    groups > 0 && finish ? t('bulletin-desk:preview.finish', { at: instantWords(finish, t) }) : '',
    bulletin.kind === 'alert' ? t('bulletin-desk:preview.alert') : '',
    approvers === 0 ? t('bulletin-desk:preview.no_approver') : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const channelWords = (
  { channel, groups, looks, canEdit, canRemove, isJoined }: ChannelPreview,
  t: Translate,
  sees: boolean,
): string =>
  [
    t('bulletin-desk:preview.channel', { channel: t(`account:channel.${channel}`), groups }),
    looks.join('\n— — —\n'),
    isJoined || !sees ? '' : t('bulletin-desk:preview.away'),
    canEdit || canRemove || !isJoined ? '' : t('bulletin-desk:preview.for_good'),
  ]
    .filter(Boolean)
    .join('\n');

/** How far it is, why it came back, and when it goes. */
export function progressWords(progress: Progress, t: Translate): string {
  const { bulletin } = progress;
  const { state, startAt, repeat, life } = bulletin;
  const why = state === 'draft' ? life.findLast(({ what }) => what === 'sent-back')?.why : undefined;
  const when = state === 'scheduled' || state === 'repeating' ? whenWords({ at: startAt, repeat }, t) : '';
  return [
    progressText(progress, t, isOver(bulletin)),
    why === undefined ? '' : t('bulletin-desk:progress.sent_back', { why }),
    when ? t('bulletin-desk:progress.when', { when }) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const isOver = ({ state }: Bulletin): boolean => state === 'done' || state === 'stopped' || state === 'recalled';

/** A group in the ledger. */
export const groupWords = ({ groupName, settlementName, building }: LedgerLine, t: Translate): string =>
  [settlementName, groupName ?? building ?? t('bulletin-desk:group')].filter(Boolean).join('·');

/** What became of it in a group. */
export function lineWords(line: LedgerLine, t: Translate): string {
  const { state, after, reason, doubtful } = line;
  return [
    t(`bulletin-desk:line.${state}`),
    reason && state !== 'sent' ? t(`delivery:reason.${reason}`) : '',
    after ? t(`bulletin-desk:after.${after}`) : '',
    doubtful ? t('bulletin-desk:line.doubtful') : '',
  ]
    .filter(Boolean)
    .join(t('bulletin-desk:comma'));
}
