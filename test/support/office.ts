/**
 * An office for tests: the whole assistant on a real database, and people who chat with it in private.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import type { GRANTED_ROLES } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { AuditEntry, Settlement } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { asPlainText, type Chat, type Outgoing } from '../../src/message/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { clockAt, type TestClock } from './clock.ts';
import { newFolder } from './databases.ts';

/** The menu has no more pages than this. */
const MOST_PAGES = 5;

/** What somebody heard last. */
export interface Heard {
  readonly text: string;
  /** The labels of the choices, in their order. */
  readonly labels: readonly string[];
  /** What the buttons send. */
  readonly ids: readonly string[];
  /** What came with it. */
  readonly file?: Outgoing['file'];
}

/** Somebody who chats. */
export interface Chatter {
  readonly name: string;
  /** Types one thing after another. */
  says(...texts: readonly string[]): Promise<Heard>;
  /** Types the number of the choice whose label contains these words; where words are asked for, presses it. */
  picks(...labels: readonly string[]): Promise<Heard>;
  /** Posts something in a group. */
  posts(group: string, text: string): Promise<Heard>;
}

export interface Office {
  readonly core: Core;
  readonly clock: TestClock;
  readonly dataDir: string;
  person(name: string): Chatter;
  /** Somebody with a role, taken by a code as in life. */
  staff(name: string, role: (typeof GRANTED_ROLES)[number], scope: Scope): Promise<Chatter>;
  settlement(over?: Partial<Settlement>): Promise<Settlement>;
  /** The record of what was done, newest first. */
  audit(filter?: { readonly subject?: string; readonly action?: string }): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}

/** Opens an office on a folder of its own. */
export async function openOffice(instant = '2026-11-22T08:00:00Z'): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-office-'));
  cpSync(await newFolder(), dataDir, { recursive: true });
  const clock = clockAt(instant);
  const core = await openCore(config({ DATA_DIR: dataDir }), { clock });
  const { directory } = core.rooms;
  let sent = 0;

  const person = (name: string): Chatter => {
    let last: Outgoing | undefined;
    /** What can still be picked: a message without choices takes nothing away. */
    let offered: Pick<Outgoing, 'choices' | 'asksNumber'> = {};
    const say = async (text: string, chat: Chat = { id: name, kind: 'private' }): Promise<void> => {
      const outgoing = await core.conversation.handle({
        channel: 'terminal',
        account: 'terminal',
        chat,
        person: name,
        platformId: `${name} ${sent++}`,
        text,
        mentioned: true,
        at: clock.now(),
      });
      last = outgoing.at(-1) && { ...outgoing.at(-1)!, text: outgoing.map(asPlainText).join('\n') };
      if (last?.choices?.length) offered = last;
    };
    const heard = (): Heard => ({
      text: last?.text ?? '',
      labels: last?.choices?.map(({ label }) => label) ?? [],
      ids: last?.choices?.map(({ id }) => id) ?? [],
      file: last?.file,
    });
    return {
      name,
      async says(...texts) {
        for (const text of texts) await say(text);
        return heard();
      },
      async posts(group, text) {
        await say(text, { id: group, kind: 'group' });
        return heard();
      },
      async picks(...labels) {
        const placeOf = (label: string) => (offered.choices ?? []).findIndex(one => one.label.includes(label));
        for (const label of labels) {
          // What does not stand on this page of the menu is looked for on the next ones, as a person does.
          for (let pages = 0; placeOf(label) < 0 && pages < MOST_PAGES; pages++) {
            const more = (offered.choices ?? []).findIndex(({ id }) => id.startsWith('menu_page='));
            if (more < 0) break;
            await say(String(more + 1));
          }
          const { choices = [], asksNumber } = offered;
          const index = placeOf(label);
          if (index < 0)
            throw new Error(`“${label}” is not offered, but ${choices.map(one => one.label).join(' | ')}\n${last?.text}`);
          await say(asksNumber ? choices[index]!.id : String(index + 1));
        }
        return heard();
      },
    };
  };

  return {
    core,
    clock,
    dataDir,
    person,
    async staff(name, role, scope) {
      const somebody = person(name);
      await somebody.says(allowed(await directory.people.invite(OPERATOR, { role, scope, name })).letters);
      return somebody;
    },
    settlement: async (over = {}) =>
      allowed(
        await directory.settlements.add(OPERATOR, {
          region: 'guangxi' as RegionId,
          county: '隆安县',
          name: '震东社区',
          buildings: [],
          desks: [],
          tags: [],
          ...over,
        }),
      ),
    audit: async (filter = {}) => allowed(await directory.audit(OPERATOR, { ...filter, limit: 200 })),
    async close() {
      await core.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What came of something that must be allowed. */
export function allowed<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}
