/** Sets when the assistant speaks in a group, and its quiet hours. */
import { quietOf } from '../../../directory/groups.ts';
import { MANNERS, NEVER_QUIET, parseQuiet, tidyQuiet } from '../../../directory/manner.ts';
import { bare, normalise } from '../../../language/normalise.ts';
import type { Choice } from '../../../message/index.ts';
import { parseGroupId, parseSettlementId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import type { Form } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusedTo, told } from '../words.ts';

/** So many groups are offered. */
const MOST = 30;

export const groupManner: Form = {
  id: 'group_manner',
  action: 'group.edit',
  fields: [
    settlementField('group.edit'),
    { kind: 'choice', name: 'group', asksAlways: true, choices: groupChoices },
    {
      kind: 'choice',
      name: 'manner',
      choices: async (_, { t }) => MANNERS.map((id): Choice => ({ id, label: t(`desk:manner.${id}`) })),
    },
    { kind: 'text', name: 'quiet', empty: 'unchanged', read: quietIn },
  ],
  async submit({ directory }, context, { group = '', manner, quiet }) {
    const { t, visitor } = context;
    const change = { manner, ...(quiet ? { quiet } : {}) };
    return told(context, await directory.groups.edit(visitor.actor, parseGroupId(group)!, change), set => {
      const hours = quietOf(set);
      return t('desk:form.group_manner.done', {
        manner: t(`desk:manner.${set.manner}`),
        quiet: hours === NEVER_QUIET ? t('desk:never_quiet') : hours,
      });
    });
  },
};

/** No: there are none. */
function quietIn(text: string, { parts }: TurnContext): string | undefined {
  if (parts.speech.interview.no.has(bare(normalise(text)))) return NEVER_QUIET;
  const typed = tidyQuiet(text);
  return parseQuiet(typed) === undefined ? undefined : typed;
}

async function groupChoices({ directory }: Desk, context: TurnContext, { settlement = '' }: Values) {
  const { visitor, t } = context;
  const listed = await directory.groups.list(visitor.actor, parseSettlementId(settlement)!, { limit: MOST });
  if (!listed.ok) return refusedTo(context, listed.refusal);
  return listed.value.map(
    ({ id, name, building, manner }): Choice => ({
      id,
      label: t('desk:form.group_manner.line', {
        group: name ?? building ?? t('desk:form.bind_group.unnamed'),
        manner: t(`desk:manner.${manner}`),
      }),
    }),
  );
}
