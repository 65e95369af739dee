/**
 * What comes from a puppet, one after the other: looked up, decoded and handed in until it is committed. Nothing here ever fails: a puppet that
 * tells nonsense is not listened to, and a database that is away is waited for.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type payloads, types } from 'wechaty-puppet';
import type { ChatEvent, Inbox } from '../../message/channel.ts';
import type { Incoming } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';
import { WECHAT } from './account.ts';
import { decode } from './decode.ts';
import { inTime, type Puppet, type SessionEvents } from './session.ts';

/** What the receiver is made of. */
export interface ReceiverParts {
  readonly clock: Clock;
  /** Whether what a stranger says with a request to be friends is meant for the assistant. */
  readonly welcomes: (hello: string) => boolean;
  readonly onFault: (error: unknown) => void;
}

/** Takes what puppets tell. */
export interface Receiver {
  readonly events: Pick<SessionEvents, 'message' | 'friendship' | 'invited' | 'joined' | 'left' | 'topic'>;
  /** Tells which groups the account is in. */
  listGroups(puppet: Puppet): void;
  begin(inbox: Inbox): void;
  /** Takes nothing new, and waits for what is in hand. */
  end(): Promise<void>;
}

/** A puppet that does not answer is not waited for. */
const LOOK_UP_WITHIN_MS = 20_000;
/** After a fault of the database, twice as long each time up to the second. */
const AGAIN_MS = { first: 500, most: 30_000 };
/** So many chats are remembered as known to be open. */
const MOST_OPEN = 5_000;

export function createReceiver({ clock, welcomes, onFault }: ReceiverParts): Receiver {
  let inbox: Inbox | undefined;
  let ended = new AbortController();
  let last: Promise<void> = Promise.resolve();
  /** Chats of which it was noted that they are open, in this process. */
  const open = new Set<string>();
  /** Names that groups were given since: puppets go on telling the old one. */
  const topics = new Map<string, string>();

  /** After everything that was told before. */
  function next(work: () => Promise<void>): void {
    if (!inbox) return;
    last = last.then(work).catch(onFault);
  }

  /** Until it is committed: nobody would say it again. */
  async function commit(work: (into: Inbox) => Promise<void>): Promise<void> {
    const { signal } = ended;
    for (let tries = 0; ; tries++) {
      try {
        if (inbox) await work(inbox);
        return;
      } catch (error) {
        onFault(error);
        if (signal.aborted) return;
        const ms = Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** Math.min(tries, 10));
        await pause(ms, undefined, { signal }).catch(() => {});
      }
    }
  }

  const note = (event: ChatEvent): Promise<void> => commit(into => into.note(event));

  async function take(incoming: Incoming): Promise<void> {
    const { id, kind, name } = incoming.chat;
    if (!open.has(id)) {
      await note({ kind: 'open', chat: { id, kind, name }, joined: false });
      if (open.size >= MOST_OPEN) open.clear();
      open.add(id);
    }
    await commit(into => into.take([incoming]));
  }

  /** What is not known must not keep a message from being read. */
  const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => inTime(work, LOOK_UP_WITHIN_MS).catch(() => undefined);

  const topicOf = async (puppet: Puppet, room: string): Promise<string | undefined> =>
    topics.get(room) ?? ((await orNothing(puppet.roomPayload(room)))?.topic || undefined);

  /** How somebody is called in a group and everywhere. */
  async function namesOf(puppet: Puppet, who: string, room: string): Promise<readonly string[]> {
    const [contact, member] = await Promise.all([
      orNothing(puppet.contactPayload(who)),
      orNothing(puppet.roomMemberPayload(room, who)),
    ]);
    return [contact?.name, member?.roomAlias, member?.name].filter(name => typeof name === 'string' && name !== '') as string[];
  }

  async function message(puppet: Puppet, id: string): Promise<void> {
    const payload: Partial<payloads.Message> = await inTime(puppet.messagePayload(id), LOOK_UP_WITHIN_MS);
    const self = puppet.currentUserId;
    const room = typeof payload.roomId === 'string' && payload.roomId !== '' ? payload.roomId : undefined;
    const talker = typeof payload.talkerId === 'string' && payload.talkerId !== self ? payload.talkerId : '';
    const [topic, names, talkers] = room
      ? await Promise.all([
          topicOf(puppet, room),
          namesOf(puppet, self, room),
          talker === '' ? [] : namesOf(puppet, talker, room),
        ])
      : [undefined, [], []];
    // The name that they bear in the group says most.
    const talkerName = talkers[1] ?? talkers[0];
    const incoming = decode({ payload, self: { id: self, names }, topic, talkerName, now: clock.now() });
    if (incoming) await take(incoming);
  }

  /** Whoever calls the assistant or brings a code is let in, and what they said is answered; others are left to whoever has the telephone. */
  async function friendship(puppet: Puppet, id: string): Promise<void> {
    const request = await inTime(puppet.friendshipPayload(id), LOOK_UP_WITHIN_MS);
    if (request?.type !== types.Friendship.Receive) return;
    const { contactId, hello = '' } = request;
    if (typeof contactId !== 'string' || contactId === '' || typeof hello !== 'string' || !welcomes(hello)) return;
    await inTime(puppet.friendshipAccept(id), LOOK_UP_WITHIN_MS);
    await take({
      ...WECHAT,
      chat: { id: contactId, kind: 'private' },
      person: contactId,
      platformId: `friendship ${id}`,
      text: hello,
      mentioned: true,
      at: clock.now(),
    });
  }

  const isSelf = (puppet: Puppet, ids: unknown): boolean =>
    Array.isArray(ids) && puppet.isLoggedIn && ids.includes(puppet.currentUserId);

  async function opened(puppet: Puppet, room: unknown, name: string | undefined, joined: boolean): Promise<void> {
    if (typeof room !== 'string' || room === '') return;
    await note({ kind: 'open', chat: { id: room, kind: 'group', name: name ?? (await topicOf(puppet, room)) }, joined });
    open.add(room);
  }

  return {
    events: {
      message: (puppet, id) => next(() => message(puppet, id)),
      friendship: (puppet, id) => next(() => friendship(puppet, id)),
      invited: (puppet, id) => next(() => inTime(puppet.roomInvitationAccept(id), LOOK_UP_WITHIN_MS)),
      joined: (puppet, { roomId, inviteeIdList }) =>
        next(async () => {
          if (isSelf(puppet, inviteeIdList)) await opened(puppet, roomId, undefined, true);
        }),
      left: (puppet, { roomId, removeeIdList }) =>
        next(async () => {
          if (!isSelf(puppet, removeeIdList) || typeof roomId !== 'string' || roomId === '') return;
          open.delete(roomId);
          await note({ kind: 'closed', chat: roomId, reason: 'kicked' });
        }),
      topic: (puppet, { roomId, newTopic }) =>
        next(async () => {
          if (typeof newTopic !== 'string' || newTopic === '') return;
          topics.set(roomId, newTopic);
          await opened(puppet, roomId, newTopic, false);
        }),
    },
    listGroups: puppet =>
      next(async () => {
        const rooms = await inTime(puppet.roomList(), LOOK_UP_WITHIN_MS);
        // A list that is still empty says that nothing was loaded yet.
        if (rooms.length > 0) await note({ kind: 'groups', chats: rooms });
      }),
    begin(into) {
      inbox = into;
      ended = new AbortController();
      open.clear();
      topics.clear();
    },
    async end() {
      ended.abort();
      const rest = last;
      await rest;
      inbox = undefined;
    },
  };
}
