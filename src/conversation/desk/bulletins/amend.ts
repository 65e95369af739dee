/** What was sent is put right, or taken back, wherever it went. */
import { LONGEST_TEXT } from '../../../bulletin/draft.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { AGAIN, type Form, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusedTo, told } from '../words.ts';
import { runningChoices } from './buttons.ts';
import { watchFrom } from './watch.ts';
import { shortTitle } from './words.ts';

/** Words it anew. */
export const bulletinCorrect: Form = {
  id: 'bulletin_correct',
  tellsOfOthers: true,
  given: ['bulletin'],
  lasts: true,
  fields: [
    {
      kind: 'text',
      name: 'text',
      longest: LONGEST_TEXT,
      async asks({ bulletins }, { t, visitor }, { bulletin = '' }) {
        const found = await bulletins.get(visitor.actor, bulletin);
        return t('desk:form.bulletin_correct.text', { text: found.ok ? found.value.content.text : '' });
      },
    },
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      retypes: 'text',
      asks: async (_, { t }, { text = '' }) => t('desk:form.bulletin_correct.sure', { text }),
      choices: (desk, context, values) =>
        unlessRefused(desk, context, values, [
          { id: 'yes', label: context.t('desk:form.bulletin_correct.yes') },
          { id: AGAIN, label: context.t('desk:form.bulletin_correct.again') },
        ]),
    },
  ],
  async submit(desk, context, { bulletin = '', text = '' }) {
    const { t, visitor } = context;
    const done = await desk.bulletins.correct(visitor.actor, bulletin, text);
    if (done.ok) await watchFrom(context, desk, bulletin);
    return told(context, done, one => said(context, t('desk:form.bulletin_correct.done'), runningChoices(one, t)));
  },
};

/** Takes it back. */
export const bulletinRecall: Form = {
  id: 'bulletin_recall',
  given: ['bulletin'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      async asks({ bulletins }, { t, visitor }, { bulletin = '' }) {
        const found = await bulletins.get(visitor.actor, bulletin);
        return t('desk:form.bulletin_recall.sure', { title: found.ok ? shortTitle(found.value.content.title) : '' });
      },
      choices: (desk, context, values) =>
        unlessRefused(desk, context, values, [{ id: 'yes', label: context.t('desk:form.bulletin_recall.yes') }]),
    },
  ],
  async submit(desk, context, { bulletin = '' }) {
    const { t, visitor } = context;
    const done = await desk.bulletins.recall(visitor.actor, bulletin);
    if (done.ok) await watchFrom(context, desk, bulletin);
    return told(context, done, one => said(context, t('desk:form.bulletin_recall.done'), runningChoices(one, t)));
  },
};

async function unlessRefused(
  { bulletins }: Desk,
  context: TurnContext,
  { bulletin = '' }: Values,
  choices: readonly Choice[],
): Promise<readonly Choice[] | TurnOutcome> {
  const found = await bulletins.get(context.visitor.actor, bulletin);
  return found.ok ? choices : refusedTo(context, found.refusal);
}
