/** Erases all that is known of who asks, in every room, after they have said so twice. */
import { type Form, said } from '../form.ts';
import { told } from '../words.ts';

export const eraseMe: Form = {
  id: 'erase_me',
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      choices: async (_, { t }) => ['no', 'yes'].map(id => ({ id, label: t(`desk:form.erase_me.choice.${id}`) })),
    },
  ],
  async submit(desk, context, { sure }) {
    if (sure !== 'yes') return said(context, context.t('desk:stopped'));
    const erased = await desk.erase(context.visitor, context.sender);
    return told(context, erased, () => ({ session: {}, outgoing: [{ text: context.t('desk:form.erase_me.done') }] }));
  },
};
