/** Hands out a code for a group: a new one of a settlement or a building, or one that has moved to another chat. */
import type { Choice } from '../../../message/index.ts';
import { parseGroupId, parseSettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import type { Form } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { codeWords } from '../when.ts';
import { refusedTo, told } from '../words.ts';

/** Stands for no building in particular. */
export const WHOLE = 'whole';
const NEW = 'new';
/** So many groups are offered to be bound again. */
const MOST = 30;

export const bindGroup: Form = {
  id: 'bind_group',
  action: 'group.bind',
  fields: [
    settlementField('group.bind'),
    { kind: 'choice', name: 'group', choices: groupChoices },
    { kind: 'choice', name: 'building', choices: buildingChoices },
  ],
  async submit({ directory }, context, { settlement = '', group = NEW, building = WHOLE }) {
    const { actor } = context.visitor;
    const again = group === NEW ? undefined : parseGroupId(group);
    const code = again
      ? await directory.groups.codeAgain(actor, again)
      : await directory.groups.code(actor, parseSettlementId(settlement)!, building === WHOLE ? undefined : building);
    return told(context, code, one =>
      context.t('desk:form.bind_group.done', { prefix: context.parts.callPrefix, ...codeWords(one, context.t) }),
    );
  },
};

async function groupChoices({ directory }: Desk, context: TurnContext, { settlement = '' }: Values) {
  const { visitor, t } = context;
  const listed = await directory.groups.list(visitor.actor, parseSettlementId(settlement)!, { limit: MOST });
  if (!listed.ok) return refusedTo(context, listed.refusal);
  return [
    { id: NEW, label: t('desk:form.bind_group.new') },
    ...listed.value.map(
      ({ id, name, building }): Choice => ({
        id,
        label: t('desk:form.bind_group.again', { group: name ?? building ?? t('desk:form.bind_group.unnamed') }),
      }),
    ),
  ];
}

/** The buildings of the settlement of a new group, to choose from. */
export async function buildingChoices(
  { directory }: Desk,
  { visitor, t }: TurnContext,
  { settlement = '', group = NEW }: Values,
): Promise<Choice[]> {
  const whole: Choice = { id: WHOLE, label: t('desk:form.bind_group.whole') };
  const found = await directory.settlements.get(visitor.actor, parseSettlementId(settlement)!);
  if (group !== NEW || !found.ok) return [whole];
  return [whole, ...found.value.buildings.map(({ name }): Choice => ({ id: name, label: name }))];
}
