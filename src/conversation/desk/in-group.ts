/**
 * What cadres say to the assistant in the group itself, in a word or two: when it is to speak there, and to whom it is not to listen.
 */

import { allows } from '../../directory/access.ts';
import type { Manner } from '../../directory/manner.ts';
import { placeOf } from '../../directory/model.ts';
import type { Outcome } from '../../directory/outcome.ts';
import type { Command } from '../../knowledge/load-language.ts';
import { bare, normalise } from '../../language/normalise.ts';
import { say, type TurnContext } from '../turn-context.ts';
import type { Desk, Turn } from './desk.ts';
import { later } from './form.ts';
import { refusalWords } from './words.ts';

const SETS: ReadonlyMap<Command, Manner> = new Map([
  ['speak_called', 'called'],
  ['speak_questions', 'questions'],
  ['speak_off', 'off'],
]);

/** The command for a group that a message is; names of others in it are no part of the words. */
export function groupCommandIn({ parts: { speech } }: TurnContext, text: string): Command | undefined {
  return wordings(text)
    .map(words => speech.commands.get(bare(normalise(words))))
    .find(command => command !== undefined && (SETS.has(command) || command === 'mute' || command === 'unmute'));
}

/** Whether whoever wrote it looks after the group. */
export const isKeeper = ({ visitor: { actor, settlement } }: TurnContext): boolean =>
  settlement !== undefined && allows(actor.rights, 'group.edit', placeOf(settlement));

/** Does what the command for a group says. */
export function obeyInGroup(context: TurnContext, command: Command): Turn {
  const { t, visitor } = context;
  const { group } = visitor;
  if (!group) return say(context, { text: t('desk:group_unbound') });
  const manner = SETS.get(command);
  if (manner)
    return doing(
      context,
      ({ directory }) => directory.groups.edit(visitor.actor, group.id, { manner }),
      t(`desk:manner_set.${manner}`, { prefix: context.parts.callPrefix }),
    );
  const about = context.about.map(person => ({ channel: context.sender.channel, account: context.sender.account, person }));
  if (about.length === 0) return say(context, { text: t(`desk:${command === 'mute' ? 'mute' : 'unmute'}.whom`) });
  const work = async ({ directory: { mutes } }: Desk) => {
    let last: Outcome<unknown> = { ok: true, value: undefined };
    for (const who of about) {
      const one =
        command === 'mute'
          ? await mutes.mute(visitor.actor, group, who)
          : await mutes.unmute(visitor.actor, group.settlement, who);
      if (!one.ok) last = one;
    }
    return last;
  };
  return doing(context, work, t(`desk:${command === 'mute' ? 'mute' : 'unmute'}.done`));
}

/** Others read along: nothing is asked back, and nothing of it is remembered. */
const doing = (context: TurnContext, work: (desk: Desk) => Promise<Outcome<unknown>>, words: string): Turn =>
  later(context, async desk => {
    const outcome = await work(desk);
    return say(context, { text: outcome.ok ? words : refusalWords(outcome.refusal, context.t) });
  });

/** What may be the words beside the names: names hold blanks, and nothing but WeChat's own blank shows where they end. */
const wordings = (text: string): readonly string[] =>
  text.includes('@')
    ? [
        text.replace(/@[^@\u2005]*\u2005/gu, ' ').replace(/@\S+/gu, ' '),
        text.slice(0, text.indexOf('@')),
        text.trim().split(/\s+/u).at(-1) ?? '',
      ]
    : [text];
