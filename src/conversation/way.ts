/**
 * A choice that goes on in private: in private it is one like others, in a group it leads there.
 */
import type { Sender } from '../directory/visitors.ts';
import type { Choice, Outgoing } from '../message/index.ts';
import type { TurnContext } from './turn-context.ts';

/** An address with a pass in it. */
export type Address = (pass: string) => string;

/** The addresses that lead into private. */
export interface Links {
  /** From a chat; nothing where its channel has no such way, and nobody reaches the web page from outside. */
  intoPrivate(from: Pick<Sender, 'channel' | 'account'>): Address | undefined;
  /** Into a browser; nothing where nobody reaches the web page from outside. */
  readonly ontoTheWeb: Address | undefined;
}

/** A choice in a group that leads into private. */
export interface Way extends Choice {
  /** What is gone on with there: a choice, or words. */
  readonly topic: string;
  /** What to say there, for those whom no link leads there. */
  readonly says: string;
  /** Whether it stands beside an answer; otherwise it is all the answer there is. */
  readonly isBeside: boolean;
}

export const isWay = (choice: Choice): choice is Way => 'topic' in choice;

/** The same without the words that were said: what is gone on with is the choice alone. */
export const wordless = (outgoing: Outgoing): Outgoing =>
  outgoing.choices?.some(isWay)
    ? { ...outgoing, choices: outgoing.choices.map(choice => (isWay(choice) ? { ...choice, topic: choice.id } : choice)) }
    : outgoing;

/** A choice offered beside an answer. @param topic what is gone on with; default: the choice @param says default: what stands on it */
export const offeredHere = (
  { isPrivate }: Pick<TurnContext, 'isPrivate'>,
  choice: Choice,
  topic = choice.id,
  says = choice.label,
): Choice | Way => (isPrivate ? choice : { ...choice, topic, says, isBeside: true });

/** The choice below the words that something is done in private only. */
export const goesOn = ({ t }: Pick<TurnContext, 't'>, id: string, topic: string, says: string): Way => ({
  id,
  label: t('conversation:private.go'),
  topic,
  says,
  isBeside: false,
});
