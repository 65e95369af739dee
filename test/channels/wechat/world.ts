/**
 * WeChat on this machine: a puppet service that others wrote, reached by its real protocol, with people and groups that exist in its memory alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileBoxInterface } from 'file-box';
import { expect, vi } from 'vitest';
import { log, type payloads } from 'wechaty-puppet';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import { PuppetServer } from 'wechaty-puppet-service';

log.level('silent');

type Mocker = InstanceType<typeof mock.Mocker>;
type Contact = ReturnType<Mocker['createContact']>;
type Room = ReturnType<Mocker['createRoom']>;

/** Something that went out by the account. */
export interface Said {
  readonly to: string;
  readonly text: string;
  readonly file?: FileBoxInterface;
}

export interface World {
  readonly token: string;
  readonly endpoint: string;
  /** Where the process believes its home to be. */
  readonly home: string;
  /** Everything that the account said, in order. */
  readonly said: readonly Said[];
  /** What sending does instead of working; nothing lets it work again. */
  failing: (() => Error) | undefined;
  readonly puppet: PuppetMock;
  /** The account, once it is logged in. */
  login(): Contact;
  logout(): Promise<void>;
  scan(code: string): void;
  person(id: string, name: string): Contact;
  room(id: string, topic: string, members: readonly Contact[]): Room;
  /** Somebody says something, to the account or in a room. */
  says(who: Contact, what: string | FileBoxInterface, room?: Room, mentions?: readonly Contact[]): void;
  /** A message as a puppet might tell it, whatever it is. */
  tells(payload: unknown, id?: string): void;
  /** The same message once more. */
  repeat(): void;
  /** The service goes away, with all that it knew of logins. */
  away(): Promise<void>;
  /** It comes back at the same address. */
  back(): Promise<void>;
  /** Waits until so many messages went out. */
  heard(count: number): Promise<readonly Said[]>;
  end(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'anjia-wechat-'));
  const homeBefore = process.env['HOME'];
  process.env['HOME'] = home;
  const token = `insecure_${Math.random().toString(36).slice(2)}${Date.now()}`;
  const endpoint = `127.0.0.1:${await freePort()}`;
  const said: Said[] = [];
  const ids = new Map<Said, string>();
  let sent = 0;
  const people = new Map<string, Partial<payloads.Contact>>();
  const rooms = new Map<string, Partial<payloads.Room>>();
  let mocker: Mocker;
  let puppet: PuppetMock;
  let server: PuppetServer | undefined;
  let lastMessage: string | undefined;

  async function start(): Promise<void> {
    mocker = new mock.Mocker();
    puppet = new PuppetMock({ mocker });
    puppet.on('error', () => {});
    for (const payload of people.values()) mocker.createContact(payload);
    for (const payload of rooms.values()) mocker.createRoom(payload);
    const send = async (to: string, what: string | FileBoxInterface) => {
      if (world.failing) throw world.failing();
      if (!puppet.isLoggedIn) throw new Error('not logged in');
      said.push(typeof what === 'string' ? { to, text: what } : { to, text: '', file: what });
      const id = `out${++sent}`;
      ids.set(said.at(-1)!, id);
      const self = mocker.ContactMock.load(puppet.currentUserId);
      // As WeChat does, the account hears itself.
      self
        .say(typeof what === 'string' ? what : undefined)
        .to(to.includes('@') ? mocker.RoomMock.load(to) : mocker.ContactMock.load(to));
      return id;
    };
    puppet.messageSendText = send as never;
    puppet.messageSendFile = send as never;
    puppet.messageRecall = async id => {
      if (world.failing) throw world.failing();
      const at = said.findIndex(one => ids.get(one) === id);
      if (at >= 0) said.splice(at, 1);
      return at >= 0;
    };
    server = new PuppetServer({ endpoint, puppet, token });
    await server.start();
  }

  const world: World = {
    token,
    endpoint,
    home,
    said,
    failing: undefined,
    get puppet() {
      return puppet;
    },
    login() {
      const self = known('bot', '安家助手');
      mocker.login(self);
      return self;
    },
    logout: () => puppet.logout('telephone'),
    scan: code => mocker.scan(code),
    person: (id, name) => known(id, name),
    room(id, topic, members) {
      const payload = { id, topic, memberIdList: ['bot', ...members.map(one => one.id)] };
      rooms.set(id, payload);
      return mocker.createRoom(payload);
    },
    says(who, what, room, mentions = []) {
      // Contacts and rooms of before the service went away are others now.
      const talker = mocker.ContactMock.load(who.id);
      const to = room ? mocker.RoomMock.load(room.id) : mocker.ContactMock.load('bot');
      puppet.once('message', ({ messageId }) => {
        lastMessage = messageId;
      });
      talker.say(what, [...mentions]).to(to);
    },
    tells(payload, id = `odd${Math.random()}`) {
      mocker.cacheMessagePayload.set(id, payload as payloads.Message);
      puppet.emit('message', { messageId: id });
    },
    repeat: () => puppet.emit('message', { messageId: lastMessage ?? '' }) as never,
    async away() {
      await server?.stop();
      server = undefined;
    },
    back: () => start(),
    async heard(count) {
      await vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 20 });
      return said;
    },
    async end() {
      await server?.stop();
      if (homeBefore === undefined) delete process.env['HOME'];
      else process.env['HOME'] = homeBefore;
      rmSync(home, { recursive: true, force: true });
    },
  };

  const known = (id: string, name: string): Contact => {
    if (people.has(id)) return mocker.ContactMock.load(id);
    const payload = { id, name, friend: true };
    people.set(id, payload);
    return mocker.createContact(payload);
  };

  await start();
  return world;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
