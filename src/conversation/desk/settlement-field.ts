/** The settlements that somebody may act in, to choose from. */
import type { Action } from '../../directory/access.ts';
import type { Settlement } from '../../directory/model.ts';
import type { Translate } from '../../language/i18n.ts';
import type { Choice } from '../../message/index.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Desk } from './desk.ts';
import type { Field } from './form.ts';
import { refusedTo, settlementName } from './words.ts';

/** So many settlements are offered; who looks after more of them works with the command line or the API. */
const MOST = 200;

/** Those in which the visitor may do something, as choices. */
export async function settlementChoices({ directory }: Desk, { visitor, t }: TurnContext, action: Action): Promise<Choice[]> {
  const listed = await directory.settlements.list(visitor.actor, { limit: MOST }, action);
  return listed.ok ? choicesOf(listed.value, t) : [];
}

const choicesOf = (settlements: readonly Settlement[], t: Translate): Choice[] =>
  settlements.map((one): Choice => ({ id: one.id, label: settlementName(one, t) }));

/** The field `settlement`, which asks for one of them. */
export const settlementField = (action: Action): Field => ({
  kind: 'choice',
  name: 'settlement',
  async choices({ directory }, context) {
    const listed = await directory.settlements.list(context.visitor.actor, { limit: MOST }, action);
    return listed.ok ? choicesOf(listed.value, context.t) : refusedTo(context, listed.refusal);
  },
});
