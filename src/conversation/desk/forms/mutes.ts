/** Shows who is not listened to in a settlement, to be listened to again or never. */
import type { Mute } from '../../../directory/model.ts';
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import type { Form } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusedTo, told } from '../words.ts';

/** So many are offered. */
const MOST = 50;

export const mutes: Form = {
  id: 'mutes',
  action: 'person.mute',
  fields: [
    settlementField('person.mute'),
    { kind: 'choice', name: 'mute', asksAlways: true, choices: muteChoices },
    {
      kind: 'choice',
      name: 'what',
      choices: async (_, { t }) => (['lift', 'keep'] as const).map(id => ({ id, label: t(`desk:form.mutes.${id}`) })),
    },
  ],
  async submit({ directory }, context, { mute = '', what }) {
    const { actor } = context.visitor;
    const changed = what === 'keep' ? await directory.mutes.keep(actor, mute) : await directory.mutes.lift(actor, mute);
    return told(context, changed, () => context.t(what === 'keep' ? 'desk:form.mutes.kept' : 'desk:form.mutes.lifted'));
  },
};

async function muteChoices({ directory }: Desk, context: TurnContext, { settlement = '' }: Values) {
  const { visitor, t } = context;
  const id = parseSettlementId(settlement)!;
  const listed = await directory.mutes.list(visitor.actor, id, { limit: MOST });
  if (!listed.ok) return refusedTo(context, listed.refusal);
  const groups = await directory.groups.list(visitor.actor, id, { limit: MOST });
  const names = new Map(groups.ok ? groups.value.map(one => [one.id, one.name ?? one.building]) : []);
  return listed.value.map((mute): Choice => {
    const group = (mute.group && names.get(mute.group)) ?? t('desk:form.bind_group.unnamed');
    return {
      id: mute.id,
      label: t('desk:form.mutes.line', { day: dayAt(new Date(mute.at)), group, until: untilWords(mute, context) }),
    };
  });
}

const untilWords = ({ until }: Mute, { t }: TurnContext): string =>
  until === undefined ? t('desk:form.mutes.for_good') : t('desk:form.mutes.until', { day: dayAt(new Date(until)) });
