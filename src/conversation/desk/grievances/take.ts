/** Takes cases from the queue: the most urgent one, or one by its number; what somebody has in hand, and how many wait. */
import type { CaseView } from '../../../grievance/service.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, formChoice, said } from '../form.ts';
import { refusedTo, told } from '../words.ts';
import { caseChoices, inHand, numberIn, refusedCase, shown } from './cases.ts';

/** Whoever asks for one twice within this time has tapped twice. */
const DOUBLE_TAP_MS = 5_000;

/** 领下一件 */
export const caseNext: Form = {
  id: 'case_next',
  action: 'grievance.handle',
  fields: [],
  async submit(desk, context) {
    const { t, visitor } = context;
    const before = await justTaken(desk, context);
    if (before) return shown(desk, context, before, t('queue:next.just_taken'));
    const next = await desk.grievances.queue.next(visitor.actor);
    if (!next.ok) return refusedTo(context, next.refusal);
    if (!next.value) return said(context, t('queue:next.none'), [formChoice('case_mine', context)]);
    return shown(desk, context, next.value, t('queue:next.taken'));
  },
};

/** The case that somebody took a moment ago, where they did. */
async function justTaken(desk: Desk, context: TurnContext): Promise<CaseView | undefined> {
  const { at, visitor } = context;
  const { queue } = desk.grievances;
  const mine = await inHand(desk, context);
  for (const { number } of mine.ok ? mine.value : []) {
    const history = await queue.history(visitor.actor, number);
    const taken = history.ok
      ? history.value.findLast(({ action, by }) => action === 'claim' && by === visitor.actor.id)
      : undefined;
    if (!taken || Math.abs(at.getTime() - Date.parse(taken.at)) >= DOUBLE_TAP_MS) continue;
    const view = await queue.get(visitor.actor, number);
    if (view.ok) return view.value;
  }
  return undefined;
}

/** One by its number. */
export const caseClaim: Form = {
  id: 'case_claim',
  given: ['number'],
  lasts: true,
  fields: [],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(visitor.actor, number);
    if (view.ok && view.value.grievance.holder === visitor.actor.id)
      return shown(desk, context, view.value, t('queue:next.yours_already'));
    const claimed = await desk.grievances.queue.claim(visitor.actor, number);
    if (!claimed.ok) return refusedCase(desk, context, number, claimed.refusal);
    return shown(desk, context, claimed.value, t('queue:next.taken'));
  },
};

/** 我手上的 */
export const caseMine: Form = {
  id: 'case_mine',
  action: 'grievance.handle',
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      async choices(desk, context) {
        const mine = await inHand(desk, context);
        if (!mine.ok) return refusedTo(context, mine.refusal);
        if (mine.value.length === 0) return said(context, context.t('queue:none_in_hand'), [formChoice('case_next', context)]);
        return caseChoices(desk, context, mine.value);
      },
      asks: async (_, { t }) => t('queue:mine'),
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    return view.ok ? shown(desk, context, view.value) : refusedCase(desk, context, number, view.refusal);
  },
};

/** 排队多少 */
export const caseWaiting: Form = {
  id: 'case_waiting',
  action: 'grievance.handle',
  below: 'case_desk',
  fields: [],
  async submit({ grievances }, context) {
    const waiting = await grievances.queue.waiting(context.visitor.actor);
    return told(context, waiting, total =>
      said(context, context.t('queue:waiting', { total }), [formChoice('case_next', context), formChoice('case_mine', context)]),
    );
  },
};
