/**
 * A settlement with groups on a platform, for tests: people who speak in a group or in private, and what the assistant says to them there.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppParts, type Core, openCore } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import { config } from '../../src/config.ts';
import type { GRANTED_ROLES } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Group, Settlement } from '../../src/directory/model.ts';
import type { Channel, Inbox, Part } from '../../src/message/channel.ts';
import type { Incoming, Outgoing } from '../../src/message/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { clockAt, type TestClock } from './clock.ts';
import { newFolder } from './databases.ts';
import { allowed } from './office.ts';

const assistant = createAssistant();

const ACCOUNT = { channel: 'telegram', account: '100' };

/** What a fake platform was asked to show. */
export interface Shown {
  readonly chat: string;
  /** Nothing where a message was taken away. */
  readonly text?: string | undefined;
  readonly removed?: string | undefined;
}

/** A platform that takes everything. */
export interface FakePlatform extends Channel {
  readonly shown: readonly Shown[];
  /** Where it hands in what comes; there once it was started. */
  readonly inbox: Inbox | undefined;
}

/** @param canRemove whether it takes messages of others away */
export function fakePlatform(canRemove = true): FakePlatform {
  const shown: Shown[] = [];
  let inbox: Inbox | undefined;
  return {
    name: ACCOUNT.channel,
    account: ACCOUNT.account,
    limits: { text: 4096, unit: 'utf16', buttons: true, files: true },
    pace: { rules: [], atOnce: 5 },
    shown,
    get inbox() {
      return inbox;
    },
    async start(opened) {
      inbox = opened;
    },
    stop: async () => {},
    async send({ chat }, { text }: Part) {
      shown.push({ chat, text });
      return { kind: 'sent', id: String(shown.length) };
    },
    ...(canRemove
      ? {
          async remove(chat: string, removed: string) {
            shown.push({ chat, removed });
            return { kind: 'sent' as const };
          },
        }
      : {}),
  };
}

/** What of a message is not as usual. */
export type Over = Partial<Pick<Incoming, 'mentioned' | 'about' | 'answers' | 'personName' | 'replyable' | 'attachments'>>;

export interface Town {
  readonly core: Core;
  readonly clock: TestClock;
  readonly settlement: Settlement;
  readonly group: Group;
  /** Says something in the group. @returns what was said to it */
  posts(person: string, text: string, over?: Over & { readonly chat?: string }): Promise<readonly Outgoing[]>;
  /** Says something in private. */
  says(person: string, text: string): Promise<readonly Outgoing[]>;
  /** Gives somebody a role in the settlement. */
  staff(person: string, role?: (typeof GRANTED_ROLES)[number]): Promise<void>;
  /** Sets how the assistant behaves in the group. */
  set(change: { readonly manner?: string; readonly quiet?: string }): Promise<void>;
  close(): Promise<void>;
}

/** The chat of the group. */
export const GROUP = '-1001';

/** @param instant noon in China where nothing is said */
export async function openTown(parts: AppParts = {}, instant = '2026-11-22T04:00:00Z'): Promise<Town> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-town-'));
  cpSync(await newFolder(), dataDir, { recursive: true });
  const clock = clockAt(instant);
  const { channels = [fakePlatform()], ...more } = parts;
  const core = await openCore(config({ DATA_DIR: dataDir }), { clock, assistant, ...more }, () => Promise.resolve(channels));
  const { directory, deliveries } = core.rooms;
  const settlement = allowed(
    await directory.settlements.add(OPERATOR, {
      region: 'guizhou' as RegionId,
      county: '黔西市',
      name: '锦绣社区',
      buildings: [],
      office: { contacts: [{ name: '值班室', phone: '13900139000' }] },
      desks: [],
      tags: [],
    }),
  );
  const { group } = allowed(
    await directory.groups.bind(OPERATOR, { kind: 'group', settlement: settlement.id }, { ...ACCOUNT, chat: GROUP }),
  );
  let sent = 0;
  const hear = async (chat: Incoming['chat'], person: string, text: string, over: Over = {}): Promise<readonly Outgoing[]> => {
    const to = { ...ACCOUNT, chat: chat.id, person };
    const before = (await deliveries.list(to, 1000)).at(-1)?.id ?? 0;
    const platformId = String(++sent);
    const mentioned = chat.kind === 'private';
    await core.conversation.handle({
      ...ACCOUNT,
      chat,
      person,
      platformId,
      text,
      mentioned,
      replyable: platformId,
      at: clock.now(),
      ...over,
    });
    return (await deliveries.list(to, 1000)).filter(({ id }) => id > before).map(({ outgoing }) => outgoing);
  };
  return {
    core,
    clock,
    settlement,
    group,
    posts: (person, text, { chat = GROUP, ...over } = {}) => hear({ id: chat, kind: 'group' }, person, text, over),
    says: (person, text) => hear({ id: person, kind: 'private' }, person, text),
    async staff(person, role = 'cadre') {
      const { id } = await directory.people.ensure({ ...ACCOUNT, person }, person);
      await directory.people.grant(id, role, { kind: 'settlement', settlement: settlement.id }, OPERATOR.id);
    },
    async set(change) {
      allowed(await directory.groups.edit(OPERATOR, group.id, change));
    },
    async close() {
      await core.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** All that was said, as one text. */
export const wordsOf = (outgoing: readonly Outgoing[]): string => outgoing.map(({ text }) => text).join('\n');
