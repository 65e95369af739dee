/** Looks at a case: in full, its photos, what was done with it, and what else can be done. */
import type { CaseView } from '../../../grievance/service.ts';
import type { Outgoing } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { likelyChoices, otherChoices } from './buttons.ts';
import { photosOf } from './case-words.ts';
import { inHandField, numberIn, refusedCase, shown } from './cases.ts';
import { entryWords } from './history-words.ts';

/** A form that shows something of a case. */
const looking = (id: string, show: (desk: Desk, context: TurnContext, view: CaseView) => Promise<TurnOutcome>): Form => ({
  id,
  given: ['number'],
  lasts: true,
  fields: [inHandField],
  async submit(desk: Desk, context: TurnContext, values: Values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    return view.ok ? show(desk, context, view.value) : refusedCase(desk, context, number, view.refusal);
  },
});

/** The case in full. */
export const caseLook: Form = looking('case_look', shown);

/** What else can be done. */
export const caseMore: Form = looking('case_more', async (_, context, view) =>
  said(context, context.t('queue:more', { number: view.grievance.number }), otherChoices(view, context)),
);

/** Its photos, as far as they are still kept. */
export const casePhotos: Form = looking('case_photos', async ({ attachments }, context, view) => {
  const { t } = context;
  const { number } = view.grievance;
  const photos: Outgoing[] = [];
  const ids = photosOf(view.grievance);
  for (const id of ids) {
    const bytes = await attachments.bytes(id);
    if (!bytes) continue;
    const name = t('queue:photo.file', { number, place: photos.length + 1 });
    const text = t('queue:photo.caption', { number, place: photos.length + 1 });
    photos.push({ text, file: { name, type: 'image/jpeg', content: Buffer.from(bytes).toString('base64') } });
  }
  const key = ids.length === 0 ? 'none' : photos.length < ids.length ? 'gone' : 'here';
  const last = said(context, t(`queue:photo.${key}`, { number, total: photos.length }), likelyChoices(view, context));
  return { ...last, outgoing: [...photos, ...last.outgoing] };
});

/** What was done with it. */
export const caseHistory: Form = looking('case_history', async ({ grievances }, context, view) => {
  const { t, visitor } = context;
  const { number } = view.grievance;
  const history = await grievances.queue.history(visitor.actor, number);
  if (!history.ok) return refusedTo(context, history.refusal);
  const lines = history.value.map(entry => entryWords(entry, visitor.actor.id, t));
  const text = [t('queue:history.title', { number }), ...lines].join('\n');
  return said(context, text, [formChoice('case_look', context, String(number))]);
});
