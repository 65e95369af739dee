/**
 * What happens to a question that the documents do not answer: what the settlement knows is told, as such and never as a clause; else its cadres
 * may be asked.
 */
import type { LocalInfo } from '../inquiry/index.ts';
import type { Choice, Outgoing } from '../message/index.ts';
import type { Reason } from './policy.ts';
import type { Reply } from './reply.ts';
import { commandChoices, type TurnContext } from './turn-context.ts';
import { offeredHere } from './way.ts';

/** What the settlement knows of a question that no document answers. */
export const localInfoFor = ({ parts, local }: TurnContext, reply: Reply, text: string): LocalInfo | undefined =>
  reasonOf(reply) === undefined ? undefined : parts.localReader.infoFor(text, local);

/** Says it; whom it does not help may ask a cadre. */
export const localWords = ({ t, isPrivate }: TurnContext, { says, source, recordedOn }: LocalInfo): Outgoing => ({
  text: says,
  note: t('conversation:local.note', { source, day: recordedOn }),
  choices: isPrivate ? commandChoices(['ask_cadre'], t) : [],
});

/** Whether the settlement's cadres may be asked: not what is none of the settlement's business. */
const mayBeForCadre = (reply: Reply): boolean => reasonOf(reply) !== undefined && reasonOf(reply) !== 'off_topic';

/** Whether they may be asked here: in private. */
export const isForCadre = ({ isPrivate }: TurnContext, reply: Reply): boolean => isPrivate && mayBeForCadre(reply);

/** The choice to ask them; from a group the question itself goes along. */
export const cadreChoices = (context: TurnContext, reply: Reply, question: string): Choice[] =>
  mayBeForCadre(reply) ? commandChoices(['ask_cadre'], context.t).map(choice => offeredHere(context, choice, question)) : [];

/** Why the documents do not answer a question that is one, asked out of danger. */
function reasonOf({ danger, why }: Reply): Reason['kind'] | undefined {
  const verdict = why.judgement?.verdict;
  return danger === 'none' && verdict?.kind === 'none' ? verdict.reason.kind : undefined;
}
