/** The forms of bulletins, in the order in which the menu offers those that it does. */
import type { Form } from '../form.ts';
import { bulletinCorrect, bulletinRecall } from './amend.ts';
import { bulletinApprove, bulletinWaiting } from './approve.ts';
import { bulletinAudience } from './audience.ts';
import { bulletinChange } from './change.ts';
import { bulletinLedger, bulletinRetry } from './ledger.ts';
import { bulletinLook } from './look.ts';
import { bulletinReceipts } from './receipts.ts';
import { bulletinList, bulletinPause, bulletinProgress, bulletinResume, bulletinStop } from './running.ts';
import { bulletinText } from './text.ts';
import { bulletinWrite } from './write.ts';

export const BULLETIN_FORMS: readonly Form[] = [
  bulletinWrite,
  bulletinList,
  bulletinWaiting,
  bulletinAudience,
  bulletinText,
  bulletinLook,
  bulletinChange,
  bulletinApprove,
  bulletinProgress,
  bulletinPause,
  bulletinResume,
  bulletinStop,
  bulletinLedger,
  bulletinRetry,
  bulletinReceipts,
  bulletinCorrect,
  bulletinRecall,
];
