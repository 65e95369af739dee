/** Bulletins that were written: the list, how far one is, and holding it, letting it go on, or stopping it. */
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, said } from '../form.ts';
import { refusedTo, told } from '../words.ts';
import { deedChoice, deedsFor, runningChoices } from './buttons.ts';
import { progressWords, shortTitle, stateWords } from './words.ts';

/** So many are listed, newest first. */
const MOST = 40;

/** The list; each leads to how far it is, and what may be done. */
export const bulletinList: Form = {
  id: 'bulletins',
  action: 'bulletin.view',
  fields: [
    {
      kind: 'choice',
      name: 'bulletin',
      asksAlways: true,
      async choices({ bulletins }, context) {
        const { t, visitor } = context;
        const listed = await bulletins.list(visitor.actor, { limit: MOST });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value.map((one): Choice => {
          const params = { kind: stateWords(one, t), title: shortTitle(one.content.title) };
          return { id: one.id, label: t('bulletin-desk:line_of_list', params) };
        });
      },
    },
  ],
  submit: (desk, context, { bulletin = '' }) => showProgress(desk, context, bulletin),
};

/** How far one is, from a button. */
export const bulletinProgress: Form = {
  id: 'bulletin_progress',
  given: ['bulletin'],
  lasts: true,
  fields: [],
  submit: (desk, context, { bulletin = '' }) => showProgress(desk, context, bulletin),
};

async function showProgress({ bulletins }: Desk, context: TurnContext, id: string): Promise<TurnOutcome> {
  const { t, visitor } = context;
  return told(context, await bulletins.progress(visitor.actor, id), progress => {
    const { bulletin } = progress;
    const mine = bulletin.by === visitor.actor.id;
    const choices = deedsFor(bulletin, progress.failed)
      .filter(deed => deed !== 'bulletin_approve' || !mine)
      .map(deed => deedChoice(deed, id, t));
    return said(context, progressWords(progress, t), [
      ...choices,
      { id: 'desk=bulletins', label: t('desk:form.bulletins.title') },
    ]);
  });
}

export const bulletinPause: Form = {
  id: 'bulletin_pause',
  given: ['bulletin'],
  lasts: true,
  fields: [],
  async submit({ bulletins }, context, { bulletin = '' }) {
    const { t, visitor } = context;
    return told(context, await bulletins.pause(visitor.actor, bulletin), one =>
      said(context, t('desk:form.bulletin_pause.done'), runningChoices(one, t)),
    );
  },
};

export const bulletinResume: Form = {
  id: 'bulletin_resume',
  given: ['bulletin'],
  lasts: true,
  fields: [],
  async submit({ bulletins }, context, { bulletin = '' }) {
    const { t, visitor } = context;
    return told(context, await bulletins.resume(visitor.actor, bulletin), one =>
      said(context, t('desk:form.bulletin_resume.done'), runningChoices(one, t)),
    );
  },
};

/** Nothing more goes from the moment that it is pressed; whether it was meant is asked after. */
export const bulletinStop: Form = {
  id: 'bulletin_stop',
  given: ['bulletin'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      ownStop: true,
      asksAlways: true,
      async choices({ bulletins }, context, { bulletin = '' }) {
        const { t, visitor } = context;
        const found = await bulletins.get(visitor.actor, bulletin);
        if (!found.ok) return refusedTo(context, found.refusal);
        const { state } = found.value;
        if (state === 'done' || state === 'stopped' || state === 'recalled')
          return said(
            context,
            t('desk:form.bulletin_stop.over', { state: stateWords(found.value, t) }),
            runningChoices(found.value, t),
          );
        const held = state === 'sending' ? await bulletins.pause(visitor.actor, bulletin) : found;
        if (!held.ok) return refusedTo(context, held.refusal);
        return [
          { id: 'yes', label: t('desk:form.bulletin_stop.yes') },
          ...(held.value.state === 'paused' ? [{ id: 'go_on', label: t('desk:form.bulletin_resume.title') }] : []),
        ];
      },
    },
  ],
  async submit(desk, context, { bulletin = '', sure }) {
    const { t, visitor } = context;
    if (sure === 'go_on') return bulletinResume.submit(desk, context, { bulletin });
    return told(context, await desk.bulletins.stop(visitor.actor, bulletin), one =>
      said(context, t('desk:form.bulletin_stop.done'), runningChoices(one, t)),
    );
  },
};
