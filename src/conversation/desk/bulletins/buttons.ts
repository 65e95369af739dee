/** What may be done with a bulletin, as buttons: they work whatever was offered last, since messages with them come of themselves. */
import type { BulletinWords } from '../../../bulletin/index.ts';
import type { Bulletin } from '../../../bulletin/model.ts';
import { isLanguage, type Translate, type Wordbook } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { formChoice } from '../form.ts';

/** The forms that do something with one bulletin. */
export const DEEDS = [
  'bulletin_look',
  'bulletin_approve',
  'bulletin_pause',
  'bulletin_resume',
  'bulletin_stop',
  'bulletin_retry',
  'bulletin_ledger',
  'bulletin_receipts',
  'bulletin_correct',
  'bulletin_recall',
] as const;
/** One of `DEEDS`. */
export type Deed = (typeof DEEDS)[number];

/** What may be done with a bulletin as it stands, the likeliest first. @param failed how many copies were not sent */
export function deedsFor({ state, content }: Pick<Bulletin, 'state' | 'content'>, failed: number): readonly Deed[] {
  const isTriedAgain = failed > 0 && (state === 'sending' || state === 'done');
  const afterwards: readonly Deed[] = [
    ...(isTriedAgain ? (['bulletin_retry'] as const) : []),
    'bulletin_ledger',
    ...(content.receipts ? (['bulletin_receipts'] as const) : []),
    'bulletin_correct',
    'bulletin_recall',
  ];
  switch (state) {
    case 'draft':
      return ['bulletin_look'];
    case 'proposed':
      return ['bulletin_approve', 'bulletin_stop'];
    case 'scheduled':
    case 'repeating':
      return ['bulletin_stop'];
    case 'sending':
      return ['bulletin_pause', 'bulletin_stop', ...afterwards];
    case 'paused':
      return ['bulletin_resume', 'bulletin_stop', ...afterwards];
    case 'done':
    case 'stopped':
      return afterwards;
    case 'recalled':
      return ['bulletin_ledger'];
  }
}

/** A button. */
export const deedChoice = (deed: Deed, id: string, t: Translate): Choice => formChoice(deed, { t }, id);

/** The buttons below a message about a bulletin that is on its way: to hold it, to let it go on, to stop it, and to look. */
export const runningChoices = (bulletin: Bulletin, t: Translate, failed = 0): readonly Choice[] =>
  deedsFor(bulletin, failed)
    .filter(deed => deed !== 'bulletin_approve')
    .map(deed => deedChoice(deed, bulletin.id, t));

/** The words of bulletins with these buttons below what those who watch are told. */
export const withButtons = (words: BulletinWords, wordbook: Wordbook): BulletinWords => ({
  ...words,
  progress: (told, language, isOver) => ({
    ...words.progress(told, language, isOver),
    choices: runningChoices(told.bulletin, wordbook.in(isLanguage(language) ? language : 'zh-CN'), told.failed),
  }),
});
