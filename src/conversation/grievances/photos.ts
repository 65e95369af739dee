/**
 * Photos and what is reported: one that comes before, or while it is written down, goes along; one that comes soon after is added to the case.
 */
import type { Turn } from '../desk/desk.ts';
import { type Form, fillIn, formChoice, later } from '../desk/form.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { CASE_FORMS } from './case-forms.ts';
import { readable } from './case-number.ts';
import { reportGrievance } from './report-form.ts';
import { reporterOf, withoutPhotos } from './report-values.ts';
import { isNear } from './state.ts';

/** Remembers photos that just came in private: what is reported soon takes them along. */
export function withPhotos(context: TurnContext, ids: readonly string[]): TurnContext {
  if (ids.length === 0 || !context.isPrivate) return context;
  const { session, at } = context;
  const before = isNear(session.grievances?.photos, at) ? (session.grievances?.photos?.ids ?? []) : [];
  const photos = { ids: [...new Set([...before, ...ids])], at: at.toISOString() };
  return { ...context, session: { ...session, grievances: { ...session.grievances, photos } } };
}

/** What is done with photos that came without words; `undefined` where nothing is being reported, nor was just now. */
export function photosAlone(context: TurnContext, ids: readonly string[]): Turn | undefined {
  if (ids.length === 0 || !context.isPrivate) return undefined;
  const { session, at, t } = context;
  const { form, grievances } = session;
  if (form?.form === reportGrievance.id) {
    const { act: _, ...values } = form.values;
    return later(context, desk =>
      fillIn(reportGrievance, desk, context, values, { before: t('grievance:photo.taken', { number: ids.length }) }),
    );
  }
  const open = form && ADDING.find(({ id }) => id === form.form);
  if (open) {
    const closed = { ...context, session: { ...session, form: undefined } };
    return later(context, desk => open.submit(desk, closed, { ...form.values, said: t('grievance:photo.only') }));
  }
  const { last } = grievances ?? {};
  return !form && last && isNear(last, at) ? addTo(context, ids, last.number) : undefined;
}

/** The forms that a photo answers as well as words. */
const ADDING: readonly Form[] = CASE_FORMS.filter(({ id }) =>
  ['grievance_add', 'grievance_reply', 'grievance_photo'].includes(id),
);

/** The photos belong to what was reported just before. */
const addTo = (context: TurnContext, ids: readonly string[], number: number): Turn =>
  later(context, async desk => {
    const { t, sender } = context;
    const added = await desk.grievances.intake.add(reporterOf(context), number, t('grievance:photo.only'), ids);
    if (!added.ok) return say(context, { text: t('grievance:photo.before') });
    await desk.attachments.keepFor(sender, ids, number);
    const text = t('grievance:photo.added', { number: readable(number), photos: ids.length });
    return say(withoutPhotos(context), { text, choices: [formChoice('my_grievances', context)] });
  });
