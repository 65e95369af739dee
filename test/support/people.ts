/**
 * People who talk to the assistant on a database of its own: each in a private chat, or in a group, by the words or numbers that they type.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, openCore } from '../../src/app.ts';
import { config } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import { asPlainText } from '../../src/message/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt, type TestClock } from './clock.ts';

export interface People {
  readonly core: Core;
  readonly clock: TestClock;
  /** Says something, and hears it as plain text. */
  say(person: string, text: string, group?: string): Promise<string>;
  /** What waits for a person, as plain text. */
  arrivals(person: string): Promise<string[]>;
  settle(county: string, name: string, more?: Partial<Settlement>): Promise<Settlement>;
  /** Makes somebody a cadre of a settlement. */
  appoint(person: string, settlement: Settlement, name: string): Promise<void>;
  restart(): Promise<void>;
  end(): Promise<void>;
}

export async function gather(instant: string): Promise<People> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-people-'));
  const clock = clockAt(instant);
  const open = () => openCore(config({ DATA_DIR: dataDir }), { clock });
  let core = await open();
  let count = 0;
  const say: People['say'] = async (person, text, group) => {
    const outgoing = await core.conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: group === undefined ? { id: person, kind: 'private' } : { id: group, kind: 'group' },
      person,
      platformId: String(count++),
      text,
      mentioned: true,
      at: clock.now(),
    });
    return outgoing.map(asPlainText).join('\n');
  };
  return {
    get core() {
      return core;
    },
    clock,
    say,
    async arrivals(person) {
      const key = { channel: 'terminal', account: 'terminal', chat: person, person };
      return (await core.rooms.deliveries.collect(key)).map(({ outgoing }) => asPlainText(outgoing));
    },
    async settle(county, name, more = {}) {
      const draft = { region: 'guizhou' as RegionId, county, name, buildings: [], desks: [], tags: [], ...more };
      return valueIn(await core.rooms.directory.settlements.add(OPERATOR, draft));
    },
    async appoint(person, { id }, name) {
      const scope = { kind: 'settlement', settlement: id } as const;
      const code = valueIn(await core.rooms.directory.people.invite(OPERATOR, { role: 'cadre', scope, name }));
      await say(person, code.letters);
    },
    async restart() {
      await core.stop();
      core = await open();
    },
    async end() {
      await core.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
