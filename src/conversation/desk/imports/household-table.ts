/** A household table that somebody sent: where it belongs, what would come of it, and whether it is to be taken in. Without one, an empty table. */
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseSettlementId, type SettlementId } from '../../../shared/ids.ts';
import type { TurnOutcome } from '../../store.ts';
import { say, type TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, fillIn, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { haltChoice } from './table-imports.ts';
import type { Look, Wish } from './tables.ts';

const TEMPLATE = 'template';
/** So much of a file's name is shown. */
const LONGEST_NAME = 30;

export const householdTable: Form = {
  id: 'household_table',
  action: 'household.import',
  given: ['file'],
  fields: [
    { kind: 'choice', name: 'file', choices: fileChoices },
    { ...settlementField('household.import'), onlyIf: ({ file }) => file !== TEMPLATE },
    {
      kind: 'choice',
      name: 'sure',
      onlyIf: ({ file }) => file !== TEMPLATE,
      asksAlways: true,
      async asks(desk, context, values) {
        const look = await lookAt(desk, context, values);
        return look?.state === 'ready'
          ? [look.text, context.t('desk:import.sure')].join('\n')
          : context.t('desk:form.household_table.looking');
      },
      async choices(desk, context, values): Promise<readonly Choice[] | TurnOutcome> {
        const look = await lookAt(desk, context, values);
        if (!look) return said(context, context.t('desk:import.gone'));
        if (look.state === 'useless') return said(context, look.text);
        return [{ id: 'yes', label: context.t('desk:form.household_table.yes') }];
      },
    },
  ],
  async submit(desk, context, values) {
    if (values['file'] === TEMPLATE) return giveTemplate(desk, context);
    const look = await lookAt(desk, context, values);
    const { file = '', settlement = '' } = values;
    if (look?.state !== 'ready') return fillIn(householdTable, desk, context, { file, settlement });
    if (desk.tables.isRunning(context.sender)) return said(context, context.t('desk:import.busy'));
    const where = settlement as SettlementId;
    await desk.tables.begin(wishOf(desk, context), { file, settlement: where });
    return said(context, context.t('desk:form.household_table.begun'), [haltChoice(where, context.t)]);
  },
};

/** What is wished for by whoever the turn is with. */
export const wishOf = ({ message }: Desk, { visitor, sender, language }: TurnContext): Wish => {
  const { channel, account, chat, person } = sender;
  return { actor: visitor.actor, to: { channel, account, chat: chat.id, person }, language, message };
};

async function fileChoices(desk: Desk, context: TurnContext): Promise<readonly Choice[] | TurnOutcome> {
  const { t, sender } = context;
  const tables = await desk.attachments.tables(sender);
  if (tables.length === 0) return giveTemplate(desk, context);
  return [
    ...tables.map(({ id, name = t('desk:import.unnamed'), at }): Choice => {
      const label = t('desk:form.household_table.sent', { name: [...name].slice(0, LONGEST_NAME).join(''), day: dayAt(at) });
      return { id, label };
    }),
    { id: TEMPLATE, label: t('desk:form.household_table.template') },
  ];
}

async function giveTemplate({ tables }: Desk, context: TurnContext): Promise<TurnOutcome> {
  const file = await tables.template();
  const text = context.t('desk:form.household_table.send');
  return { ...say(context, { text, file }, { form: undefined, topic: undefined }), private: true };
}

/** How far looking at the table is; nothing where there is no such table of theirs. */
async function lookAt(desk: Desk, context: TurnContext, { file = '', settlement = '' }: Values): Promise<Look | undefined> {
  const [found, where] = [await desk.attachments.find(context.sender, file), parseSettlementId(settlement)];
  return found && where && desk.tables.look(wishOf(desk, context), { file, settlement: where });
}
