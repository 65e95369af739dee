/**
 * What somebody lets slip in a group: a gentle warning, once in a while, which names nothing of it, and the way to take it away. The message is
 * private from then on, and what it says goes to no list.
 */
import { allows } from '../directory/access.ts';
import { type Actor, placeOf } from '../directory/model.ts';
import { done } from '../directory/outcome.ts';
import type { Choice, Incoming, Outgoing } from '../message/index.ts';
import type { Turn } from './desk/desk.ts';
import { later } from './desk/form.ts';
import type { Personal } from './personal.ts';
import type { TurnOutcome } from './store.ts';
import type { TurnContext } from './turn-context.ts';
import { goesOn, wordless } from './way.ts';

/** Nobody is warned more often. */
const WARNED_EVERY_MS = 10 * 60_000;

/** What a message of a group holds that others should not read. */
export function slippedIn({ parts, visitor, local }: Pick<TurnContext, 'parts' | 'visitor' | 'local'>, text: string): Personal {
  const { settlement, actor } = visitor;
  const contacts = [...(settlement?.office?.contacts ?? []), ...(settlement?.desks ?? [])].flatMap(({ phone = '' }) => phone);
  const told = [...contacts, ...local.map(({ says }) => says)].map(words => words.normalize('NFKC').replace(/[\s-]/g, ''));
  return parts.personal(text, phone => isStaff(actor) || told.some(words => words.includes(phone)));
}

/** Whether somebody has a role; residents have none that was given. */
export const isStaff = ({ rights }: Actor): boolean => rights.some(({ role }) => role !== 'resident');

/** The turn as it would be, with a warning before it where one is due. @param isSilent whether nothing may be said */
export function warning(
  context: TurnContext,
  { kinds }: Personal,
  incoming: Pick<Incoming, 'replyable'>,
  turn: Turn,
  isSilent: boolean,
): Turn {
  if (kinds.length === 0) return turn;
  const { errand } = turn;
  const warned = (outcome: TurnOutcome): TurnOutcome => withWarning(context, kinds, incoming, outcome, isSilent);
  return errand ? { ...turn, errand: async desk => warned(await errand(desk)) } : warned(turn);
}

function withWarning(
  { session: before, at, t, parts, sender }: TurnContext,
  kinds: Personal['kinds'],
  { replyable }: Pick<Incoming, 'replyable'>,
  outcome: TurnOutcome,
  isSilent: boolean,
): TurnOutcome {
  const { session } = outcome;
  const outgoing = outcome.outgoing.map(wordless);
  // What was asked may say it too.
  const hidden: TurnOutcome = {
    ...outcome,
    outgoing,
    session: { ...session, topic: undefined, waiting: undefined },
    gap: undefined,
    private: true,
  };
  const last = before.warned && Date.parse(before.warned.at);
  if (isSilent || (last !== undefined && at.getTime() - last < WARNED_EVERY_MS)) return hidden;
  const canRemove = replyable !== undefined && parts.canRemove?.(sender.channel) === true;
  const what = kinds.map(kind => t(`conversation:personal.${kind}`)).join(t('conversation:answer.and'));
  const [first, ...others] = outgoing;
  const text = [
    t('conversation:personal.warning', { what }),
    t(canRemove ? 'conversation:personal.may_remove' : 'conversation:personal.remove_yourself'),
    first ? '' : t('conversation:personal.go_on'),
  ].join('');
  const said: readonly Outgoing[] = [first ? { ...first, text: `${text}\n\n${first.text}` } : { text }, ...others];
  const warned = { at: at.toISOString(), message: replyable };
  const choices: readonly Choice[] = [
    ...(said.at(-1)?.choices ?? []),
    ...(first ? [] : [goesOn({ t }, 'help', 'help', t('conversation:choice.help'))]),
    ...(canRemove ? [{ id: removeChoice(replyable), label: t('conversation:choice.remove') }] : []),
  ];
  return {
    ...hidden,
    session: { ...hidden.session, warned, choices: choices.map(({ id }) => id), labels: choices.map(({ label }) => label) },
    outgoing: [...said.slice(0, -1), { ...said.at(-1)!, choices }],
  };
}

const REMOVE = 'remove=';
const removeChoice = (message: string): string => `${REMOVE}${message}`;

/** Takes away the message that a choice names, for whoever wrote it and for those who look after the group; for others it does nothing. */
export function removeChosen(context: TurnContext, text: string): Turn | undefined {
  const { session, visitor, t, parts, sender } = context;
  const choice = session.labels?.includes(text) ? session.choices?.[session.labels.indexOf(text)] : text;
  if (!choice?.startsWith(REMOVE)) return undefined;
  const message = choice.slice(REMOVE.length);
  const nothing: TurnOutcome = { session, outgoing: [] };
  if (message === '' || !parts.canRemove?.(sender.channel)) return nothing;
  const removed: TurnOutcome = {
    session: { ...session, warned: session.warned && { at: session.warned.at } },
    outgoing: [{ text: '', removes: [message] }, { text: t('conversation:personal.removed') }],
    private: true,
  };
  if (session.warned?.message === message) return removed;
  const { group, settlement, actor } = visitor;
  if (!group || !settlement || !allows(actor.rights, 'group.edit', placeOf(settlement))) return nothing;
  return later(context, async ({ directory }) => {
    const request = { action: 'group.edit', subject: group.id, reason: 'remove-message' } as const;
    const allowed = await directory.guard.within(actor, request, group.settlement, async () => done(undefined));
    return allowed.ok ? removed : nothing;
  });
}
