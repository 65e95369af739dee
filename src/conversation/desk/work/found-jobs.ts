/** What somebody says of a job that was found for them: they want it, it does not suit, or they want to hear no more. */
import { type Form, formChoice, said } from '../form.ts';
import { jobLine } from './job-words.ts';

/** They want it: whom to call, and that they are asked later. */
export const wantJob: Form = {
  id: 'want_job',
  given: ['posting'],
  lasts: true,
  fields: [],
  async submit({ employment }, context, { posting: id = '' }) {
    const { t, sender } = context;
    const posting = await employment.postings.shown(id);
    if (!posting) return said(context, t('work:gone'));
    const wish = await employment.wishes.own(sender);
    if (wish) await employment.matching.answer(wish, id, 'wanted');
    return said(context, `${t(wish ? 'work:wanted' : 'work:wanted_only')}\n\n${jobLine(posting.job, t)}`);
  },
};

/** It does not suit them: they are not told of it again. */
export const notJob: Form = {
  id: 'not_job',
  given: ['posting'],
  lasts: true,
  fields: [],
  async submit({ employment }, context, { posting = '' }) {
    const wish = await employment.wishes.own(context.sender);
    if (wish) await employment.matching.answer(wish, posting, 'not-wanted');
    return said(context, context.t('work:not_wanted'), [formChoice('rest_jobs', context)]);
  },
};

/** They are told of no jobs for now. */
export const restJobs: Form = {
  id: 'rest_jobs',
  lasts: true,
  fields: [],
  async submit({ employment }, context) {
    const wish = await employment.wishes.rest(context.sender, true);
    return said(context, context.t(wish ? 'work:resting' : 'work:no_wish'));
  },
};
