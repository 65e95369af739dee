/**
 * A message in a group: whether anything is said to it at all, and what is done before an ordinary answer.
 */
import { quietEnd } from '../delivery/quiet.ts';
import { quietOf } from '../directory/groups.ts';
import { DEFAULT_MANNER } from '../directory/manner.ts';
import { dayAt } from '../shared/calendar.ts';
import { removeChosen } from './before-others.ts';
import { isCode, takeCode } from './desk/codes.ts';
import type { Turn } from './desk/desk.ts';
import { groupCommandIn, isKeeper, obeyInGroup } from './desk/in-group.ts';
import { regionOf, type TurnContext } from './turn-context.ts';

/** How the turn goes on where something may be said. */
export interface Ways {
  /** As in private. */
  readonly ordinary: (text: string) => Turn;
  /** An answer out of the documents, to what was not said to the assistant. */
  readonly answer: (context: TurnContext, text: string) => Turn;
}

/** @param heard what was said to the assistant; nothing where it was not called @param text all that was said */
export function inGroup(context: TurnContext, heard: string | undefined, text: string, { ordinary, answer }: Ways): Turn {
  const { parts, visitor, session } = context;
  const silent: Turn = { session, outgoing: [] };
  const isDanger = heard !== undefined && parts.danger(heard) !== 'none';
  if (visitor.muted) return isDanger ? ordinary(heard) : silent;
  const code = heard !== undefined || isCode(text) ? takeCode(context, heard ?? text) : undefined;
  if (code) return code;
  if (heard === undefined) {
    const aside: TurnContext = { ...context, session: { ...session, topic: undefined } };
    return isClearQuestion(aside, text) ? answer(aside, text) : silent;
  }
  const removal = removeChosen(context, heard);
  if (removal) return removal;
  const isOff = mannerIn(context) === 'off';
  const command = groupCommandIn(context, heard);
  if (command && (!isOff || isKeeper(context))) return obeyInGroup(context, command);
  return isOff && !isDanger ? silent : ordinary(heard);
}

/** When the assistant speaks in the group of a message. */
export const mannerIn = ({ visitor: { group } }: Pick<TurnContext, 'visitor'>) => group?.manner ?? DEFAULT_MANNER;

/**
 * What makes a question clear enough to be answered though nobody asked the assistant; `test/conversation/uncalled.test.ts` measures how much of
 * what is none would be answered.
 */
const CLEAR = { sure: 0.95, policy: 0.6 };

/** Whether everybody was asked something that the documents surely answer, where the group wants it answered and is awake. */
function isClearQuestion(context: TurnContext, text: string): boolean {
  const { visitor, at, about, parts, language } = context;
  if (mannerIn(context) !== 'questions' || about.length > 0 || /^\s*@/.test(text)) return false;
  if (quietEnd(quietOf(visitor.group), at)) return false;
  const region = regionOf(context);
  if (!region || parts.danger(text) !== 'none' || !parts.asks(text)) return false;
  const { action, why } = parts.respond({ region, text, on: dayAt(at), language });
  return action === 'answer' && (why.judgement?.finding.sure ?? 0) >= CLEAR.sure && why.intents.policy >= CLEAR.policy;
}
