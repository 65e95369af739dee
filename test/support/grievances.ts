/**
 * A settlement with people who report, and with staff who work on what they report, for tests.
 */
import { folders } from '../../src/config.ts';
import type { Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import { placeOf } from '../../src/directory/model.ts';
import type { GrievanceDraft } from '../../src/grievance/model.ts';
import type { Grievances, Reporter } from '../../src/grievance/service.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { asPlainText } from '../../src/message/index.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import type { RegionId, UnitId } from '../../src/shared/ids.ts';
import type { Storage, StorageOptions } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt, type TestClock } from './clock.ts';
import { databases, type TestDatabase } from './databases.ts';

const wordbook = loadWordbook(folders.locales);

export const REGION = 'guizhou' as RegionId;
/** Two units of the region; the first settles what is said of lifts. */
export const unit = (name: string): UnitId => `${REGION}.${name}` as UnitId;

/** A Monday morning on which nothing is closed. */
export const MONDAY = '2026-11-23T01:00:00Z';

export interface Caseworld {
  readonly rooms: Rooms;
  readonly grievances: Grievances;
  readonly storage: Storage;
  readonly options: StorageOptions;
  readonly clock: TestClock;
  readonly settlement: Settlement;
  /** Somebody with a role in the settlement, by a name of their own. */
  staff(role: Role, name: string): Promise<Actor>;
  /** Somebody who writes in private; nobody whom the directory knows. */
  resident(name: string): Reporter;
  draft(over?: Partial<GrievanceDraft>): GrievanceDraft;
  /** Something that was reported. @returns its number */
  reported(by?: Reporter, over?: Partial<GrievanceDraft>): Promise<number>;
  /** What waits for somebody, as plain text. */
  heard(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const WEB = { channel: 'web', account: 'anjia' };

/** @param database default: SQLite */
export async function openCaseworld(database: TestDatabase = databases[0]!, instant = MONDAY): Promise<Caseworld> {
  const { storage, options, drop } = await database.open();
  const clock = clockAt(instant);
  const rooms = createRooms(storage, wordbook, clock);
  const { directory, grievances, deliveries } = rooms;
  const settlement = valueIn(
    await directory.settlements.add(OPERATOR, {
      region: REGION,
      county: '黔西市',
      name: '锦绣社区',
      buildings: [{ name: '3栋' }],
      desks: [],
      tags: [],
    }),
  );
  const resident = (name: string): Reporter => ({
    at: { ...WEB, chat: name, person: name },
    visitor: { actor: { id: `nobody:${name}`, via: 'chat', rights: [] } },
  });
  const draft = (over: Partial<GrievanceDraft> = {}): GrievanceDraft => ({
    place: { ...placeOf(settlement), region: settlement.region },
    kind: 'lift-and-building',
    text: '电梯坏了三天了没人修',
    where: '3栋2单元电梯',
    ...over,
  });
  return {
    rooms,
    grievances,
    storage,
    options,
    clock,
    settlement,
    resident,
    draft,
    async staff(role, name) {
      const { id } = await directory.people.ensure({ ...WEB, person: name }, name);
      const scope = { kind: 'settlement', settlement: settlement.id } as const;
      await directory.people.grant(id, role, scope, OPERATOR.id);
      return { id, via: 'chat', rights: [{ role, scope }], person: { id, name } };
    },
    reported: async (by = resident('罗世珍'), over = {}) => valueIn(await grievances.intake.report(by, draft(over))).number,
    heard: async name =>
      (await deliveries.collect({ ...WEB, chat: name, person: name })).map(({ outgoing }) => asPlainText(outgoing)),
    close: () => storage.close().then(drop),
  };
}
