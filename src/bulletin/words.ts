/**
 * Puts bulletins into words: as groups read them, as those are told who approve, wrote or watch.
 */
import type { Address } from '../delivery/store.ts';
import { isLanguage, type Language, type Translate, type Wordbook } from '../language/i18n.ts';
import type { Outgoing } from '../message/index.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { ClauseId } from '../shared/ids.ts';
import type { Bulletin, Progress } from './model.ts';

/** The clauses that a notice may rest on. */
export interface Clauses {
  knows(clause: ClauseId): boolean;
  /** Where they stand, as people read it; at least one. */
  cite(clauses: readonly ClauseId[], t: Translate, on: Day): string;
}

/** How far something is, as its watchers are told. */
export interface Told extends Progress {
  /** Why copies were not sent, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly times: number }[];
}

/** The words of bulletins. What groups read is Chinese. */
export interface BulletinWords {
  readonly clauses: Clauses;
  copy(bulletin: Bulletin): Outgoing;
  /** In place of a copy that was wrong, or below it. */
  corrected(bulletin: Bulletin): Outgoing;
  /** Where a copy cannot be taken away. */
  recalled(bulletin: Bulletin): Outgoing;
  /** To somebody who may approve it. */
  toApprove(bulletin: Bulletin, to: Address): Promise<Outgoing>;
  approved(bulletin: Bulletin, to: Address): Promise<Outgoing>;
  sentBack(bulletin: Bulletin, why: string, to: Address): Promise<Outgoing>;
  /** @param isOver whether nothing more comes of it */
  progress(told: Told, language: string, isOver: boolean): Outgoing;
}

export interface BulletinWordsParts {
  readonly wordbook: Wordbook;
  readonly clauses: Clauses;
  readonly clock: Clock;
  /** In which language somebody is spoken to; nothing where they never said. */
  readonly languageOf: (to: Address) => Promise<Language | undefined>;
}

/** What confirms a bulletin when it is pressed. */
export const receiptChoice = (id: string): string => `receipt=${id}`;

/** What approves a bulletin, or sends it back, when it is pressed. */
export const approvalChoice = (id: string): string => `desk=bulletin_approve=${id}`;

export function createBulletinWords({ wordbook, clauses, clock, languageOf }: BulletinWordsParts): BulletinWords {
  const zh = wordbook.in('zh-CN');
  const wordsFor = async (to: Address) => wordbook.in((await languageOf(to)) ?? 'zh-CN');

  /** @param head the key of the line above the text */
  const said = ({ id, content }: Bulletin, head: string): Outgoing => {
    const { title, text, clauses: cited = [], receipts = false, choices = [] } = content;
    const asking = receipts ? zh('bulletin-words:copy.receipts') : '';
    const confirming = receipts ? [{ id: receiptChoice(id), label: zh('bulletin-words:copy.receipt'), isButtonOnly: true }] : [];
    return {
      text: [zh(head, { title }), text, asking].filter(Boolean).join('\n\n'),
      ...(cited.length > 0 ? { note: clauses.cite(cited, zh, dayAt(clock.now())) } : {}),
      choices: [...choices, ...confirming],
    };
  };

  return {
    clauses,
    copy: bulletin => said(bulletin, `bulletin-words:copy.${bulletin.kind}`),
    corrected: bulletin => said(bulletin, 'bulletin-words:copy.corrected'),
    recalled: ({ content: { title } }) => ({ text: zh('bulletin-words:copy.recalled', { title }) }),
    async toApprove({ id, content: { title, text } }, to) {
      const t = await wordsFor(to);
      return {
        text: t('bulletin-words:approval.asked', { title, text }),
        choices: [{ id: approvalChoice(id), label: t('bulletin-words:approval.look') }],
      };
    },
    approved: async ({ content: { title } }, to) => ({ text: (await wordsFor(to))('bulletin-words:approval.given', { title }) }),
    sentBack: async ({ content: { title } }, why, to) => ({
      text: (await wordsFor(to))('bulletin-words:approval.sent_back', { title, why }),
    }),
    progress: (told, language, isOver) => ({
      text: progressText(told, wordbook.in(isLanguage(language) ? language : 'zh-CN'), isOver),
    }),
  };
}

/** How far it is, in words. @param isOver whether nothing more comes of it */
export function progressText(told: Omit<Told, 'reasons'> & Partial<Told>, t: Translate, isOver: boolean): string {
  const { bulletin, total, sent, failed, stopped, waiting, doubtful, receipts, recalled, finish, reasons = [] } = told;
  const { title, receipts: asksReceipts = false } = bulletin.content;
  const list = reasons
    .map(({ reason, times }) => t('bulletin-words:progress.reason', { reason: t(`delivery:reason.${reason}`), times }))
    .join(t('bulletin-words:progress.and'));
  const until = finish ? t('bulletin-words:progress.finish', { time: timeText(finish) }) : '';
  return [
    t(`bulletin-words:progress.${bulletin.state}`, { title }),
    total === 0
      ? ''
      : t('bulletin-words:progress.sent', { sent, total }) +
        (waiting > 0 && !isOver ? t('bulletin-words:progress.waiting', { waiting }) : '') +
        until,
    failed > 0 ? t(`bulletin-words:progress.${list ? 'failed' : 'failed_in'}`, { failed, list }) : '',
    doubtful > 0 ? t('bulletin-words:progress.doubtful', { doubtful }) : '',
    stopped > 0 ? t('bulletin-words:progress.unsent', { stopped }) : '',
    recalled > 0 ? t(`bulletin-words:progress.${bulletin.state === 'recalled' ? 'taken_back' : 'put_right'}`, { recalled }) : '',
    asksReceipts ? t('bulletin-words:progress.receipts', { receipts }) : '',
    isOver && failed > 0 ? t('bulletin-words:progress.who') : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** `09:30`, with the day where it is another one than is meant anyway: `12-01 09:30`. */
const timeText = (at: Date): string => `${dayAt(at).slice(5)} ${shanghai.format(at)}`;

const shanghai = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });
