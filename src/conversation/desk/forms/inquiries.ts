/** Lets a cadre answer residents' questions: the list, the question with all its wordings, the answer, a look at it, and off it goes. */
import { type InquiryGroup, LONGEST_ANSWER, LONGEST_INFO } from '../../../inquiry/index.ts';
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import type { TurnContext } from '../../turn-context.ts';
import { AGAIN, type Form, fillIn, formChoice, said } from '../form.ts';
import { refusalWords } from '../words.ts';
import { keepAnswer } from './keep-answer.ts';

/** So many are listed; the rest follow once these are answered. */
const MOST = 30;

export const inquiries: Form = {
  id: 'inquiries',
  tellsOfOthers: true,
  action: 'inquiry.answer',
  fields: [
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      async choices(desk, context) {
        const waiting = await desk.inquiries.waiting(context.visitor.actor, MOST);
        if (!waiting.ok) return said(context, refusalWords(waiting.refusal, context.t));
        return waiting.value.map(group => choiceOf(group, context));
      },
    },
    {
      kind: 'text',
      name: 'says',
      longest: LONGEST_ANSWER,
      async asks(desk, { visitor, t }, { number }) {
        const wordings = await desk.inquiries.wordings(visitor.actor, Number(number));
        const questions = wordings.ok ? wordings.value : [];
        return t('desk:form.inquiries.says', { number, questions: questions.map(one => `“${one}”`).join('\n') });
      },
    },
    {
      kind: 'choice',
      name: 'sure',
      ownStop: true,
      asksAlways: true,
      retypes: 'says',
      choices: async (_, { t }) => [
        { id: 'yes', label: t('desk:form.inquiries.yes') },
        { id: AGAIN, label: t('desk:form.inquiries.again') },
      ],
      asks: async (_, { visitor, t }, { says = '' }) =>
        t('desk:form.inquiries.sure', { says, name: visitor.actor.person?.name ?? '' }),
    },
  ],
  async submit(desk, context, { number, says = '' }) {
    const { visitor, t } = context;
    const more = [formChoice('inquiries', context)];
    const answered = await desk.inquiries.answer(visitor.actor, { number: Number(number), says });
    if (!answered.ok) {
      const gone = answered.refusal.code === 'unknown';
      return said(context, gone ? t('desk:form.inquiries.gone') : refusalWords(answered.refusal, t), more);
    }
    const { answer, inquiries } = answered.value;
    const topic = inquiries[0]?.question ?? '';
    const short = [...topic].length <= LONGEST_INFO.topic ? { topic } : {};
    const values = { ...short, settlement: answer.settlement, says: answer.says, source: answer.name };
    const next = await fillIn(keepAnswer, desk, context, values);
    const done = t('desk:form.inquiries.done', { times: inquiries.length });
    return { ...next, outgoing: next.outgoing.map(one => ({ ...one, text: `${done}\n\n${one.text}` })) };
  },
};

function choiceOf({ number, question, times, due }: InquiryGroup, { t, at }: TurnContext): Choice {
  const line = t('desk:form.inquiries.line', { number, question, times, due });
  return { id: String(number), label: due < dayAt(at) ? t('desk:form.inquiries.overdue', { line }) : line };
}
