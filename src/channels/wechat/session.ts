/**
 * One connection to a puppet, from its start until it is lost: what the puppet tells goes to listeners that never throw, in the order in which it
 * was told.
 */
import { log, type Wechaty, WechatyBuilder } from 'wechaty';
import { type payloads, types } from 'wechaty-puppet';
import { isLineLost, LateError } from './outcome.ts';

/** A puppet, as the rest of the channel uses it. */
export type Puppet = Wechaty['puppet'];

/** The puppet and how to find it. */
export interface PuppetAddress {
  /** The package, or the puppet itself. */
  readonly puppet: string;
  readonly token: string;
  readonly endpoint?: string | undefined;
  /** A file that the puppet remembers its login in, without its ending; puppets behind a service remember it there. */
  readonly memory?: string | undefined;
}

/** Told of what happens; each is called with the puppet that it happened to. */
export interface SessionEvents {
  /** @param code what is to be scanned */
  scan(code: string): void;
  login(puppet: Puppet): void;
  /** Everything that the account can see is loaded. */
  ready(puppet: Puppet): void;
  message(puppet: Puppet, id: string): void;
  friendship(puppet: Puppet, id: string): void;
  invited(puppet: Puppet, id: string): void;
  joined(puppet: Puppet, event: payloads.EventRoomJoin): void;
  left(puppet: Puppet, event: payloads.EventRoomLeave): void;
  topic(puppet: Puppet, event: payloads.EventRoomTopic): void;
  /** Something went wrong that does not end the connection. */
  fault(error: unknown): void;
}

/** A connection. */
export interface Session {
  /** Comes true when it is lost, with the reason; never rejects. */
  readonly lost: Promise<Lost>;
  close(): Promise<void>;
}

/** Why a connection ended: the account was logged out, the line broke, or the puppet could not even be made. */
export type Lost = 'logout' | 'line' | 'silence' | 'broken' | 'closed';

/** When a connection counts as dead, in milliseconds. */
export interface Heartbeat {
  /** Nothing was heard for so long: the puppet is asked for a sign. */
  readonly askAfterMs: number;
  /** No sign came. */
  readonly deadAfterMs: number;
}

export const HEARTBEAT: Heartbeat = { askAfterMs: 20_000, deadAfterMs: 55_000 };

// The library writes what people say into its log.
log.level('silent');

/** Connects; what becomes of it is told by the events and by `lost`. */
export function openSession(address: PuppetAddress, events: SessionEvents, heartbeat: Heartbeat = HEARTBEAT): Session {
  const bot = WechatyBuilder.build({
    ...(address.memory === undefined ? {} : { name: address.memory }),
    puppet: address.puppet as never,
    puppetOptions: { token: address.token, ...(address.endpoint === undefined ? {} : { endpoint: address.endpoint }) },
  });
  let over = false;
  let heardAt = performance.now();
  let end: (why: Lost) => void = () => {};
  const lost = new Promise<Lost>(resolve => {
    end = why => {
      over = true;
      clearInterval(watch);
      resolve(why);
    };
  });
  const watch = setInterval(() => {
    const silent = performance.now() - heardAt;
    if (silent > heartbeat.deadAfterMs) end('silence');
    else if (silent > heartbeat.askAfterMs) attempt(() => bot.puppet.ding('anjia'));
  }, heartbeat.askAfterMs / 4);
  watch.unref();

  /** A listener that a puppet cannot fail with: what is thrown inside it would end the process. */
  const safely =
    <A extends readonly unknown[]>(work: (...args: A) => void) =>
    (...args: A): void => {
      heardAt = performance.now();
      if (!over) attempt(() => work(...args));
    };

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      events.fault(error);
    }
  }

  function listen(puppet: Puppet): void {
    forgetContacts(puppet);
    for (const event of HANDLED) puppet.removeAllListeners(event);
    puppet.on(
      'heartbeat',
      safely(() => {}),
    );
    puppet.on(
      'dong',
      safely(() => {}),
    );
    puppet.on(
      'scan',
      safely(({ qrcode, status }) => {
        if (qrcode && (status === types.ScanStatus.Waiting || status === types.ScanStatus.Timeout)) events.scan(qrcode);
      }),
    );
    puppet.on(
      'login',
      safely(() => events.login(puppet)),
    );
    puppet.on(
      'logout',
      safely(() => end('logout')),
    );
    puppet.on(
      'ready',
      safely(() => events.ready(puppet)),
    );
    puppet.on(
      'message',
      safely(({ messageId }) => events.message(puppet, messageId)),
    );
    puppet.on(
      'friendship',
      safely(({ friendshipId }) => events.friendship(puppet, friendshipId)),
    );
    puppet.on(
      'room-invite',
      safely(({ roomInvitationId }) => events.invited(puppet, roomInvitationId)),
    );
    puppet.on(
      'room-join',
      safely(event => events.joined(puppet, event)),
    );
    puppet.on(
      'room-leave',
      safely(event => events.left(puppet, event)),
    );
    puppet.on(
      'room-topic',
      safely(event => events.topic(puppet, event)),
    );
  }

  // The library tells of errors here that it met itself, those of a start that failed among them.
  bot.on('error', error => {
    if (over) return;
    if (isLineLost(error)) end('line');
    else events.fault(error);
  });

  async function begin(): Promise<void> {
    try {
      await bot.init();
      listen(bot.puppet);
      await bot.start();
    } catch (error) {
      if (!over) events.fault(error);
      end('broken');
    }
  }
  const begun = begin();

  return {
    lost,
    async close() {
      end('closed');
      // A puppet that is away may never answer that it has stopped.
      await inTime(
        begun.then(() => bot.stop()),
        CLOSE_WITHIN_MS,
      ).catch(() => {});
    },
  };
}

/** The library's own listeners to these ask the puppet for more, and nobody looks after it when that fails: the process would end. */
const HANDLED = ['message', 'post', 'friendship', 'room-invite', 'room-join', 'room-leave', 'room-topic'] as const;

const CLOSE_WITHIN_MS = 8_000;

/**
 * The puppet of the service keeps names and telephone numbers of contacts in the clear in the home folder, and goes on using them after a login
 * has changed their ids: it keeps nothing here.
 */
function forgetContacts(puppet: Puppet): void {
  const store: unknown = Reflect.get(puppet, '_payloadStore');
  if (typeof store === 'object' && store !== null) Object.assign(store, { start: () => Promise.resolve() });
}

/** @throws {LateError} where it takes longer */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LateError()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
