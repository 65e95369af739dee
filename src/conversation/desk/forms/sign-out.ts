/** Leaves this browser or account to whoever uses it next: there is nothing to fill in. */
import type { Form } from '../form.ts';
import { told } from '../words.ts';

export const signOut: Form = {
  id: 'sign_out',
  fields: [],
  async submit(desk, context) {
    const left = await desk.signOut(context.visitor, context.sender);
    return told(context, left, () => ({ session: {}, outgoing: [{ text: context.t('desk:form.sign_out.done') }] }));
  },
};
