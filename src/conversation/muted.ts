/**
 * What somebody who is muted hears in private: help in danger, what the law gives them over their own data, and once a day where else to go.
 */
import { bare, normalise } from '../language/normalise.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Turn } from './desk/desk.ts';
import { say, type TurnContext } from './turn-context.ts';

/** The form by which everything that is known of somebody is erased. */
const ERASE = 'erase_me';

/** @param ordinary how the turn would go on otherwise */
export function whenMuted(context: TurnContext, text: string, ordinary: (text: string) => Turn): Turn {
  const { session, parts, at, t } = context;
  const isErasing = session.form?.form === ERASE || parts.speech.commands.get(bare(normalise(text))) === ERASE;
  if (parts.danger(text) !== 'none' || isErasing) return ordinary(text);
  const today = dayAt(at);
  if (session.mutedToldOn === today) return { session, outgoing: [] };
  return say(context, { text: t('conversation:muted') }, { mutedToldOn: today });
}
