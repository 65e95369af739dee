/** A second person looks at a colleague's notice: it goes, or goes back with the reason. */
import { LONGEST_REASON } from '../../../bulletin/draft.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusalWords, refusedTo, told } from '../words.ts';
import { runningChoices } from './buttons.ts';
import { audienceWords } from './places.ts';
import { previewWords, shortTitle, stateWords } from './words.ts';

const YES = 'yes-';
const BACK = 'back';

/** What waits for a second person; each leads to the look at it. */
const MOST = 30;

const what: Form['fields'] = [
  {
    kind: 'choice',
    name: 'what',
    ownStop: true,
    asksAlways: true,
    asks: lookWords,
    async choices({ bulletins }, context, { bulletin = '' }): Promise<readonly Choice[] | TurnOutcome> {
      const { t, visitor } = context;
      const found = await bulletins.get(visitor.actor, bulletin);
      if (!found.ok) return refusedTo(context, found.refusal);
      const { state, version } = found.value;
      if (state !== 'proposed')
        return said(
          context,
          t('desk:form.bulletin_approve.gone', { state: stateWords(found.value, t) }),
          runningChoices(found.value, t),
        );
      return [
        // What is agreed to is what was looked at.
        { id: `${YES}${version}`, label: t('desk:form.bulletin_approve.yes') },
        { id: BACK, label: t('desk:form.bulletin_approve.back') },
      ];
    },
  },
  { kind: 'text', name: 'why', longest: LONGEST_REASON, onlyIf: ({ what: chosen }) => chosen === BACK },
];

async function submit({ bulletins }: Desk, context: TurnContext, { bulletin = '', what: chosen = '', why = '' }: Values) {
  const { t, visitor } = context;
  if (chosen === BACK)
    return told(context, await bulletins.sendBack(visitor.actor, bulletin, why), () => t('desk:form.bulletin_approve.sent_back'));
  const approved = await bulletins.approve(visitor.actor, bulletin, Number(chosen.slice(YES.length)));
  return told(context, approved, one => said(context, t('desk:form.bulletin_approve.approved'), runningChoices(one, t)));
}

/** One notice, from its button. */
export const bulletinApprove: Form = { id: 'bulletin_approve', given: ['bulletin'], lasts: true, fields: what, submit };

/** The notices that wait. */
export const bulletinWaiting: Form = {
  id: 'bulletin_waiting',
  action: 'bulletin.approve',
  fields: [
    {
      kind: 'choice',
      name: 'bulletin',
      asksAlways: true,
      async choices({ bulletins }, context) {
        const { t, visitor } = context;
        const listed = await bulletins.list(visitor.actor, { states: ['proposed'], limit: MOST });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value
          .filter(({ by }) => by !== visitor.actor.id)
          .map(({ id, kind, content }) => ({
            id,
            label: t('bulletin-desk:line_of_list', { kind: t(`bulletin-desk:kind.${kind}`), title: shortTitle(content.title) }),
          }));
      },
    },
    ...what,
  ],
  submit,
};

async function lookWords(desk: Desk, context: TurnContext, { bulletin = '' }: Values): Promise<string> {
  const { t, visitor } = context;
  const preview = await desk.bulletins.preview(visitor.actor, bulletin);
  if (!preview.ok) return refusalWords(preview.refusal, t);
  const { audience, startAt, repeat, content } = preview.value.bulletin;
  return [
    t('desk:form.bulletin_approve.look', { title: content.title, audience: await audienceWords(desk, context, audience) }),
    previewWords(preview.value, { at: startAt, repeat }, t),
    t('desk:form.bulletin_approve.what'),
  ].join('\n');
}
