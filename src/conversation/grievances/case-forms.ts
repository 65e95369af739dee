/**
 * What somebody does with a case of their own. The buttons last: they work whatever was offered since, and what cannot be done any more is told with
 * the case as it is.
 */
import type { Field, Form } from '../desk/form.ts';
import type { Values } from '../desk/state.ts';
import { caseNumberIn } from './case-number.ts';
import { afterwards, notTheirs, showCase } from './case-screen.ts';
import { LONGEST_REPORT } from './report-form.ts';
import { photosIn, reporterOf, withoutPhotos } from './report-values.ts';

/** The case that a button names; zero, which none has, where it names none. */
export const numberIn = ({ number = '' }: Values): number => caseNumberIn(number) ?? 0;

const given = { given: ['number'], lasts: true } as const;

const saidField = (form: string): Field => ({
  kind: 'text',
  name: 'said',
  longest: LONGEST_REPORT,
  asks: async (_, { t }, { number }) => t(`grievance:ask.${form}`, { number }),
});

const sureField = (form: string): Field => ({
  kind: 'choice',
  name: 'sure',
  ownStop: true,
  asksAlways: true,
  async choices(desk, context, values) {
    const own = await desk.grievances.intake.own(reporterOf(context), numberIn(values));
    return own.ok ? [{ id: 'yes', label: context.t('grievance:ask.yes') }] : notTheirs(context);
  },
  asks: async (_, { t }, { number }) => t(`grievance:ask.${form}`, { number }),
});

/** Shows it. */
const show: Form = {
  id: 'grievance_show',
  ...given,
  fields: [],
  submit: (desk, context, values) => showCase(desk, context, numberIn(values)),
};

/** More words to it; or the answer to what the handler asked. */
const adding = (id: 'grievance_add' | 'grievance_reply'): Form => ({
  id,
  ...given,
  fields: [saidField(id)],
  async submit(desk, context, { said = '', ...values }) {
    const number = numberIn(values);
    const photos = photosIn(context);
    const added = await desk.grievances.intake.add(reporterOf(context), number, said, photos);
    if (added.ok) await desk.attachments.keepFor(context.sender, photos, number);
    const used = added.ok ? withoutPhotos(context) : context;
    return afterwards(desk, used, number, added, context.t(`grievance:done.${id}`));
  },
});

/** A photo to it: whatever is sent now. */
const photo: Form = {
  id: 'grievance_photo',
  ...given,
  fields: [saidField('grievance_photo')],
  submit: (desk, context, values) => adding('grievance_add').submit(desk, context, values),
};

const withdraw: Form = {
  id: 'grievance_withdraw',
  ...given,
  fields: [sureField('grievance_withdraw')],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const done = await desk.grievances.intake.withdraw(reporterOf(context), number);
    return afterwards(desk, context, number, done, context.t('grievance:done.grievance_withdraw'));
  },
};

/** That the answer settles it. */
const confirm: Form = {
  id: 'grievance_confirm',
  ...given,
  fields: [],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const done = await desk.grievances.intake.confirm(reporterOf(context), number);
    return afterwards(desk, context, number, done, context.t('grievance:done.grievance_confirm'));
  },
};

/** That it does not, and why. */
const object: Form = {
  id: 'grievance_object',
  ...given,
  fields: [saidField('grievance_object')],
  async submit(desk, context, { said = '', ...values }) {
    const number = numberIn(values);
    const done = await desk.grievances.intake.object(reporterOf(context), number, said);
    return afterwards(desk, context, number, done, context.t('grievance:done.grievance_object'));
  },
};

/** All of them. */
export const CASE_FORMS: readonly Form[] = [
  show,
  adding('grievance_add'),
  adding('grievance_reply'),
  photo,
  withdraw,
  confirm,
  object,
];
