/**
 * Shows somebody what they are registered for: changed, rested, gone on with or erased when they ask.
 */
import type { Choice } from '../../message/index.ts';
import type { Turn } from '../desk/desk.ts';
import { type Form, fillIn, formChoice, later, said } from '../desk/form.ts';
import type { TurnContext } from '../turn-context.ts';
import { registerJob } from './register.ts';
import { wantsWords } from './words.ts';

export const myWish: Form = {
  id: 'my_wish',
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'act',
      asksAlways: true,
      ownStop: true,
      async choices({ employment }, context) {
        const { t, sender } = context;
        const wish = await employment.wishes.own(sender);
        if (!wish) return said(context, t('desk:form.my_wish.nothing'), [formChoice('register_job', context)]);
        const acts = ['change', wish.state === 'active' ? 'rest' : 'resume', 'erase'];
        return acts.map((id): Choice => ({ id, label: t(`desk:form.my_wish.acts.${id}`) }));
      },
      async asks({ employment }, context) {
        const wish = await employment.wishes.own(context.sender);
        if (!wish) return '';
        const { t } = context;
        const list = wantsWords(wish.wants, context).join(t('jobs:and')) || t('jobs:any');
        return t(`desk:form.my_wish.${wish.state}`, { list, day: wish.consent.on });
      },
    },
  ],
  async submit(desk, context, { act = '' }) {
    const { t, sender } = context;
    if (act === 'change') {
      const wish = await desk.employment.wishes.own(sender);
      const words = wish ? wantsWords(wish.wants, context).join(t('jobs:and')) : '';
      return fillIn(registerJob, desk, context, words === '' ? {} : { words });
    }
    if (act === 'erase') {
      await desk.employment.wishes.erase(sender);
      return said(context, t('desk:form.my_wish.erased'));
    }
    await desk.employment.wishes.rest(sender, act === 'rest');
    return said(context, t(`desk:form.my_wish.${act === 'rest' ? 'rested' : 'resumed'}`), [formChoice('my_wish', context)]);
  },
};

/** They are told of no jobs for now, or of jobs again. */
export const restJobs = (context: TurnContext, isResting: boolean): Turn =>
  later(context, async ({ employment }) => {
    const wish = await employment.wishes.rest(context.sender, isResting);
    const { t } = context;
    if (!wish) return said(context, t('desk:form.my_wish.nothing'), [formChoice('register_job', context)]);
    return said(context, t(`desk:form.my_wish.${isResting ? 'rested' : 'resumed'}`), [formChoice('my_wish', context)]);
  });
