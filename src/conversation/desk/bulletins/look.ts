/** Looks at a draft as it will be seen, and lets it go, changes it, or throws it away. */
import type { Bulletin } from '../../../bulletin/model.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusalWords, refusedTo } from '../words.ts';
import { runningChoices } from './buttons.ts';
import { CHANGED, changeChoice } from './change-choice.ts';
import { whenIn } from './draft-values.ts';
import { audienceWords } from './places.ts';
import { watchFrom } from './watch.ts';
import { previewWords, whenWords } from './words.ts';

const SEND = 'send-';

export const bulletinLook: Form = {
  id: 'bulletin_look',
  given: ['bulletin'],
  lasts: true,
  fields: [
    {
      kind: 'choice',
      name: 'what',
      ownStop: true,
      asksAlways: true,
      asks: lookWords,
      async choices(desk, context, values): Promise<readonly Choice[] | TurnOutcome> {
        const { t, visitor } = context;
        const preview = await desk.bulletins.preview(visitor.actor, values['bulletin'] ?? '', whenIn(values['timing']));
        if (!preview.ok) return refusedTo(context, preview.refusal);
        const { bulletin, digest, groups } = preview.value;
        if (bulletin.state !== 'draft') return said(context, t('desk:form.bulletin_look.gone'), runningChoices(bulletin, t));
        // What is sent is what was looked at.
        const send: Choice = { id: `${SEND}${digest}`, label: t(`desk:form.bulletin_look.send_${bulletin.kind}`) };
        return [
          ...(groups > 0 ? [send] : []),
          { id: 'change', label: t('desk:form.bulletin_look.change') },
          { id: 'drop', label: t('desk:form.bulletin_look.drop') },
        ];
      },
    },
  ],
  submit(desk, context, { what = '', ...values }) {
    if (what === 'drop') return drop(desk, context, values);
    return what === 'change' ? change(desk, context, values) : send(desk, context, values, what.slice(SEND.length));
  },
};

async function lookWords(desk: Desk, context: TurnContext, { bulletin = '', timing }: Values): Promise<string> {
  const { t, visitor } = context;
  const when = whenIn(timing);
  const preview = await desk.bulletins.preview(visitor.actor, bulletin, when);
  if (!preview.ok) return refusalWords(preview.refusal, t);
  const audience = await audienceWords(desk, context, preview.value.bulletin.audience);
  return [
    t('desk:form.bulletin_look.what', { audience }),
    previewWords(preview.value, when, t),
    preview.value.bulletin.kind === 'notice' ? t('desk:form.bulletin_look.second') : '',
  ]
    .filter(Boolean)
    .join('\n');
}

async function send(desk: Desk, context: TurnContext, values: Values, digest: string): Promise<TurnOutcome> {
  const { t, visitor } = context;
  const { bulletin = '', timing } = values;
  const when = whenIn(timing);
  const sent = await desk.bulletins.submit(visitor.actor, bulletin, when, digest);
  if (!sent.ok && sent.refusal.code === 'changed')
    return fillIn(bulletinLook, desk, context, values, { before: t('desk:form.bulletin_look.changed') });
  if (!sent.ok) return refusedTo(context, sent.refusal);
  await watchFrom(context, desk, bulletin);
  const { state } = sent.value;
  const key = state === 'proposed' || state === 'scheduled' || state === 'repeating' ? state : 'sending';
  return said(context, t(`desk:form.bulletin_look.${key}`, { when: whenWords(when, t) }), runningChoices(sent.value, t));
}

async function drop({ bulletins }: Desk, context: TurnContext, { bulletin = '' }: Values): Promise<TurnOutcome> {
  const dropped = await bulletins.stop(context.visitor.actor, bulletin);
  return dropped.ok
    ? said(context, context.t('desk:form.bulletin_look.dropped'), [formChoice('bulletin_write', context)])
    : refusedTo(context, dropped.refusal);
}

/** What may be changed, a button each. */
async function change(
  { bulletins }: Desk,
  context: TurnContext,
  { bulletin = '', timing = 'now' }: Values,
): Promise<TurnOutcome> {
  const { t, visitor } = context;
  const found = await bulletins.get(visitor.actor, bulletin);
  if (!found.ok) return refusedTo(context, found.refusal);
  const choices = partsOf(found.value).map(part => changeChoice(found.value.id, part, timing, t));
  return { ...say(context, { text: t('desk:form.bulletin_look.which'), choices }, { form: undefined }), private: true };
}

const partsOf = ({ kind }: Bulletin) =>
  CHANGED.filter(part => (part !== 'cite' || kind === 'notice') && (part !== 'when' || kind !== 'alert'));
