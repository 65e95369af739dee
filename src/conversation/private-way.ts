/**
 * From a group into private: what is only said in private is offered in a group as a choice that leads there; where the chat has no such way, in
 * words. Whoever comes by it goes on at once.
 */
import type { Directory } from '../directory/index.ts';
import type { Refusal } from '../directory/outcome.ts';
import type { Passed } from '../directory/passes.ts';
import type { Visitor } from '../directory/visitors.ts';
import type { Translate, Wordbook } from '../language/i18n.ts';
import type { Choice, Incoming, Outgoing } from '../message/index.ts';
import { checkChoices } from './eligibility/start.ts';
import type { Session, TurnOutcome } from './store.ts';
import { say } from './turn-context.ts';
import { isWay, type Links, type Way } from './way.ts';

/** Where somebody comes from who came by a link. */
export type Arrival = ({ readonly kind: 'in' } & Passed) | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What the ways into private are made of. */
export interface PrivateWayParts {
  readonly directory: Directory;
  readonly wordbook: Wordbook;
  readonly links: Links;
}

/** The ways into private. */
export interface PrivateWays {
  /** Takes the pass that a message came with; nothing where it has none, or others read along. */
  arrive(incoming: Incoming): Promise<Arrival | undefined>;
  /** Puts passes into the choices of what is said in a group. */
  lead(incoming: Incoming, visitor: Visitor, outcome: TurnOutcome): Promise<TurnOutcome>;
}

export function createPrivateWays({ directory, wordbook, links }: PrivateWayParts): PrivateWays {
  const { passes, gazetteer } = directory;

  /** A choice that leads into private, with the address; nothing where there is none. */
  async function withLink(way: Way, from: Incoming, { group }: Visitor, { region }: Session): Promise<Choice | undefined> {
    const { id, label, topic } = way;
    const address = links.intoPrivate(from);
    if (!address) return undefined;
    // The group's settlement, never the household's: others can open the link too.
    const { letters } = await passes.issue(from, { topic, region, settlement: group?.settlement });
    return { id, label, url: address(letters) };
  }

  /** How to come into private where no link leads there. */
  async function inWords(ways: readonly Way[], { group }: Visitor, t: Translate): Promise<string> {
    const [first] = ways;
    if (first?.isBeside !== false)
      return t('conversation:private.beside', { list: ways.map(({ says }) => `“${says}”`).join('') });
    const { office } = (group && (await gazetteer.get(group.settlement))) ?? {};
    const where = [office?.address, office?.hours].filter(Boolean).join(' ');
    const how = t('conversation:private.how', { says: first.says });
    return where === '' ? how : `${how}\n${t('conversation:private.office', { where })}`;
  }

  async function leading(outgoing: Outgoing, incoming: Incoming, visitor: Visitor, session: Session): Promise<Outgoing> {
    const choices: Choice[] = [];
    const without: Way[] = [];
    for (const choice of outgoing.choices ?? []) {
      const led = isWay(choice) ? await withLink(choice, incoming, visitor, session) : choice;
      if (led) choices.push(led);
      else if (isWay(choice)) without.push(choice);
    }
    const words = without.length > 0 ? await inWords(without, visitor, wordbook.in(session.language ?? 'zh-CN')) : '';
    return { ...outgoing, text: [outgoing.text, words].filter(Boolean).join('\n'), choices };
  }

  return {
    async arrive(incoming) {
      if (incoming.pass === undefined || incoming.chat.kind === 'group') return undefined;
      const passed = await passes.take(incoming, incoming.pass);
      return passed.ok ? { kind: 'in', ...passed.value } : { kind: 'refused', refusal: passed.refusal };
    },
    async lead(incoming, visitor, outcome) {
      if (!outcome.outgoing.some(({ choices = [] }) => choices.some(isWay))) return outcome;
      const outgoing: Outgoing[] = [];
      for (const one of outcome.outgoing) outgoing.push(await leading(one, incoming, visitor, outcome.session));
      const { choices = [] } = outgoing.at(-1) ?? {};
      const offered = { choices: choices.map(({ id }) => id), labels: choices.map(({ label }) => label) };
      return { ...outcome, outgoing, session: { ...outcome.session, ...offered } };
    },
  };
}

/** What is remembered of who came in: where they live, where nothing was settled; what they were about is left for what they came for. */
export function arrivedIn(before: Session, { region: from, settlement: home }: Passed): Session {
  const region = before.region ?? from;
  const settlement = before.settlement ?? (region === from ? home : undefined);
  const left = { form: undefined, interview: undefined, choices: undefined, labels: undefined, asksNumber: undefined };
  return { ...before, ...left, region, settlement };
}

/** Says why a link leads nowhere, and what there is to ask; what somebody is about goes on. */
export function turnedAway(session: Session, { code, params }: Refusal, t: Translate): TurnOutcome {
  const isBusy = session.form !== undefined || session.interview?.asking !== undefined;
  const text = [t(`conversation:pass.${code}`, params), isBusy ? '' : t('conversation:intent.greet')].filter(Boolean).join('\n');
  if (isBusy) return { session, outgoing: [{ text }] };
  return say({ session }, { text, choices: session.region ? checkChoices({ t, isPrivate: true }) : [] });
}
