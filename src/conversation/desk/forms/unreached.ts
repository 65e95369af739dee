/** Lists whom answers did not reach, so that they are called or visited: there is nothing to fill in. */
import type { ToCall } from '../../../inquiry/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import type { TurnContext } from '../../turn-context.ts';
import { type Form, formChoice, said } from '../form.ts';
import { summaryWords } from '../households/file-words.ts';
import { told } from '../words.ts';

/** So many are listed, those who have waited longest first. */
const MOST = 30;

export const unreached: Form = {
  id: 'unreached',
  action: 'inquiry.view',
  fields: [],
  async submit({ inquiries }, context) {
    const { t, visitor } = context;
    return told(context, await inquiries.unreached(visitor.actor, MOST), people => {
      const text =
        people.length > 0
          ? t('desk:form.unreached.list', { list: people.map(one => lineOf(one, context)).join('\n') })
          : t('desk:form.unreached.nothing');
      return said(context, text, [formChoice('inquiries', context)]);
    });
  },
};

function lineOf(one: ToCall, { t }: TurnContext): string {
  const why = one.reason ? t(`delivery:reason.${one.reason}`) : t('desk:form.unreached.unknown');
  const day = dayAt(one.at);
  return one.kind === 'household'
    ? t('desk:form.unreached.household', { household: summaryWords(one.household, t), why, day })
    : t('desk:form.unreached.question', { question: one.question, number: one.number, why, day });
}
