/** The buttons that lead from a look at a draft to what is to be written anew. */
import type { Translate } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';

/** What may be written anew. */
export const CHANGED = ['title', 'text', 'audience', 'cite', 'receipts', 'when'] as const;
/** One of `CHANGED`. */
export type Changed = (typeof CHANGED)[number];

/** The button. @param timing when the draft is to go, as `timingOf` writes it */
export const changeChoice = (id: string, part: Changed, timing: string, t: Translate): Choice => ({
  id: ['desk', 'bulletin_change', id, part, timing].join('='),
  label: t(`desk:form.bulletin_change.${part}`),
});
