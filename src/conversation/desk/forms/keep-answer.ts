/** Offers to keep an answer as local knowledge, so that whoever asks next is told at once. */
import { LONGEST_INFO } from '../../../inquiry/index.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { told } from '../words.ts';

export const keepAnswer: Form = {
  id: 'keep_answer',
  fields: [
    { kind: 'text', name: 'topic', ownStop: true, longest: LONGEST_INFO.topic },
    {
      kind: 'choice',
      name: 'sure',
      ownStop: true,
      asksAlways: true,
      retypes: 'topic',
      choices: async (_, { t }) => [{ id: 'yes', label: t('desk:form.keep_answer.yes') }],
      asks: async (_, { t }, { topic }) => t('desk:form.keep_answer.sure', { topic }),
    },
  ],
  async submit({ localKnowledge }, context, { settlement = '', topic = '', says = '', source = '' }) {
    const draft = { topic, says, source: context.t('desk:form.keep_answer.source', { name: source }) };
    const added = await localKnowledge.add(context.visitor.actor, parseSettlementId(settlement)!, draft);
    const more = [formChoice('inquiries', context), formChoice('info', context)];
    return told(context, added, ({ topic }) => said(context, context.t('desk:form.keep_answer.done', { topic }), more));
  },
};
