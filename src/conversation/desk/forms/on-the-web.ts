/** Hands out a one-time link that makes the browser it is opened in the person's: there is nothing to fill in. */

import { type Form, said } from '../form.ts';
import { instantWords } from '../when.ts';

export const onTheWeb: Form = {
  id: 'on_the_web',
  // Staff find it in their menu; whoever is known here may say its name.
  action: 'settlement.view',
  fields: [],
  async submit({ directory, links }, context) {
    const { t, sender, visitor, session } = context;
    const { actor, settlement } = visitor;
    if (!actor.person) return said(context, t('desk:me.nobody'));
    if (!links.ontoTheWeb) return said(context, t('desk:form.on_the_web.nowhere'));
    const topic = actor.rights.some(({ role }) => role !== 'resident') ? 'desk' : 'me';
    const pass = await directory.passes.issue(sender, { topic, region: session.region, settlement: settlement?.id });
    const text = t('desk:form.on_the_web.done', { until: instantWords(new Date(pass.expiresAt), t) });
    return said(context, text, [{ id: topic, label: t('desk:form.on_the_web.open'), url: links.ontoTheWeb(pass.letters) }]);
  },
};
