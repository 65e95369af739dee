/**
 * Somebody who may do everything walks by real buttons up to the last step of something; what they were offered is then offered to whoever tries
 * that step, as by a page that was left open. So no menu can hide anything, and each attempt reaches the gate.
 */
import type { Session } from '../../src/conversation/store.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { SettlementId } from '../../src/shared/ids.ts';
import type { Chatter, Heard, Office } from '../support/office.ts';
import type { Attempt, Verdict } from './attempts.ts';
import type { Subjects } from './subjects.ts';

/** The last step of a walk. */
export interface Step {
  /** What is typed or pressed. */
  readonly last: string;
  /** Whether what is heard then shows that it was done. */
  shows(heard: Heard): boolean;
}

/** Goes up to the last step, by real buttons. */
export type Walk = (at: Settlement) => Promise<Step>;

const keyOf = ({ name }: Chatter) => ({ channel: 'terminal', account: 'terminal', chat: name, person: name });

/** Walks ahead of others. */
export type Keeper = ReturnType<typeof createKeeper>;

/**
 * @param keeper may do everything everywhere
 * @param chatterOf who chats as an actor
 */
export function createKeeper(office: Office, make: Subjects, keeper: Chatter, chatterOf: (actor: Actor) => Chatter) {
  const { core } = office;
  const t = core.assistant.wordbook.in('zh-CN');

  /** What a refusal says; anything else as it was heard. */
  const verdictOf = ({ text }: Heard): Verdict => {
    if (text.includes(t('household:not_here'))) return 'out-of-scope';
    const codes = ['not-allowed', 'out-of-scope'] as const;
    return codes.find(code => text.includes(t(`directory:refused.${code}`))) ?? `“${text}”`;
  };
  /** Presses a button, on whatever page of a long list it is. */
  async function press(id: string): Promise<Heard> {
    for (let page = 0; page < 20 && !(await offered()).includes(id); page++) await keeper.says('form=more');
    if (!(await offered()).includes(id))
      throw new Error(`“${id}” is not offered to the keeper, but ${(await offered()).join(' | ')}`);
    return keeper.says(id);
  }
  const sessionOf = async (chatter: Chatter): Promise<Session> => (await core.storage.conversation.session(keyOf(chatter))) ?? {};
  const offered = async (): Promise<readonly string[]> => (await sessionOf(keeper)).choices ?? [];
  /** Presses buttons and types words, one after the other. */
  const fills = async (...values: readonly string[]): Promise<void> => {
    for (const value of values) await (value.includes('=') ? press(value) : keeper.says(value));
  };
  /** Presses what works whatever was offered last. */
  const presses = async (button: string): Promise<void> => void (await keeper.says(button));
  /** Opens a form of the menu, whatever was open, and fills some of it in. */
  const opens = async (form: string, ...values: readonly string[]): Promise<void> => {
    await keeper.says('form=stop', `desk=${form}`);
    await fills(...values);
  };

  /** Offers somebody what was offered to the keeper. */
  async function offer(chatter: Chatter, session: Session): Promise<void> {
    const { chat, ...key } = keyOf(chatter);
    const at = office.clock.now();
    const platformId = `offered ${make.next()}`;
    const incoming = { ...key, chat: { id: chat, kind: 'private' as const }, platformId, text: '', mentioned: true, at };
    const { id } = await core.storage.conversation.receive(incoming);
    await core.storage.conversation.complete(id, keyOf(chatter), { session, outgoing: [] }, at);
  }

  const walked = new Map<Walk, Map<SettlementId, Step & { readonly session: Session }>>();
  /** Goes up to the last step, unless nothing was done in the settlement since somebody went there: the buttons are as good as new then. */
  async function upTo(walk: Walk, at: Settlement): Promise<Step & { readonly session: Session }> {
    const known = walked.get(walk)?.get(at.id);
    if (known) return known;
    const step = { ...(await walk(at)), session: await sessionOf(keeper) };
    walked.set(walk, (walked.get(walk) ?? new Map()).set(at.id, step));
    return step;
  }
  /** Tries the last step of a walk. */
  const lastOf =
    (walk: Walk): Attempt =>
    async (actor, at) => {
      const chatter = chatterOf(actor);
      const { last, shows, session } = await upTo(walk, at);
      await offer(chatter, session);
      const heard = await chatter.says(last);
      if (!shows(heard)) return verdictOf(heard);
      for (const steps of walked.values()) steps.delete(at.id);
      return 'done';
    };

  return { opens, presses, fills, lastOf, verdictOf, chatterOf };
}
