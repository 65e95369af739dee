import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFor } from '../../src/commands/directory/bench.ts';
import { folders } from '../../src/config.ts';
import { ACTIONS, type Action, ROLES, type Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, AuditEntry } from '../../src/directory/model.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms } from '../../src/rooms.ts';
import type { Storage } from '../../src/storage/index.ts';
import { clockAt } from '../support/clock.ts';
import { databases } from '../support/databases.ts';
import { EXPECTED, type Places, type Reach, rightOf, settle } from '../support/rights.ts';
import type { Attempts } from './attempts.ts';
import { byCommand } from './by-command.ts';
import { byService } from './by-service.ts';
import { cellsOf, LOOKS } from './cells.ts';
import { createSubjects, valueIn } from './subjects.ts';

const clock = clockAt('2026-11-22T08:00:00Z');
const wordbook = loadWordbook(folders.locales);

/** A database with settlements in each place. */
async function openWorld(storage: Storage) {
  const rooms = createRooms(storage, wordbook, clock);
  const make = createSubjects(rooms);
  const places = await settle(rooms.directory);
  const seen = new Map<string, number>();
  /** What was recorded of somebody since this was last asked. */
  const recorded = async ({ id: actor }: Actor): Promise<readonly AuditEntry[]> => {
    const entries = await storage.directory.audit.list({ actor, scopes: [{ kind: 'all' }], limit: 5 });
    const before = seen.get(actor) ?? 0;
    seen.set(actor, entries[0]?.id ?? before);
    return entries.filter(({ id }) => id > before);
  };
  return { rooms, make, places, recorded };
}
type World = Awaited<ReturnType<typeof openWorld>>;

describe('the table of rights', () => {
  it('is expected for every action, role and reach', () => {
    expect(EXPECTED.map(({ action, reach }) => `${action} ${reach}`)).toEqual(
      ACTIONS.flatMap(action => ['settlement', 'county', 'region', 'all'].map(reach => `${action} ${reach}`)),
    );
    for (const { allowed } of EXPECTED) expect(Object.keys(allowed)).toEqual(ROLES);
  });
});

/** Tries an action by each role and reach at each place. @returns what came out, or was recorded, otherwise than expected */
async function tried(action: Action, attempts: Attempts, world: World, actorWith: ActorWith): Promise<string[]> {
  const wrong: string[] = [];
  for (const { role, reach, place, expected } of cellsOf(action)) {
    // What is removed is somebody's own settlement: each attempt has its own.
    const places = action === 'settlement.remove' ? await settle(world.rooms.directory, world.make.next()) : world.places;
    const actor = await actorWith(role, reach, places);
    for (const [way, attempt] of (attempts[action] ?? []).entries()) {
      const verdict = await attempt(actor, places[place]);
      const rows = (await world.recorded(actor)).map(entry => `${entry.action} ${entry.outcome}`);
      const came = `${verdict}, recorded: ${rows.join()}`;
      if (!expected.includes(came)) wrong.push(`${role} of a ${reach} at ${place}, way ${way + 1}: ${came}`);
    }
  }
  return wrong;
}

type ActorWith = (role: Role, reach: Reach, places: Places) => Promise<Actor>;

describe.each(databases)('the directory on $name', ({ name, missing, open }) => {
  let world: World;
  let attempts: Attempts;
  let close: () => Promise<void>;
  beforeAll(async () => {
    if (missing) return;
    const { storage, drop } = await open();
    world = await openWorld(storage);
    attempts = byService(world.rooms, world.make);
    close = () => storage.close().then(drop);
  });
  afterAll(() => close?.());

  // Which rows lie within a scope is decided by the database, all else by the same code on both.
  const tested = name === 'SQLite' ? ACTIONS : LOOKS;
  it.skipIf(missing).each(tested)('lets do %s whoever may, refuses others, and records it', async action => {
    const actorWith: ActorWith = (role, reach, places) =>
      Promise.resolve({ id: `p_${role}-${reach}`, via: 'chat', rights: [rightOf(role, reach, places)] });
    expect(attempts[action]).not.toHaveLength(0);
    expect(await tried(action, attempts, world, actorWith)).toEqual([]);
  });
});

describe('the command line with a token', () => {
  /** What no command does (yet). */
  const elsewhere: readonly Action[] = ['household.check', 'gap.view'];
  let world: World;
  let attempts: Attempts;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const { storage, drop } = await databases[0]!.open();
    world = await openWorld(storage);
    attempts = byCommand(world.rooms, world.make, clock);
    close = () => storage.close().then(drop);
  });
  afterAll(() => close());

  const known = new Map<string, Actor>();
  /** Whoever holds a token; a resident, who can have none, is tried as they are. */
  const actorWith: ActorWith = async (role, reach, places) => {
    const right = rightOf(role, reach, places);
    if (role === 'resident') return { id: `p_${reach}`, via: 'command', rights: [right] };
    const name = `${role} ${reach} ${places.own.id}`;
    const before = known.get(name);
    if (before) return before;
    const { directory } = world.rooms;
    const { secret } = valueIn(await directory.tokens.issue(OPERATOR, { label: 'program', days: 1, ...right }));
    const actor = await actorFor(secret, directory, wordbook.in('zh-CN'));
    known.set(name, actor);
    return actor;
  };

  it.each(ACTIONS.filter(action => !elsewhere.includes(action)))('lets do %s whoever may', async action => {
    expect(attempts[action]).toBeDefined();
    expect(await tried(action, attempts, world, actorWith)).toEqual([]);
  });
});
