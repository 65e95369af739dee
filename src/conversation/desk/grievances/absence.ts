/** Handlers who are away: what they have in hand goes back to its place with their notes, until they are there again. */
import { typedDay } from '../../../language/typed-time.ts';
import { type Day, dayAfter } from '../../../shared/calendar.ts';
import type { TurnContext } from '../../turn-context.ts';
import { type Field, type Form, formChoice, said } from '../form.ts';
import { told } from '../words.ts';

/** The last day of an absence. */
export const untilField: Field = {
  kind: 'text',
  name: 'until',
  asks: async (_, { t }) => t('queue:away.until'),
  read: (text, { at }) => lastDay(text, at),
};

/** The day that a text says; what was read before is read again as it is. */
export const lastDay = (text: string, at: Date): Day | undefined => typedDay(text.trim().replace(/^[到至]/, ''), at);

/** Somebody is there again when the day after begins in Asia/Shanghai. */
export const backOn = (day: Day): Date => new Date(`${dayAfter(day)}T00:00:00+08:00`);

/** 请假到… */
export const caseAway: Form = {
  id: 'case_away',
  action: 'grievance.handle',
  below: 'case_desk',
  fields: [untilField],
  async submit({ grievances }, context, { until = '' }) {
    const day = lastDay(until, context.at);
    if (!day) return said(context, context.t('desk:form.case_away.wrong.until'), [formChoice('case_away', context)]);
    const away = await grievances.queue.away(context.visitor.actor, backOn(day));
    return told(context, away, total => said(context, awayWords(context, day, total), [formChoice('case_back', context)]));
  },
};

const awayWords = ({ t }: TurnContext, day: Day, total: number): string =>
  t(total > 0 ? 'queue:away.with_cases' : 'queue:away.done', { day, total });

/** 回来了 */
export const caseBack: Form = {
  id: 'case_back',
  action: 'grievance.handle',
  below: 'case_desk',
  fields: [],
  async submit({ grievances }, context) {
    const back = await grievances.queue.away(context.visitor.actor, undefined);
    return told(context, back, () => said(context, context.t('queue:away.back'), [formChoice('case_next', context)]));
  },
};
