/** Announces a posting, or those that are new in a place, to the groups of a settlement: a draft is written, and looked at. */
import { digestId } from '../../../employment/announced-postings.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseSettlementId, type SettlementId } from '../../../shared/ids.ts';
import { bulletinLook } from '../bulletins/look.ts';
import { type Form, fillIn, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import { refusedTo } from '../words.ts';

/** The button. @param announces `posting:j_…`, or as `digestOf` says */
export const announceChoice = (announces: string, t: Translate): Choice => ({
  id: `desk=bulletin_announce=${announces}`,
  label: t('desk:form.bulletin_announce.title'),
});

/** What is new in a settlement on the day of an instant. */
export const digestOfToday = (settlement: SettlementId, now: Date): string =>
  `digest:${digestId({ kind: 'settlement', settlement }, dayAt(now))}`;

/** Writes the draft and opens the look at it. */
export const bulletinAnnounce: Form = {
  id: 'bulletin_announce',
  given: ['announces'],
  lasts: true,
  fields: [settlementField('bulletin.write')],
  async submit(desk, context, { announces = '', settlement = '' }) {
    const { t, visitor } = context;
    const [, kind = '', id = ''] = /^(posting|digest):(.+)$/.exec(announces) ?? [];
    const place = parseSettlementId(settlement);
    const content = place && (await desk.employment.announced.wordsOf({ kind, id }));
    if (!content) return said(context, t('desk:form.bulletin_announce.over'));
    const draft = {
      kind: 'jobs',
      content,
      audience: { places: [{ kind: 'settlement', settlement: place }] },
      announces: { kind, id },
    } as const;
    const written = await desk.bulletins.write(visitor.actor, draft);
    return written.ok ? fillIn(bulletinLook, desk, context, { bulletin: written.value.id }) : refusedTo(context, written.refusal);
  },
};
