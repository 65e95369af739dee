/**
 * A turn about present danger: what to do is said first; where it is known where somebody lives, those on the spot are told too, and they hear that.
 */
import type { Choice, Outgoing } from '../../message/index.ts';
import type { Desk, Turn } from '../desk/desk.ts';
import { homeOf } from '../desk/home-of.ts';
import type { TurnOutcome } from '../store.ts';
import { offering, type TurnContext } from '../turn-context.ts';
import { reportSaid } from './about-grievances.ts';
import { heardWords } from './heard-words.ts';
import { isNear } from './state.ts';
import { isToldAlike, toldIn } from './told-danger.ts';

/** Nobody is told more often of the same danger of the same person. */
const TOLD_EVERY_MS = 10 * 60_000;

/** So many other messages that they were told of are remembered. */
const MOST_EARLIER = 5;

/** @param turn what is said to it */
export function passingOn(context: TurnContext, text: string, turn: Turn): Turn {
  const kind = context.parts.danger(text);
  const last = context.session.grievances?.alarm;
  const said = { text, where: context.parts.speech.addressIn(text) };
  const isRecent = last !== undefined && context.at.getTime() - Date.parse(last.at) < TOLD_EVERY_MS;
  const isTold = isRecent && isToldAlike(last, said, context.parts.danger);
  if (kind === 'none' || isTold) return turn;
  const { errand, ...atOnce } = turn;
  return {
    ...turn,
    errand: async desk => {
      const outcome = errand ? await errand(desk) : atOnce;
      return passOn(desk, context, text, outcome, kind !== 'suicide');
    },
  };
}

/** @param mayReport whether what happened is offered to be reported: not to somebody in despair */
async function passOn(
  desk: Desk,
  context: TurnContext,
  text: string,
  outcome: TurnOutcome,
  mayReport: boolean,
): Promise<TurnOutcome> {
  const { visitor, sender, isPrivate, t, at } = context;
  const settlement = await homeOf(desk, context);
  const from = { channel: sender.channel, account: sender.account, chat: sender.chat.id, person: sender.person };
  const cry = { visitor, from, words: text, inGroup: !isPrivate, message: desk.message };
  const hearing = settlement && (await desk.alarm.raise({ settlement, ...cry }));
  const [first, ...rest] = outcome.outgoing;
  if (!settlement || !hearing || !first) return outcome;
  const said: readonly Outgoing[] = [{ ...first, text: `${first.text}\n\n${heardWords(hearing, settlement, t)}` }, ...rest];
  const before = context.session.grievances?.alarm;
  const earlier = before?.settlement === settlement.id && isNear(before, at) ? toldIn(before) : [];
  const told = { at: at.toISOString(), words: text, earlier: earlier.slice(0, MOST_EARLIER), settlement: settlement.id };
  // Where nobody was told, whoever writes again is passed on again.
  const alarm = hearing === 'nobody' ? undefined : told;
  const session = alarm ? { ...outcome.session, grievances: { ...outcome.session.grievances, alarm } } : outcome.session;
  if (!isPrivate || !mayReport || session.form || session.interview?.asking) return { ...outcome, session, outgoing: said };
  const last = said.at(-1)!;
  const choices: readonly Choice[] = [...(last.choices ?? []), reportSaid(context)];
  return { ...outcome, session: { ...session, ...offering(choices) }, outgoing: [...said.slice(0, -1), { ...last, choices }] };
}
