/** Shows somebody what they asked cadres and what became of it; what still waits may be withdrawn. */
import type { Inquiry } from '../../../inquiry/index.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnContext } from '../../turn-context.ts';
import { answerText } from '../answer-words.ts';
import { type Form, formChoice, said } from '../form.ts';

/** The last ones are shown. */
const MOST = 20;

const WAITS = 'waits=';
const ANSWERED = 'answered=';

export const myQuestions: Form = {
  id: 'my_questions',
  fields: [
    {
      kind: 'choice',
      name: 'question',
      ownStop: true,
      asksAlways: true,
      choices: async ({ inquiries }, context) => (await inquiries.of(context.sender, MOST)).map(one => choiceOf(one, context)),
    },
    {
      kind: 'choice',
      name: 'withdraw',
      ownStop: true,
      asksAlways: true,
      onlyIf: ({ question = '' }) => question.startsWith(WAITS),
      choices: async (_, { t }) => [{ id: 'yes', label: t('desk:form.my_questions.yes') }],
    },
  ],
  async submit({ inquiries }, context, { question = '', withdraw }) {
    const { t, sender } = context;
    const more = [formChoice('my_questions', context)];
    const number = Number(question.slice(question.indexOf('=') + 1));
    if (withdraw) {
      const withdrawn = await inquiries.withdraw(sender, number);
      return said(context, t(withdrawn ? 'desk:form.my_questions.done' : 'desk:form.my_questions.gone', { number }), more);
    }
    const inquiry = (await inquiries.of(sender, MOST)).find(one => one.number === number);
    const answer = inquiry && (await inquiries.answerTo(inquiry));
    if (!inquiry || !answer) return said(context, t('desk:form.my_questions.nothing'));
    const { text, note } = answerText(inquiry, answer, t);
    return said(context, `${text}\n${note}`, more);
  },
};

function choiceOf({ number, question, answer, due }: Inquiry, { t }: TurnContext): Choice {
  return answer === undefined
    ? { id: `${WAITS}${number}`, label: t('desk:form.my_questions.waits', { number, question, due }) }
    : { id: `${ANSWERED}${number}`, label: t('desk:form.my_questions.answered', { number, question }) };
}
