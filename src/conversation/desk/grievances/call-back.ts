/**
 * The call that closes a case: whom to call, what was answered, and whether that settled it. Never about a case that one had in hand oneself. What a
 * handler hears who wants to close their own.
 */

import { rolesFor } from '../../../directory/access.ts';
import { RUNNING } from '../../../grievance/model.ts';
import { LONGEST_SAID } from '../../../grievance/said.ts';
import type { CaseView } from '../../../grievance/service.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';
import { caseText } from './case-words.ts';
import { caseChoices, inHand, numberIn, refusedCase, toldOfCase } from './cases.ts';
import { identityWords } from './identity.ts';

/** So many are listed. */
const MOST = 80;
/** What comes of a call. */
const RESULTS = ['solved', 'unsolved', 'nobody'] as const;

/** 要回访的 */
export const caseCalls: Form = {
  id: 'case_calls',
  action: 'grievance.call',
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields: [
    { kind: 'choice', name: 'number', asksAlways: true, asks: async (_, { t }) => t('queue:call.which'), choices: toCall },
    { kind: 'choice', name: 'result', asksAlways: true, asks: whomToCall, choices: results },
    {
      kind: 'text',
      name: 'text',
      longest: LONGEST_SAID,
      onlyIf: ({ result }) => result === 'unsolved',
      asks: async (_, { t }) => t('queue:call.why'),
    },
  ],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const { callBacks } = desk.grievances;
    const number = numberIn(values);
    const { result, text = '' } = values;
    const outcome =
      result === 'solved'
        ? await callBacks.confirmed(visitor.actor, number)
        : result === 'unsolved'
          ? await callBacks.denied(visitor.actor, number, text)
          : await callBacks.inVain(visitor.actor, number);
    const key = RESULTS.find(one => one === result) ?? 'nobody';
    const words = ({ grievance: { calls } }: CaseView) => t(`queue:call.${key}_done`, { number, calls });
    return toldOfCase(desk, context, number, outcome, words, ['case_calls']);
  },
};

async function toCall(desk: Desk, context: TurnContext): Promise<readonly Choice[] | TurnOutcome> {
  const waiting = await desk.grievances.callBacks.waiting(context.visitor.actor, MOST);
  if (!waiting.ok) return refusedTo(context, waiting.refusal);
  if (waiting.value.length === 0) return said(context, context.t('queue:call.none'));
  return caseChoices(
    desk,
    context,
    waiting.value.map(({ grievance }) => grievance),
  );
}

/** Who it is, looked up for the call, and the case with its answer. */
async function whomToCall(desk: Desk, context: TurnContext, values: Values): Promise<string> {
  const { t, visitor } = context;
  const { queue } = desk.grievances;
  const number = numberIn(values);
  const view = await queue.get(visitor.actor, number);
  if (!view.ok) return '';
  const identity = await queue.identity(visitor.actor, number, 'call');
  const who = identity.ok ? identityWords(identity.value, t) : t('queue:call.nameless');
  return [await caseText(desk, context, view.value), t('queue:call.whom'), who, t('queue:call.result')].join('\n');
}

/** What may be said came of it; why nothing may, where one handled it oneself or it is over. */
async function results(desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[] | TurnOutcome> {
  const { t, visitor } = context;
  const number = numberIn(values);
  const view = await desk.grievances.queue.get(visitor.actor, number);
  if (!view.ok) return refusedCase(desk, context, number, view.refusal);
  if (!view.value.can.includes('callConfirmed')) return whyNotClosed(context, view.value);
  return RESULTS.map((id): Choice => ({ id, label: t(`queue:call.${id}`) }));
}

/** 结: the result of the call; and why whoever handled it cannot close it, and what comes next. */
export const caseClose: Form = {
  id: 'case_close',
  given: ['number'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asks: async (_, { t }) => t('queue:which'),
      async choices(desk, context) {
        const mayCall = context.visitor.actor.rights.some(({ role }) => rolesFor('grievance.call').includes(role));
        if (mayCall) return toCall(desk, context);
        const mine = await inHand(desk, context);
        if (!mine.ok) return refusedTo(context, mine.refusal);
        return mine.value.length > 0
          ? caseChoices(desk, context, mine.value)
          : said(context, context.t('queue:close.handler'), [formChoice('case_mine', context)]);
      },
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    if (!view.ok) return refusedCase(desk, context, number, view.refusal);
    return view.value.can.includes('callConfirmed')
      ? fillIn(caseCalls, desk, context, { number: String(number) })
      : whyNotClosed(context, view.value);
  },
};

/** Why somebody cannot close a case now, and what happens next. */
function whyNotClosed(context: TurnContext, { grievance, can }: CaseView): TurnOutcome {
  const { t, visitor } = context;
  const { number, state, handlers } = grievance;
  const isAnswered = state === 'answered' || state === 'calling-back';
  const key = RUNNING.includes(state)
    ? 'unanswered'
    : !isAnswered
      ? 'over'
      : handlers.includes(visitor.actor.id)
        ? 'own'
        : 'others';
  return said(context, t(`queue:close.${key}`, { number }), [
    ...(can.includes('answer') ? [formChoice('case_answer', context, String(number))] : []),
    ...(can.includes('claim') ? [formChoice('case_claim', context, String(number))] : []),
    formChoice('case_look', context, String(number)),
  ]);
}
