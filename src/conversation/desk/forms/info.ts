/** Keeps what only a settlement knows: shows it, adds to it, ends what holds no longer. */
import { LONGEST_INFO, type LocalInfo } from '../../../inquiry/index.ts';
import type { Choice } from '../../../message/index.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { told } from '../words.ts';

const NEW = 'new';

const isNew = ({ entry }: Values): boolean => entry === NEW;

export const info: Form = {
  id: 'info',
  tellsOfOthers: true,
  action: 'info.edit',
  fields: [
    settlementField('info.edit'),
    {
      kind: 'choice',
      name: 'entry',
      ownStop: true,
      asksAlways: true,
      async choices(desk, context, values) {
        const entries = await entriesOf(desk, values);
        return [{ id: NEW, label: context.t('desk:form.info.new') }, ...entries.map(entry => choiceOf(entry, context))];
      },
    },
    { kind: 'text', name: 'topic', longest: LONGEST_INFO.topic, onlyIf: isNew },
    { kind: 'text', name: 'says', longest: LONGEST_INFO.says, onlyIf: isNew },
    { kind: 'text', name: 'source', longest: LONGEST_INFO.source, onlyIf: isNew },
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      choices: async (_, { t }, values) => [
        isNew(values) ? { id: 'save', label: t('desk:form.info.save') } : { id: 'end', label: t('desk:form.info.end') },
      ],
      async asks(desk, { t }, values) {
        if (isNew(values)) return t('desk:form.info.sure', values);
        const entry = (await entriesOf(desk, values)).find(({ id }) => id === values['entry']);
        return entry ? t('desk:form.info.sure_end', { ...entry, day: entry.recordedOn }) : t('desk:form.info.nothing');
      },
    },
  ],
  async submit({ localKnowledge }, context, values) {
    const { visitor, t } = context;
    const { settlement = '', entry = '', topic = '', says = '', source = '' } = values;
    const more = [formChoice('info', context)];
    if (!isNew(values)) {
      const ended = await localKnowledge.end(visitor.actor, entry);
      return told(context, ended, one => said(context, t('desk:form.info.ended', { topic: one.topic }), more));
    }
    const added = await localKnowledge.add(visitor.actor, parseSettlementId(settlement)!, { topic, says, source });
    return told(context, added, one => said(context, t('desk:form.info.done', { topic: one.topic }), more));
  },
};

const entriesOf = ({ localKnowledge }: Desk, { settlement = '' }: Values): Promise<readonly LocalInfo[]> =>
  localKnowledge.list(parseSettlementId(settlement)!);

const choiceOf = ({ id, topic, says, source, recordedOn }: LocalInfo, { t }: TurnContext): Choice => ({
  id,
  label: t('desk:form.info.line', { topic, says, source, day: recordedOn }),
});
